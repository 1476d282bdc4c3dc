from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound
from rest_framework.exceptions import ValidationError as RestError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

INVALID = gettext_lazy("Take it from `next` or `previous` as it stands.")


class Keyset(CursorPagination):
    """Pages by a cursor, `limit` up to 100; a cursor that makes no sense is refused.

    Rows of one key follow one another by an offset within that key, however many.
    """

    page_size_query_param = "limit"
    max_page_size = 100
    offset_cutoff = 10_000_000

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any] | None:
        self.model = queryset.model
        return super().paginate_queryset(queryset, request, view)

    def decode_cursor(self, request: Request) -> Any:
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise RestError({"cursor": [INVALID]}) from None
        if cursor is not None and cursor.position is not None:
            field = self.model._meta.get_field(self.ordering[0].lstrip("-"))  # noqa: SLF001
            try:
                field.to_python(cursor.position or "nothing")
            except (ValueError, TypeError, ValidationError):
                raise RestError({"cursor": [INVALID]}) from None
        return cursor

    def get_page_size(self, request: Request) -> int | None:
        """`limit`, 100 at the most, 30 if nobody asked. Raises ValidationError if it is no number."""
        asked = request.query_params.get("limit")
        if asked is None:
            return self.page_size
        if not (asked.isascii() and asked.isdecimal() and asked.strip("0")):
            raise RestError({"limit": [_("A whole number from 1 to 100.")]})
        return min(int(asked[:9]), self.max_page_size)


class NewestFirst(Keyset):
    """Newest first, or as `order` asks where a list has one.

    A pull with `updated_since` comes in the order of changes, oldest first, so that
    its last row is where the next pull goes on.
    """

    ordering = ("-created_at", "-pk")

    def get_ordering(
        self, request: Request, queryset: Any, view: Any
    ) -> tuple[str, ...]:
        filters = getattr(view.filterset_class, "base_filters", {})
        if "updated_since" in filters and "updated_since" in request.query_params:
            return ("updated_at", "pk")
        if "order" in filters and (order := request.query_params.get("order")):
            return (f"-{order}", "-pk")
        return self.ordering
