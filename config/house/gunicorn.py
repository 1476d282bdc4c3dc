"""gunicorn's settings for `bin/up`; behind a proxy of your own, start from these."""

import gc
import os
import shutil
import tempfile
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
limit_request_line = 8190  # what gunicorn can at most; longer ones it refuses by itself
max_requests = 100_000
max_requests_jitter = 20_000
control_socket_disable = True  # it would write into a home that nobody has

FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # where this machine's web processes add up
if FIGURES not in os.environ:
    os.environ[FIGURES] = tempfile.mkdtemp(prefix="hearth-figures-")


def when_ready(_server: Any) -> None:
    """Before the first fork: read every page's code, and let no collection touch it."""
    from django.urls import get_resolver  # noqa: PLC0415 - the app is loaded by now

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def on_exit(_server: object) -> None:
    shutil.rmtree(os.environ[FIGURES], ignore_errors=True)
