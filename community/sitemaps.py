"""Parts of a sitemap: addresses that visitors may see, by ranges of keys, so that the
last part costs what the first does."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage
from django.db.models import Model, QuerySet

from community.models import Member
from community.requests import row_number

A_PART = 2_000


class Parts:
    """Stands where Django wants a paginator: part n holds the keys of the n-th range."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows

    @property
    def num_pages(self) -> int:
        last = self.rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        return last // A_PART + 1

    def page(self, number: int | str) -> "Part":
        """Raises EmptyPage."""
        n = row_number(str(number))
        if not 1 <= n <= self.num_pages:
            raise EmptyPage
        inside = {"pk__gte": (n - 1) * A_PART, "pk__lt": n * A_PART}
        return Part(list(self.rows.filter(**inside).order_by("pk")))


class Part:
    def __init__(self, rows: list[Any]) -> None:
        self.object_list = rows


class SiteMap(Sitemap[Any]):
    """Of the site's own addresses, whoever asks by whatever name."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    @property
    def numbers(self) -> Iterator[int]:
        yield from range(1, self.paginator.num_pages + 1)


class RowsMap(SiteMap):
    """Of rows with a page each."""

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def items(self) -> QuerySet[Any]:
        return self.rows()

    @property
    def paginator(self) -> Any:
        return Parts(self.rows())

    def lastmod(self, item: Model) -> Any:
        return getattr(item, "updated_at", None)


class PeopleMap(RowsMap):
    """Those who agreed to be counted: others are found from what they said."""

    def rows(self) -> QuerySet[Member]:
        return Member.objects.visible_to(None).filter(consents_to_ranking=True)

    def lastmod(self, item: Model) -> None:
        """What changes on a person's page has no time of its own."""
