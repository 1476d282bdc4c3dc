"""What is kept, where, and how long at most."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class FolderCache(FileBasedCache):
    """Files in a folder that somebody else may own: then nothing is kept in it."""

    def _createdir(self) -> None:
        with suppress(OSError):
            super()._createdir()  # type: ignore[misc]


def under(folder: Path) -> dict[str, dict[str, Any]]:
    """The caches; what is kept in files stands in the folder."""
    return {
        # Rate limits live here and must hold while the broker is down: the database
        # keeps them. A full one would forget limits in force.
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 200_000},
        },
        # Each web process keeps a few open pages, each for one edition
        # (community/open_pages.py).
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "TIMEOUT": 60,
            "OPTIONS": {"MAX_ENTRIES": 300},
        },
        # And the pieces of pages that many members see alike (community/keeping.py).
        "pieces": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pieces",
            "TIMEOUT": 60,
            "OPTIONS": {"MAX_ENTRIES": 3_000},
        },
        # Pictures beside links, about 30 kB each (community/link_cards).
        "pictures": {
            "BACKEND": "config.caches.FolderCache",
            "LOCATION": str(folder / "pictures"),
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        },
    }
