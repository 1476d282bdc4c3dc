from datetime import timedelta

from django.utils import timezone

from community.actions.heartbeats import hear
from community.models import Heartbeat


def test_alive_is_a_word(client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_ready_needs_a_worker_heard_from(client) -> None:
    assert client.get("/readyz").status_code == 503
    hear("worker")
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": True,
        "broker": True,
        "worker": True,
    }
    Heartbeat.objects.update(heard_at=timezone.now() - timedelta(minutes=2))
    assert client.get("/readyz").json()["worker"] is False


def test_a_beat_of_an_earlier_run_does_not_count(client, settings) -> None:
    hear("worker")
    settings.STARTED_AT = timezone.now() + timedelta(seconds=1)
    assert client.get("/readyz").json()["worker"] is False


def test_ready_says_that_the_broker_is_gone(client, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    hear("worker")
    assert client.get("/readyz").json()["broker"] is False
