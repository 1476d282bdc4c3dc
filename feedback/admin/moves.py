"""What a colleague does with a conversation: each is one post and one action."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from community.admin.base import colleague_of
from community.errors import DomainError, NotAllowed, TooOften
from community.requests import row_number
from feedback.actions.decisions import decide_together
from feedback.actions.handoffs import (
    note_handoff,
    open_handoff,
    reopen_handoff,
    return_handoff,
)
from feedback.actions.handoffs import release as release_handoff
from feedback.actions.handoffs import take as take_handoff
from feedback.actions.insights import learn
from feedback.actions.questions import ask as ask_author
from feedback.admin.desk import (
    chosen_team,
    find_handoff,
    group_of,
    render_conversation,
)
from feedback.admin.facts import foldable
from feedback.admin.forms import (
    DecisionForm,
    FoldForm,
    HandOnForm,
    InsightForm,
    NoteForm,
    QuestionForm,
)
from feedback.models import Handoff
from ideas.actions.merges import merge_idea, undo_merge
from ideas.models import Idea, Merge

Move = Callable[[HttpRequest, Handoff], HttpResponse]


def move(act: Move) -> Callable[..., HttpResponse]:
    """A post about a hand-off in a queue of one's own."""

    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return act(request, find_handoff(request, pk))

    return require_POST(view)


@move
def open_it(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    """Opening is reading: the author sees by whom, and when."""
    open_handoff(handoff, by=colleague_of(request))
    return _to(request, handoff)


@move
def take(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    take_handoff(handoff, by=colleague_of(request))
    return _to(request, handoff)


@move
def release(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    release_handoff(handoff, by=colleague_of(request))
    return _to(request, handoff)


@move
def reopen(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    """Undo: it comes back into the queue; what people were told stays told."""
    reopen_handoff(handoff, by=colleague_of(request))
    return _to(request, handoff)


@move
def hand_on(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    form = HandOnForm(request.POST, without=handoff.team, auto_id="return-%s")

    def act() -> str:
        reason, team = form.cleaned_data["reason"], form.cleaned_data["team"]
        return_handoff(handoff, by=colleague_of(request), reason=reason, to=team)
        return _("Handed on, with your reason.")

    return _try(request, handoff, ("return", form), act)


@move
def note(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    form = NoteForm(request.POST, auto_id="note-%s")

    def act() -> str:
        note = form.cleaned_data["note"]
        note_handoff(handoff, by=colleague_of(request), note=note)
        return _("Noted. It has left the queue.")

    return _try(request, handoff, ("note", form), act)


@move
def fold(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    """A post that says what another says; both authors keep their credit."""
    idea = get_object_or_404(Idea, conversation=handoff.conversation)
    form = FoldForm(request.POST, posts=foldable(idea), auto_id="fold-%s")

    def act() -> str:
        into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
        merge_idea(idea, into=into, by=colleague_of(request), reason=reason)
        return _("Folded in, with your reason. Their voters count once.")

    return _try(request, handoff, ("fold", form), act)


@move
def unfold(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    here = Q(idea__conversation=handoff.conversation) | Q(
        into__conversation=handoff.conversation
    )
    key = row_number(request.POST.get("merge", ""))
    rows = Merge.objects.filter(here).select_related("idea", "into")
    undo_merge(get_object_or_404(rows, pk=key))
    return _to(request, handoff)


@move
def ask(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    form = QuestionForm(request.POST, auto_id="ask-%s")
    said = handoff.conversation

    def act() -> str:
        ask_author(said, by=colleague_of(request), text=form.cleaned_data["text"])
        return _("%(name)s has your question, with your name.") % {
            "name": said.author_name
        }

    return _try(request, handoff, ("ask", form), act)


@move
def insight(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    group = group_of(request, handoff)
    form = InsightForm(request.POST, handoffs=group, auto_id="insight-%s")
    by = colleague_of(request)

    def act() -> str:
        learn(
            form.cited,
            by=by,
            team=handoff.team,
            sentence=form.cleaned_data["sentence"],
            known=form.cleaned_data["known"],
        )
        said = (each.conversation for each, _words in form.cited)
        told = len({each.member_id for each in said if each.is_reachable})
        return ngettext(
            "Written down. %(count)s person reads it with your name under it.",
            "Written down. %(count)s people read it with your name under it.",
            told,
        ) % {"count": told}

    return _try(request, handoff, ("insight", form), act)


@move
def decide(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    group = group_of(request, handoff)
    form = DecisionForm(request.POST, others=group[1:], auto_id="decide-%s")
    by = colleague_of(request)

    def act() -> str:
        decided = decide_together(
            [each.conversation for each in [handoff, *form.same_for]],
            by=by,
            status=form.cleaned_data["status"],
            status_note=form.cleaned_data["status_note"],
            text=form.cleaned_data["text"],
        )
        return ngettext(
            "Decided, with your name. Those behind it are told.",
            "Decided for %(count)s, with your name. Those behind them are told.",
            decided,
        ) % {"count": decided}

    return _try(request, handoff, ("decide", form), act)


def _try(
    request: HttpRequest,
    handoff: Handoff,
    named: tuple[str, Form],
    act: Callable[[], str],
) -> HttpResponse:
    """Do it; where it is refused, the page comes back with everything as it was typed."""
    if not named[1].is_valid():
        return render_conversation(request, handoff, form=named, status=422)
    try:
        messages.success(request, act())
    except (NotAllowed, TooOften):
        raise
    except DomainError as refusal:
        named[1].add_error(None, str(refusal))
        return render_conversation(request, handoff, form=named, status=409)
    return _to(request, handoff)


def _to(request: HttpRequest, handoff: Handoff) -> HttpResponse:
    return redirect(reverse("admin:conversation", args=[handoff.pk]) + _query(request))


def _query(request: HttpRequest) -> str:
    team = chosen_team(request)
    return f"?team={team.slug}" if team else ""
