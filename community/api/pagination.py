from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    """Keyset pages, newest first; `limit` up to 100.

    A pull with `updated_since` comes in the order of changes, oldest first, so that
    its last row is where the next pull goes on.
    """

    ordering = ("-created_at", "-pk")
    page_size_query_param = "limit"
    max_page_size = 100

    def get_ordering(
        self, request: Request, queryset: Any, view: Any
    ) -> tuple[str, ...]:
        if "updated_since" in request.query_params:
            return ("updated_at", "pk")
        return self.ordering
