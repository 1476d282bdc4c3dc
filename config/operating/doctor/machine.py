import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from config.house.places import nearest
from config.operating.doctor.finding import Finding

LEAST = 1_000_000_000  # bytes


def check_disk() -> Iterator[Finding]:
    disk = shutil.disk_usage(nearest(settings.DATA_DIR))
    if disk.free < max(LEAST, disk.total // 20):
        yield Finding(
            f"{disk.free / 1e9:.1f} GB are left below {settings.DATA_DIR}",
            "make room before it is full",
        )


def check_folders() -> Iterator[Finding]:
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        yield from _writable(Path(folder), needed=folder == settings.MEDIA_ROOT)
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if not settings.DEBUG and not manifest.is_file():
        yield Finding("static files are not collected", "manage.py collectstatic")


def _writable(folder: Path, *, needed: bool) -> Iterator[Finding]:
    if needed and not os.access(nearest(folder), os.W_OK):
        yield Finding(
            f"{folder} cannot be written to",
            "give it to the account that runs the web process",
        )
    if folder.exists() and not os.access(folder, os.R_OK | os.X_OK):
        yield Finding(f"{folder} cannot be read", "give it to the account that runs us")
