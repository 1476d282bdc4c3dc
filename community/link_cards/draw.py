"""How a card looks: 1200 by 630, as the networks want it, in the light of the house."""

from io import BytesIO

from PIL import Image, ImageDraw

from community.link_cards.card import Card
from community.link_cards.faces import SANS, SERIF, Face, Line, plain

LOOK = 1  # one more when it looks otherwise: what is kept is drawn anew
SIZE = (1200, 630)
EDGE, WIDTH = 84, 1200 - 2 * 84
PAPER, INK, INK_2, INK_3 = "#fbf9f5", "#1e1b17", "#575047", "#6d655a"
LINE, SPARK, ACCENT = "#e3ddd3", "#f6c945", "#1d4a9e"
TINTS = ["#e4dccf", "#d5e0da", "#dcdfe9", "#ead9d3", "#dfe3cd", "#e2d8e3"]
TITLE_SIZES = [(76, 3), (62, 3), (52, 4), (44, 4)]
FLAME = [
    *((16, 5), (17.2, 8.8), (20, 11.4), (22.2, 14.4), (23, 18), (21.9, 21.8)),
    *((19.2, 24.3), (16, 25), (12.8, 24.3), (10.1, 21.8), (9, 18), (9.5, 15.4)),
    *((10.9, 12.9), (12, 10), (13.2, 12), (15, 13), (16, 9.6)),
]


def draw(card: Card) -> bytes:
    """As PNG. Raises NoGlyph for a letter that the site's fonts lack."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 12), fill=SPARK)
    _mark(picture, (EDGE, 64), 56)
    if card.firm:
        name, face = f"{plain(card.firm)} ", Face(SANS, 32, 600)
        face.write(pen, Line(name, (EDGE + 76, 104), INK))
        beside = EDGE + 76 + face.width(name)
        Face(SERIF, 32, 400).write(pen, Line("Hearth", (beside, 104), INK_2))
    top = 216
    if card.above:
        Face(SANS, 28, 500).write(pen, Line(plain(card.above), (EDGE, 212), INK_3))
        top = 246
    beginning = _portrait(picture, card) if card.initials else EDGE
    _title(pen, card, (beginning, top))
    _foot(picture, pen, card)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _title(pen: ImageDraw.ImageDraw, card: Card, place: tuple[int, int]) -> None:
    x, y = place
    face, lines = _fitted(plain(card.title), width=SIZE[0] - EDGE - x)
    for n, line in enumerate(lines):
        face.write(pen, Line(line, (x, y + face.size * (0.92 + 1.14 * n)), INK))


def _fitted(title: str, *, width: int) -> tuple[Face, list[str]]:
    """As large as it fits; what fits in no size loses its end."""
    for size, most in TITLE_SIZES:
        face = Face(SERIF, size, 500)
        if (lines := face.wrapped(title, width=width, lines=most)) is not None:
            return face, lines
    words = title.split()
    while words:
        words.pop()
        shorter = " ".join([*words, "…"])
        if (lines := face.wrapped(shorter, width=width, lines=most)) is not None:
            return face, lines
    return face, []


def _foot(picture: Image.Image, pen: ImageDraw.ImageDraw, card: Card) -> None:
    if not (card.number or card.counted or card.stage):
        return
    pen.line((EDGE, 520, SIZE[0] - EDGE, 520), fill=LINE, width=2)
    number, words = Face(SANS, 44, 600), Face(SANS, 28, 400)
    number.write(pen, Line(card.number, (EDGE, 580), ACCENT))
    after = EDGE + (number.width(card.number) + 16 if card.number else 0)
    words.write(pen, Line(plain(card.counted), (after, 578), INK_2))
    stage = plain(card.stage)
    beginning = SIZE[0] - EDGE - words.width(stage)
    words.write(pen, Line(stage, (beginning, 578), INK))
    if card.stops:
        _stops(picture, card.stops, (int(beginning) - 28 * len(card.stops) - 24, 556))


def _stops(
    picture: Image.Image, stops: tuple[str, ...], place: tuple[int, int]
) -> None:
    """The five stops of the journey, as on a card of the site."""
    step, big = 28, 4
    size = (step * len(stops) * big, 26 * big)
    drawn = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.line((10 * big, 13 * big, size[0] - 18 * big, 13 * big), fill=LINE, width=12)
    for n, state in enumerate(stops):
        x = (n * step + 10) * big
        dot = (x - 8 * big, 5 * big, x + 8 * big, 21 * big)
        fill = {"done": INK, "skipped": LINE}.get(state, PAPER)
        edge = ACCENT if state == "waits" else INK if state == "done" else INK_3
        pen.ellipse(dot, fill=fill, outline=edge, width=2 * big)
    picture.paste(drawn.resize((size[0] // big, size[1] // big)), place)


def _portrait(picture: Image.Image, card: Card) -> int:
    """Returns where the words beside it begin."""
    big, wide = 4, 190  # drawn larger and made smaller, so that round things are round
    drawn = Image.new("RGB", (wide * big, wide * big), PAPER)
    tint = TINTS[card.tint % len(TINTS)]
    ImageDraw.Draw(drawn).ellipse((0, 0, wide * big - 1, wide * big - 1), fill=tint)
    picture.paste(drawn.resize((wide, wide)), (EDGE, 250))
    face, text = Face(SERIF, 76, 500), plain(card.initials)
    place = (EDGE + wide / 2 - face.width(text) / 2, 250 + wide / 2 + 26)
    face.write(ImageDraw.Draw(picture), Line(text, place, INK_2))
    return EDGE + wide + 48


def _mark(picture: Image.Image, place: tuple[int, int], wide: int) -> None:
    big = 4
    scale = wide * big / 32
    drawn = Image.new("RGB", (wide * big, wide * big), PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.rounded_rectangle((0, 0, wide * big - 1, wide * big - 1), 7 * scale, fill=INK)
    pen.polygon([(x * scale, y * scale) for x, y in FLAME], fill=SPARK)
    picture.paste(drawn.resize((wide, wide)), place)
