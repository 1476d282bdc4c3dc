from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.conversations import advance
from community.actions.notices import notify
from community.models import Conversation, Member, Stage
from community.models.notice import NoticeKind
from feedback.actions.announcements import announce, endpoints_for
from feedback.actions.handoffs import Outcome, close_handoffs, read_by_name
from feedback.actions.teams import require_colleague
from feedback.errors import NoWords
from feedback.models import Endpoint, Team
from feedback.pages import page_of
from feedback.webhooks import about_idea
from ideas.actions.answers import answer_idea
from ideas.models import Answer, Idea
from ideas.models.idea import Status


@transaction.atomic
def decide(  # noqa: PLR0913 - a decision has a status, a reason, a person, a time
    conversation: Conversation,
    *,
    by: Member,
    status: str,
    text: str,
    status_note: str = "",
    at: datetime | None = None,
) -> Answer | None:
    """Decide with a reason and a name, and tell who is behind it.

    An idea gets the firm's answer (returned); anything else a decided stage with the
    reason. Deciding the same again is deciding once. Raises NoWords, BadStatus.
    """
    require_colleague(by)
    if not text.strip():
        raise NoWords(_("A decision needs a reason."))
    at = at or timezone.now()
    conversation = _locked(conversation)
    idea = Idea.objects.filter(conversation=conversation).first()
    if idea is None:
        note = status_note or str(dict(Status.choices).get(status, status))
        _decide_elsewhere(conversation, by=by, note=note, text=text.strip(), at=at)
        return None
    idea.conversation = conversation
    return _decide_idea(
        idea, by=by, status=status, text=text, status_note=status_note, at=at
    )


@transaction.atomic
def decide_together(
    conversations: Sequence[Conversation],
    *,
    by: Member,
    at: datetime | None = None,
    **decision: str,
) -> int:
    """The same decision on each of them, or on none; returns on how many.

    `decision`: as `decide`. What was folded into one of them is decided with it.
    Raises as `decide`.
    """
    keys = {each.pk for each in conversations}
    folded = Idea.objects.filter(
        conversation__in=keys, merged_into__conversation__in=keys
    )
    keys -= set(folded.values_list("conversation", flat=True))
    for each in Conversation.objects.filter(pk__in=keys).order_by("pk"):
        decide(each, by=by, at=at, **decision)
    return len(keys)


def _locked(conversation: Conversation) -> Conversation:
    """It, fresh; with what was folded into it, in the order that everybody locks in."""
    family = Q(pk=conversation.pk) | Q(idea__merged_into__conversation=conversation.pk)
    rows = (
        Conversation.objects.filter(family)
        .select_for_update(of=("self",))
        .select_related("member", "board", "source")
        .order_by("pk")
    )
    return next(row for row in rows if row.pk == conversation.pk)


def _decide_idea(  # noqa: PLR0913 - as decide
    idea: Idea, *, by: Member, status: str, text: str, status_note: str, at: datetime
) -> Answer:
    last = idea.answers.first()
    said = (by.pk, status, text.strip(), status_note[:80])
    if last and said == (last.by_id, last.status, last.text, last.status_note):
        return last
    team = _team_of(idea.conversation)
    read_by_name(idea.conversation, by=by, at=at)
    answer = answer_idea(
        idea, by=by, status=status, text=text, status_note=status_note, at=at
    )
    close_handoffs(idea.conversation, by=by, outcome=Outcome.DECIDED, at=at)
    _decide_folded(idea, by=by, at=at)
    announce(
        Endpoint.Event.DECIDED,
        to=endpoints_for(Endpoint.Event.DECIDED, team=team),
        about=f"answer:{answer.pk}",
        data=about_idea(idea),
        at=at,
    )
    return answer


def _decide_folded(idea: Idea, *, by: Member, at: datetime) -> None:
    """What was folded into an idea is decided with it; its authors were told."""
    note = idea.status_text
    for each in idea.folded.select_related("conversation__member"):
        conversation = each.conversation
        read_by_name(conversation, by=by, at=at)
        advance(conversation, Stage.Name.DECIDED, by=by, note=note, at=at)
        if conversation.is_reachable:
            advance(conversation, Stage.Name.TOLD, by=by, note=note, at=at)
        close_handoffs(conversation, by=by, outcome=Outcome.DECIDED, at=at)


def _decide_elsewhere(
    conversation: Conversation, *, by: Member, note: str, text: str, at: datetime
) -> None:
    """The reason stands in the journey; the author, where there is one, is told it.

    Another reason is another decision, and is told too.
    """
    decisions = conversation.stages.filter(stage=Stage.Name.DECIDED).order_by("-pk")
    last = decisions.first()
    if last and (by.pk, note, text) == (last.by_id, last.note, last.reason):
        return
    read_by_name(conversation, by=by, at=at)
    advance(conversation, Stage.Name.DECIDED, by=by, note=note, reason=text, at=at)
    close_handoffs(conversation, by=by, outcome=Outcome.DECIDED, at=at)
    if conversation.member is None or not conversation.is_reachable:
        return
    notify(
        conversation.member,
        NoticeKind.TOLD,
        title=_("%(name)s decided on “%(title)s”: %(note)s")
        % {"name": by.name, "title": conversation.headline, "note": note},
        text=text,
        url=page_of(conversation),
        effect=f"decided:{conversation.pk}:{decisions.latest('pk').pk}",
        thread=f"conversation:{conversation.pk}",
        at=at,
    )
    advance(conversation, Stage.Name.TOLD, by=by, note=note, at=at)


def _team_of(conversation: Conversation) -> Team | None:
    newest = conversation.handoffs.select_related("team").order_by("-pk").first()
    return newest.team if newest else None
