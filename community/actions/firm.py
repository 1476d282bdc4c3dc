from typing import Any, Literal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community import colours
from community.actions.pictures import forget_unused_pictures, keep_picture
from community.errors import HardToRead
from community.house_pictures import Drawn
from community.models import Board, Firm, Source

Shown = Drawn | Literal[False] | None  # a picture, none any more, or the one there is


@transaction.atomic
def set_up_firm(*, logo: Shown = None, **details: Any) -> Firm:
    """Name the firm, or change what it says of itself and what its house looks like.

    `logo`: a picture, False for none any more, None for the one there is. Raises
    HardToRead for a colour that somebody could not read, with the nearest that they can.
    """
    require_contrast(details.get("accent", ""), colours.LIGHT)
    require_contrast(details.get("accent_dark", ""), colours.DARK)
    details |= _shown("logo", logo)
    firm = Firm.objects.update_or_create(pk=1, defaults=details)[0]
    if "logo" in details:
        forget_unused_pictures()
    return firm


@transaction.atomic
def open_board(name: str, *, picture: Shown = None, **details: Any) -> Board:
    """Open a board, or change the one of the same address. `picture` as with the logo."""
    slug = details.pop("slug", None) or slugify(name)[:60] or "board"
    details |= {"name": name, **_shown("picture", picture)}
    board = Board.objects.update_or_create(slug=slug, defaults=details)[0]
    if "picture" in details:
        forget_unused_pictures()
    return board


def set_up_source(*, slug: str, **details: Any) -> Source:
    """Add a source of conversations, or change what is known of it."""
    return Source.objects.update_or_create(slug=slug, defaults=details)[0]


def require_contrast(colour: str, theme: colours.Theme) -> None:
    """Raises HardToRead for a colour that is too near to what it stands on."""
    if not colour or colours.can_be_read(colour, theme):
        return
    raise HardToRead(
        _(
            "%(colour)s has %(ratio)s:1 where 4.5:1 can be read. "
            "The nearest that passes is %(nearest)s."
        )
        % {
            "colour": colour,
            "ratio": int(10 * colours.least_contrast(colour, theme)) / 10,
            "nearest": colours.nearest(colour, theme),
        }
    )


def _shown(name: str, picture: Shown) -> dict[str, Any]:
    """What to write of a picture: the new one, none any more, or nothing."""
    if picture is None:
        return {}
    return {name: keep_picture(picture) if picture else None}
