"""The small drawn things that every page shares; built into every template."""

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from community.house import without_hash
from community.journey import sentence, states, stops
from community.models import Conversation, Firm, Member
from community.moments import local
from community.sheets import links

register = template.Library()

TINTS = 6
SMALL_STOPS = {
    "done": '<i class="done"></i>',
    "waits": '<i class="waits"></i>',
    "skipped": '<i class="skipped"></i>',
    "ahead": "<i></i>",
}


@register.simple_tag
def sheets() -> SafeString:
    return links()


@register.simple_tag
def house(firm: Firm | None = None) -> SafeString:
    """The icon of the house, and the sheet with its colours where it chose some.

    It stands after the other sheets.
    """
    logo = firm.logo if firm and firm.has_mark else None
    icon_url = logo.get_absolute_url() if logo else static("community/mark.svg")
    drawn = format_html('<link rel="icon" href="{}">', icon_url)
    if firm and firm.accents:
        names = dict(
            zip(["light", "dark"], map(without_hash, firm.accents), strict=True)
        )
        sheet = reverse("community:colours", kwargs=names)
        drawn += format_html('<link rel="stylesheet" href="{}">', sheet)
    return drawn


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign beside a word; hidden from those who listen."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("community/icons.svg"),
        name,
    )


@register.simple_tag
def portrait(member: Member | None, size: str = "") -> SafeString:
    """A person's initials in a disc; their name stands beside it."""
    classes = ["portrait"]
    if member and member.is_staff:
        classes.append("is-firm")
    elif member and not member.has_left:
        classes.append(f"t{member.pk % TINTS + 1}")
    if size:
        classes.append(f"is-{size}")
    return format_html(
        '<svg class="{}" viewBox="0 0 40 40" aria-hidden="true">'
        '<circle cx="20" cy="20" r="20"/><text x="20" y="25">{}</text></svg>',
        " ".join(classes),
        initials(member),
    )


def initials(member: Member | None) -> str:
    """The first letters of the first and last word of a name."""
    if member is None or member.has_left:
        return "·"
    words = member.name.split() or ["·"]
    return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper()


@register.simple_tag
def when(moment: datetime | None, size: str = "") -> SafeString:
    """How long ago, or the day once that is clearer; the exact time in `<time>`.

    In size short it bears no title: the page behind the link has it.
    """
    if moment is None:
        return SafeString("")
    there = local(moment)
    if size == "short":
        return format_html(
            '<time datetime="{}">{}</time>',
            there.date().isoformat(),
            said(there, now=timezone.localtime()),
        )
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        there.isoformat(timespec="minutes"),
        date_format(there, "DATETIME_FORMAT"),
        said(there, now=timezone.localtime()),
    )


def said(moment: datetime, *, now: datetime) -> str:
    age = now - moment
    if 0 <= age.days < 1 and age.total_seconds() < 60:
        return _("just now")
    if 0 <= age.days < 7:
        return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}
    return date_format(moment, "j F" if moment.year == now.year else "j F Y")


@register.simple_tag
def journey(conversation: Conversation, size: str = "") -> SafeString:
    """The five stops of a conversation, drawn the same everywhere; size small or tall.

    A small one stands beside its sentence, which is what is heard of it.
    """
    if size == "small":  # thirty of them stand in a list
        drawn = "".join(SMALL_STOPS[state] for state in states(conversation))
        return SafeString(f'<span class="journey is-small">{drawn}</span>')
    around = {"stops": stops(conversation), "size": size}
    return SafeString(render_to_string("community/_journey.html", around))


@register.simple_tag
def journey_sentence(conversation: Conversation) -> SafeString:
    """Where a conversation stands, in words."""
    head, rest = sentence(conversation)
    return format_html("<b>{}</b> {}", head, rest)


@register.filter
def percent(part: Any, whole: Any) -> int:
    return round(100 * part / whole) if whole else 0
