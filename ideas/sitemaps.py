from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from community.sitemaps import RowsMap, SiteMap
from ideas.models import Idea, Release


class PagesMap(SiteMap):
    """The few pages that there is one of each."""

    def items(self) -> list[str]:
        ours = ["home", "how", "idea-list", "people", "roadmap", "release-list"]
        return [
            *(f"ideas:{name}" for name in ours),
            *("feedback:insight-list", "community:rulings"),
        ]

    def location(self, item: Any) -> str:
        return reverse(item)


class IdeasMap(RowsMap):
    def rows(self) -> QuerySet[Idea]:
        listed = Idea.objects.visible_to(None).listed().select_related("conversation")
        return listed.only("updated_at", "conversation__headline")


class ReleasesMap(RowsMap):
    def rows(self) -> QuerySet[Release]:
        return Release.objects.visible_to(None)
