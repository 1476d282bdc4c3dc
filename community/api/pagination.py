from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Keyset pages, newest first; `limit` up to 100."""

    ordering = ("-created_at", "-pk")
    page_size_query_param = "limit"
    max_page_size = 100


class ChangedFirst(NewestFirst):
    """Oldest change first, for pulls with `updated_since`."""

    ordering = ("updated_at", "pk")
