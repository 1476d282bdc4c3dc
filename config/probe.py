"""Is this container well? `python -I config/probe.py web | background`: exit code 0 or 1.

Run as a file, so that nothing of Hearth is imported every few seconds.
"""

import os
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

SILENCE = 90  # seconds without a task run or sent


def web() -> bool:
    """Asked as the proxy would, so that neither host nor scheme is refused."""
    public = urlsplit(os.environ.get("BASE_URL", ""))
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz")
    request.add_header("Host", public.netloc or f"localhost:{port}")
    request.add_header("X-Forwarded-Proto", public.scheme or "http")
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        return answer.status == 200 and answer.read() == b"ok\n"


def background() -> bool:
    return time.time() - Path(os.environ["ALIVE_FILE"]).stat().st_mtime < SILENCE


if __name__ == "__main__":
    try:
        IS_WELL = {"web": web, "background": background}[sys.argv[1]]()
    except OSError:
        IS_WELL = False
    sys.exit(0 if IS_WELL else 1)
