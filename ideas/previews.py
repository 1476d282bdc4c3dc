"""What somebody writes as it will be shown, before it is posted."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from community.actions.limits import pass_door
from community.requests import MemberRequest
from ideas.draft_forms import LONGEST_STORY


def words_to_show(request: MemberRequest) -> str:
    """What a story or a comment says so far. Raises TooOften."""
    pass_door("preview", member=request.user)
    text = request.POST.get("body") or request.POST.get("text", "")
    return text.replace("\0", "")[:LONGEST_STORY]


@dataclass(frozen=True)
class Asked:
    """What a form asks for: to be sent, or to be shown first as `preview`, which sends
    nothing and goes on with the same `words`."""

    sent: QueryDict | None
    preview: str | None = None
    words: dict[str, Any] = field(default_factory=dict)


def asked(request: MemberRequest) -> Asked:
    """Raises TooOften where it asks to be shown."""
    if "preview" not in request.POST:
        return Asked(sent=request.POST or None)
    return Asked(None, words_to_show(request), request.POST.dict())
