import secrets

from django.utils.text import slugify

from community.models import Member


def free_slug(name: str) -> str:
    """An address for a member's page: the name, and some letters where it is taken."""
    base = slugify(name)[:80] or "member"
    if not Member.objects.filter(slug=base).exists():
        return base
    return f"{base}-{secrets.token_hex(4)}"
