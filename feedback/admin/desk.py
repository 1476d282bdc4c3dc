"""The queue and a conversation in it: they find and show; `moves` acts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.utils import timezone

from community.admin.base import colleague_of
from community.models import Member
from feedback.admin.facts import facts_of, foldable
from feedback.admin.fairness import unjudged_for
from feedback.admin.forms import (
    DecisionForm,
    FoldForm,
    HandOnForm,
    InsightForm,
    NoteForm,
    QuestionForm,
)
from feedback.admin.queue import Queue, read_queue
from feedback.admin.strip import measures_strip
from feedback.admin.twins import twins_for
from feedback.models import Handoff, Question, Team
from feedback.models.handoff import COUNTED
from ideas.models import Idea

# An insight may cite this conversation and so many like it.
CITABLE = 9


def show_queue(request: HttpRequest) -> TemplateResponse:
    """What the desk opens on: the measures, and the queue of my teams."""
    member = colleague_of(request)
    queue = shown_queue(request)
    return TemplateResponse(
        request,
        "desk/queue.html",
        admin.site.each_context(request)
        | queue_context(request, queue)
        | {
            "strip": measures_strip(),
            "first": next((e for e in queue.in_order if e.read_at is None), None),
            "taken": Handoff.objects.open().filter(taken_by=member).for_queue()[:10],
            "answers": answers_for(member),
            "unjudged": unjudged_for(member),
            "twins": twins_for(member).order_by()[:COUNTED].count(),
        },
    )


def show_conversation(request: HttpRequest, pk: int) -> HttpResponse:
    return render_conversation(request, find_handoff(request, pk))


def render_conversation(
    request: HttpRequest,
    handoff: Handoff,
    *,
    form: tuple[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `form` (its name and itself) one that was refused, as it was."""
    queue = shown_queue(request)
    others = queue.others_like(handoff)[:CITABLE]
    facts = facts_of(handoff)
    forms = forms_for(handoff, others, facts.idea) | dict([form] if form else [])
    return render(
        request,
        "desk/conversation.html",
        admin.site.each_context(request)
        | queue_context(request, queue)
        | {
            "handoff": handoff,
            "said": handoff.conversation,
            "facts": facts,
            "others": others,
            "forms": forms,
            "refused": form is not None,
            "act": form[0] if form else request.GET.get("act", "insight"),
            "next": queue.next_after(handoff),
        },
        status=status,
    )


def find_handoff(request: HttpRequest, pk: int) -> Handoff:
    """One that the colleague may see, else 404."""
    mine = Handoff.objects.visible_to(colleague_of(request)).for_queue()
    return get_object_or_404(mine.select_related("read_by", "taken_by"), pk=pk)


def shown_queue(request: HttpRequest) -> Queue:
    return read_queue(colleague_of(request), team=chosen_team(request))


def chosen_team(request: HttpRequest) -> Team | None:
    slug = request.GET.get("team", "")
    return teams_of(request).filter(slug=slug).first() if slug else None


def teams_of(request: HttpRequest) -> QuerySet[Team]:
    return Team.objects.visible_to(colleague_of(request))


def queue_context(request: HttpRequest, queue: Queue) -> dict[str, Any]:
    return {
        "queue": queue,
        "teams": list(teams_of(request)),
        "team": chosen_team(request),
        "now": timezone.now(),
        "section": "queue",
    }


def group_of(request: HttpRequest, handoff: Handoff) -> list[Handoff]:
    """It and those like it: whose words an insight may rest on, by one decision met."""
    return [handoff, *shown_queue(request).others_like(handoff)[:CITABLE]]


def forms_for(
    handoff: Handoff, others: list[Handoff], idea: Idea | None
) -> dict[str, Form]:
    fold = FoldForm(posts=foldable(idea), auto_id="fold-%s") if idea else None
    return ({"fold": fold} if fold else {}) | {
        "insight": InsightForm(handoffs=[handoff, *others], auto_id="insight-%s"),
        "ask": QuestionForm(auto_id="ask-%s"),
        "decide": DecisionForm(others=others, auto_id="decide-%s"),
        "return": HandOnForm(without=handoff.team, auto_id="return-%s"),
        "note": NoteForm(auto_id="note-%s"),
    }


def answers_for(member: Member) -> QuerySet[Question]:
    """What authors answered to the colleague's questions, newest first."""
    answered = Question.objects.filter(by=member, answered_at__isnull=False)
    return answered.select_related("conversation__member").order_by("-answered_at")[:5]
