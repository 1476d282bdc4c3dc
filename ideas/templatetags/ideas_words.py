from django import template
from django.utils.safestring import SafeString

from ideas import marking

register = template.Library()


@register.filter
def how_many(flags: list[bool]) -> int:
    """How many are true."""
    return sum(flags)


@register.filter
def week_place(number: int) -> int:
    """Where a week's stroke stands, in units of the drawing."""
    return 3 + 12 * number


@register.filter
def marked(text: str, asked: str) -> SafeString:
    """The part of what somebody wrote that says what was asked for, with marks."""
    return marking.marked(text, asked)
