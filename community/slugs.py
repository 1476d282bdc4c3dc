import secrets

from django.utils.text import slugify

from community.models import Member

AN_ADDRESS = 32  # letters: each row of a list carries two of them


def free_slug(name: str) -> str:
    """An address for a member's page: the name, and some letters where it is taken."""
    base = slugify(name)[:80] or "member"
    if not Member.objects.filter(slug=base).exists():
        return base
    return f"{base}-{secrets.token_hex(4)}"


def short_slug(title: str) -> str:
    """The first words of a title, for an address that leads by its number anyway."""
    whole = slugify(title)
    if len(whole) <= AN_ADDRESS:
        return whole
    return whole[: AN_ADDRESS + 1].rpartition("-")[0] or whole[:AN_ADDRESS]
