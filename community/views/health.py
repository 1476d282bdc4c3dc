from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from community.broker import ping
from community.models import Heartbeat

SILENCE = timedelta(seconds=60)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database, broker, and a worker of this run heard within a minute; else 503."""
    checks = {"database": _database(), "broker": ping(), "worker": False}
    if checks["database"]:
        checks["worker"] = _heard("worker")
    is_ready = all(checks.values())
    return JsonResponse({"ready": is_ready} | checks, status=200 if is_ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _heard(name: str) -> bool:
    heard = Heartbeat.objects.filter(name=name, heard_at__gte=Now() - SILENCE)
    return heard.filter(heard_at__gte=settings.STARTED_AT).exists()
