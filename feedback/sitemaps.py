from typing import Any

from django.db.models import Model, QuerySet

from community.sitemaps import RowsMap
from feedback.models import Insight


class InsightsMap(RowsMap):
    """What was learned: whose words stand under it is asked by its page."""

    def rows(self) -> QuerySet[Insight]:
        return Insight.objects.only("written_at")

    def lastmod(self, item: Model) -> Any:
        return getattr(item, "written_at", None)
