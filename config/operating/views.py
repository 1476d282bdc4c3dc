from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from config.operating import metrics as figures


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus with the token; for everybody else there is no such page."""
    if not _may_read(request.headers.get("Authorization", "")):
        raise Http404
    return HttpResponse(figures.text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_read(authorization: str) -> bool:
    kind, _, token = authorization.partition(" ")
    return (
        bool(settings.METRICS_TOKEN)
        and kind.lower() == "bearer"
        and constant_time_compare(token.strip(), settings.METRICS_TOKEN)
    )
