"""The one address of a page, as others should know it: BASE_URL, and nothing that tracks."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

OWNED_SINCE = 2026  # any year in which the firm had its address: part of a tag's name


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def canonical(request: HttpRequest, *parameters: str) -> str:
    """The page's own address with those of its parameters that make it another page."""
    asked = [(name, request.GET.get(name, "")) for name in parameters]
    query = urlencode([(name, value) for name, value in asked if value])
    return absolute(escape_uri_path(request.path)) + (f"?{query}" if query else "")


def stable_id(what: str, key: int | str) -> str:
    """A name of a thing that stays when its address or title changes (RFC 4151)."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},{OWNED_SINCE}:{what}/{key}"
