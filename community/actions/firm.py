from typing import Any

from django.utils.text import slugify

from community.models import Board, Firm, Source


def set_up_firm(**details: Any) -> Firm:
    """Name the firm, or change what it says of itself."""
    return Firm.objects.update_or_create(pk=1, defaults=details)[0]


def open_board(name: str, **details: Any) -> Board:
    """Open a board, or change the one of the same address."""
    slug = details.pop("slug", None) or slugify(name)[:60] or "board"
    return Board.objects.update_or_create(
        slug=slug, defaults={"name": name, **details}
    )[0]


def set_up_source(*, slug: str, **details: Any) -> Source:
    """Add a source of conversations, or change what is known of it."""
    return Source.objects.update_or_create(slug=slug, defaults=details)[0]
