from datetime import UTC, datetime, timedelta

from django.utils import timezone

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
FAST = timedelta(days=1)  # that far a clock elsewhere may go ahead of ours


def has_been(moment: datetime) -> bool:
    """Whether something can have been said then: since 1970, and not in times to come."""
    return EARLIEST <= moment <= timezone.now() + FAST


def local(moment: datetime) -> datetime:
    """In the zone of whoever reads; as it is where their calendar does not reach."""
    try:
        return timezone.localtime(moment)
    except OverflowError:
        return moment
