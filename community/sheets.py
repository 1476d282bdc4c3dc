"""The site's style sheets, in the order of their layers: many to edit, one to fetch."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = [
    *("reset", "fonts", "tokens", "base", "layout", "words", "prose", "forms"),
    *("compose", "tools", "people", "vote", "journey", "cards", "idea", "talk", "home"),
    *("roadmap", "standing", "history", "states", "notices", "adapt"),
]
FOLDER = "community/css"
JOINED = f"{FOLDER}/site.css"


class SheetsStorage(CompressedManifestStaticFilesStorage):
    """Joins them when static files are collected, before names get their digests."""

    def post_process(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        paths, *is_dry = arguments
        if not any([*is_dry, options.get("dry_run")]):
            self._join(paths)
        collected: Iterator[Any] = super().post_process(*arguments, **options)  # type: ignore[no-untyped-call]
        return collected

    def _join(self, paths: dict[str, Any]) -> None:
        words = []
        for name in SHEETS:
            home, path = paths[f"{FOLDER}/{name}.css"]
            with home.open(path) as sheet:
                words.append(sheet.read().decode())
        self.delete(JOINED)
        self.save(JOINED, ContentFile("\n".join(words)))
        paths[JOINED] = (self, JOINED)


@cache
def links() -> SafeString:
    """To the one, or to each where nothing was collected: while developing and in tests."""
    is_joined = isinstance(staticfiles_storage, SheetsStorage)
    paths = [JOINED] if is_joined else [f"{FOLDER}/{name}.css" for name in SHEETS]
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(p),) for p in paths)
    )
