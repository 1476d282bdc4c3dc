from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from config.operating.doctor.finding import Finding

SHORTEST_KEY = 50


def check() -> Iterator[Finding]:
    yield from _secrets()
    yield from _address()
    if settings.DEBUG:
        yield Finding("DEBUG is on: errors show code and settings", "unset DEBUG")
    if settings.WEBHOOK_ALLOW_LOCAL:
        yield Finding(
            "webhooks may reach this machine's own network", "unset WEBHOOK_ALLOW_LOCAL"
        )
    if not settings.METRICS_TOKEN:
        remedy = "set METRICS_TOKEN to be watched by Prometheus"
        yield Finding("/metrics is shut", remedy, is_note=True)


def _secrets() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 5:
        yield Finding(
            f"SECRET_KEY is easy to guess ({len(key)} characters)",
            f"set one of {SHORTEST_KEY} random characters or more; everybody signs in again, "
            "and webhook secrets are made anew",
        )


def _address() -> Iterator[Finding]:
    url = urlsplit(settings.BASE_URL)
    host = url.hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("ALLOWED_HOSTS takes any name", "name the hosts, by commas")
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        yield Finding(
            f"BASE_URL's host {host} is refused", f"add {host} to ALLOWED_HOSTS"
        )
    if url.scheme != "https":
        yield Finding(
            "BASE_URL has no https: cookies travel in the open",
            "put a proxy with TLS in front and set BASE_URL=https://…",
            is_note=host in {"localhost", "127.0.0.1", "::1"},
        )
    elif not settings.TRUSTED_PROXIES:
        yield Finding(
            "https, but no proxy is trusted: every page is redirected for ever",
            "set TRUSTED_PROXIES to the number of proxies in front",
        )
