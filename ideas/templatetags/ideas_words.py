from django import template

register = template.Library()


@register.filter
def how_many(flags: list[bool]) -> int:
    """How many are true."""
    return sum(flags)


@register.filter
def week_place(number: int) -> int:
    """Where a week's stroke stands, in units of the drawing."""
    return 3 + 12 * number
