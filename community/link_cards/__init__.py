"""Pictures that stand beside a link elsewhere: drawn when first asked for, then kept."""

from contextlib import suppress
from hashlib import sha256

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from community.actions.limits import pass_door
from community.context import firm_of
from community.link_cards.card import Card
from community.link_cards.draw import LOOK, draw
from community.link_cards.faces import NoGlyph
from community.requests import address_of

A_DAY, TEN_MINUTES = 86_400, 600


def picture(request: HttpRequest, card: Card) -> HttpResponse:
    """The card as a picture; the firm's own where a font lacks a letter of it.

    What was drawn is kept for a day under all that it shows, and asked for again by its
    version costs nothing. Raises TooOften at the door of drawing.
    """
    name = sha256(f"{LOOK}{card!r}".encode()).hexdigest()[:32]
    known = get_conditional_response(request, quote_etag(name), None, None)
    if known is not None:
        return known
    response = HttpResponse(_drawn(request, card, name), content_type="image/png")
    response["ETag"] = quote_etag(name)
    response["Cache-Control"] = f"max-age={TEN_MINUTES}"
    return response


def firm_card(request: HttpRequest) -> Card:
    firm = firm_of(request)
    return Card(firm=firm.name, title=firm.tagline or firm.promise)


def _drawn(request: HttpRequest, card: Card, name: str) -> bytes:
    if kept := _kept(name):
        return kept
    pass_door("link-card", key=address_of(request))
    png = _draw(card, firm_card(request))
    with suppress(OSError):  # a full disk costs the time of drawing it again
        caches["pictures"].set(name, png, A_DAY)
    return png


def _kept(name: str) -> bytes | None:
    with suppress(OSError):
        found: bytes | None = caches["pictures"].get(name)
        return found
    return None


def _draw(card: Card, instead: Card) -> bytes:
    for each in (card, instead):
        with suppress(NoGlyph):
            return draw(each)
    return draw(Card())
