"""What somebody writes as it will be shown, before it is posted."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from community.actions.limits import pass_door
from community.actions.mentions import MOST
from community.markdown import to_html
from community.models import Member
from community.names import slugs_in
from community.requests import MemberRequest
from ideas.draft_forms import LONGEST_STORY


def words_to_show(request: MemberRequest) -> SafeString:
    """What a story or a comment says so far, as it would be shown. Raises TooOften."""
    pass_door("preview", member=request.user)
    text = request.POST.get("body") or request.POST.get("text", "")
    text = text.replace("\0", "")[:LONGEST_STORY]
    return to_html(text, people=named_in(text, request.user))


def named_in(text: str, viewer: Member) -> dict[str, tuple[str, str]]:
    """Whom it would name if it were posted now, as `to_html` takes them."""
    slugs = slugs_in(text)[:MOST]
    people = Member.objects.visible_to(viewer).filter(slug__in=slugs) if slugs else []
    return {each.slug: (each.name, each.get_absolute_url()) for each in people}


@dataclass(frozen=True)
class Asked:
    """What a form asks for: to be sent, or to be shown first as `preview`, which sends
    nothing and goes on with the same `words`."""

    sent: QueryDict | None
    preview: SafeString | None = None
    words: dict[str, Any] = field(default_factory=dict)


def asked(request: MemberRequest) -> Asked:
    """Raises TooOften where it asks to be shown."""
    if "preview" not in request.POST:
        return Asked(sent=request.POST or None)
    return Asked(None, words_to_show(request), request.POST.dict())
