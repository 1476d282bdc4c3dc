from typing import TYPE_CHECKING

from django.http import HttpRequest

from community.models import Member

if TYPE_CHECKING:

    class MemberRequest(HttpRequest):
        """A request of somebody who is signed in."""

        user: Member
else:
    MemberRequest = HttpRequest


def viewer_of(request: HttpRequest) -> Member | None:
    """Who looks: a member, or nobody."""
    return request.user if isinstance(request.user, Member) else None
