from django.db.models.functions import Now

from community.models import Heartbeat


def hear(name: str) -> None:
    """Remember that a background process was heard from now, by the database's clock."""
    Heartbeat.objects.update_or_create(name=name, defaults={"heard_at": Now()})
