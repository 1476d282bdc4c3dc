"""What feedback adds to pages of the apps beneath it: settings.PANELS names these."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from community.models import Conversation, Member
from community.requests import viewer_of
from feedback.actions.doubts import SOURCE
from feedback.learned import insights_for
from feedback.models import Evidence, Question, Team


def learned_lately(request: HttpRequest, _subject: Any) -> str:
    """The newest sentences that were learned, with the names they rest on."""
    insights = insights_for(viewer_of(request))[:3]
    page = {"insights": insights}
    return render_to_string("feedback/panels/learned.html", page, request)


def promises(request: HttpRequest, _subject: Any) -> str:
    """How soon each team promises to read, on the page about how this place works."""
    page = {"teams": Team.objects.all()}
    return render_to_string("feedback/panels/promises.html", page, request)


def because_of_you(request: HttpRequest, _subject: Any) -> str:
    """Beside the list: the newest sentence that customers taught."""
    page = {"insight": insights_for(viewer_of(request)).first()}
    return render_to_string("feedback/panels/because_of_you.html", page, request)


def beside_numbers(request: HttpRequest, _subject: Any) -> str:
    """Beside how one's contributions count: what was asked because, and a way to object."""
    viewer = viewer_of(request)
    asked = Question.objects.filter(conversation__member=viewer)
    doubts = Conversation.objects.filter(member=viewer, source__slug=SOURCE)
    page = {
        "asked": asked.select_related("by").order_by("-asked_at")[:2],
        "doubt": doubts.prefetch_related("stages__by").order_by("-pk").first(),
    }
    return render_to_string("feedback/panels/beside_numbers.html", page, request)


def for_you(request: HttpRequest, idea: Any) -> str:
    """On an idea's page: what waits for the viewer's word about it."""
    viewer = viewer_of(request)
    if viewer is None:
        return ""
    here = Conversation.objects.filter(Q(idea=idea) | Q(comment__idea=idea))
    return _waiting(request, viewer, here.filter(member=viewer))


def for_you_everywhere(request: HttpRequest, _subject: Any) -> str:
    """Everything that waits for the viewer's word."""
    viewer = viewer_of(request)
    if viewer is None:
        return ""
    return _waiting(request, viewer, Conversation.objects.filter(member=viewer))


def _waiting(request: HttpRequest, viewer: Member, said: QuerySet[Conversation]) -> str:
    evidence = Evidence.objects.unanswered().filter(conversation__in=said)
    questions = Question.objects.unanswered().filter(conversation__in=said)
    page = {
        "viewer": viewer,
        "told": evidence.select_related("insight__by", "insight__team", "conversation")[
            :5
        ],
        "questions": questions.select_related("by", "conversation")[:5],
    }
    return render_to_string("feedback/panels/for_you.html", page, request)
