"""What only the desk's pages say."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def waited(since: datetime, *, now: datetime | None = None) -> str:
    """How long something waits, to the day: “today”, “1 day”, “9 days”."""
    days = _days(since, now)
    return (
        ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today")
    )


@register.filter
def waited_short(since: datetime) -> str:
    """The same for a narrow column: “9 d”, “5 h”."""
    if days := _days(since, None):
        return _("%(n)s d") % {"n": days}
    hours = int((timezone.now() - since).total_seconds() // 3600)
    return _("%(n)s h") % {"n": max(0, hours)}


@register.filter
def of(some: int, all_: int) -> str:
    """A share in whole per cent, or nothing where there is nothing to share."""
    return _("%(share)s %%") % {"share": round(100 * some / all_)} if all_ else "–"


@register.filter
def lasted(span: timedelta) -> str:
    """A length of time in its largest unit that fits: “19 hours”, “12 days”."""
    hours = round(span.total_seconds() / 3600)
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _days(since: datetime, now: datetime | None) -> int:
    return max(0, ((now or timezone.now()) - since).days)
