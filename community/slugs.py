import secrets

from django.utils.text import slugify

from community.models import Member

AN_ADDRESS = 32  # letters: each row of a list carries two of them


def free_slug(name: str) -> str:
    """An address for a member's page: the name, and some letters where it is taken."""
    base = _plain(name)
    if not Member.objects.filter(slug=base).exists():
        return base
    return lettered_slug(name)


def lettered_slug(name: str) -> str:
    """The name with letters that nobody else has."""
    return f"{_plain(name)}-{secrets.token_hex(4)}"


def _plain(name: str) -> str:
    return slugify(name)[:80] or "member"


def short_slug(title: str) -> str:
    """The first words of a title, for an address that leads by its number anyway."""
    whole = slugify(title)
    if len(whole) <= AN_ADDRESS:
        return whole
    return whole[: AN_ADDRESS + 1].rpartition("-")[0] or whole[:AN_ADDRESS]
