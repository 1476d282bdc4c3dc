from django.utils import timezone

from community.models import Heartbeat


def hear(name: str) -> None:
    """Remember that a background process was heard from now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"heard_at": timezone.now()})
