"""gunicorn's settings for `bin/up`; behind a proxy of your own, start from these."""

import gc
import os
from typing import Any

wsgi_app = "config.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
preload_app = True  # the code is in memory once
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True  # it would write into a home that nobody has


def when_ready(_server: Any) -> None:
    """Before the first fork: read every page's code, and let no collection touch it."""
    from django.urls import get_resolver  # noqa: PLC0415 - the app is loaded by now

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
