"""The firm's colours as rules of a style sheet, which is all that a page may be given."""

from community import colours

RULES = """@layer tokens {{
  :root {{
    --accent: light-dark({light}, {dark});
    --on-accent: light-dark({on_light}, {on_dark});
    --wash: light-dark({wash_light}, {wash_dark});
  }}
}}
"""


def rules_of(light: str, dark: str) -> str:
    """The accent in both themes, what is written on it and its faint tint."""
    return RULES.format(
        light=light,
        dark=dark,
        on_light=colours.written_on(light, colours.LIGHT),
        on_dark=colours.written_on(dark, colours.DARK),
        wash_light=colours.wash_of(light, colours.LIGHT),
        wash_dark=colours.wash_of(dark, colours.DARK),
    )


def without_hash(colour: str) -> str:
    """As an address names it."""
    return colour.removeprefix("#")
