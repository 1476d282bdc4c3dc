from ipaddress import ip_network
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from community.models import Edition, Member

A_BIGINT = 19  # digits that may be too many for PostgreSQL's

if TYPE_CHECKING:

    class MemberRequest(HttpRequest):
        """A request of somebody who is signed in."""

        user: Member
else:
    MemberRequest = HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: of IPv6 the network, of which one house has many.

    What proxies say counts only as far as TRUSTED_PROXIES goes.
    """
    text: str = get_adapter().get_client_ip(request)
    if ":" not in text:
        return text
    return str(ip_network(f"{text.split('%', maxsplit=1)[0]}/64", strict=False))


def viewer_of(request: HttpRequest) -> Member | None:
    """Who looks: a member, or nobody."""
    return request.user if isinstance(request.user, Member) else None


def edition_of(request: HttpRequest) -> int:
    """The edition when it was first asked for in this request."""
    if "hearth.edition" not in request.META:
        request.META["hearth.edition"] = Edition.objects.current()
    return int(request.META["hearth.edition"])


def row_number(text: str) -> int:
    """The key of a row that a form or an address names; 0, which no row has, if none."""
    is_number = text.isascii() and text.isdecimal() and len(text) < A_BIGINT
    return int(text) if is_number else 0
