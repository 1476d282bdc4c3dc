from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import credit
from community.actions.conversations import advance
from community.actions.notices import notify
from community.errors import NotAllowed
from community.models import Contribution, Member, Stage
from community.models.notice import NoticeKind
from ideas.errors import BadStatus, CannotContest
from ideas.models import Answer, Follow, Idea
from ideas.models.idea import LISTED, Status
from ideas.signals import answer_contested, idea_answered

ADOPTED = {Status.PLANNED, Status.SHIPPED}


@transaction.atomic
def answer_idea(  # noqa: PLR0913 - a decision has a status, a reason, a person, a time
    idea: Idea,
    *,
    by: Member,
    status: str,
    text: str,
    status_note: str = "",
    at: datetime | None = None,
) -> Answer:
    """Decide on an idea in public, with a reason and a name.

    Moves the conversation to Decided and its author to Told; credits the author when
    it is planned, and again when shipped. Raises BadStatus, NotAllowed, and
    OutOfOrder when nobody has read it yet.
    """
    if not by.is_staff:
        raise NotAllowed(_("Only the firm's own people answer for it."))
    if status not in LISTED or not text.strip():
        raise BadStatus(_("A decision needs a status and a reason."))
    at = at or timezone.now()
    note = status_note or str(Status(status).label)
    advance(idea.conversation, Stage.Name.DECIDED, by=by, note=note, at=at)
    answer = Answer.objects.create(
        idea=idea,
        by=by,
        status=status,
        status_note=status_note[:80],
        text=text.strip(),
        answered_at=at,
    )
    _move(idea, answer)
    if status in ADOPTED:
        _credit_adoption(idea, status, at=at)
    _tell(answer, at=at)
    idea_answered.send(Answer, answer=answer)
    return answer


@transaction.atomic
def contest_answer(
    answer: Answer, *, by: Member, text: str, at: datetime | None = None
) -> Answer:
    """The author says that a decline misses the point; once. Raises CannotContest."""
    if by.pk != answer.idea.author_id or answer.status != Status.DECLINED:
        raise CannotContest(_("Only the author can say so, and only of a decline."))
    if not text.strip():
        raise CannotContest(_("Say in a sentence what the answer misses."))
    at = at or timezone.now()
    first = Answer.objects.filter(pk=answer.pk, contested_at=None).update(
        contested_by=by, contest=text.strip()[:4000], contested_at=at
    )
    if not first:
        raise CannotContest(
            _("You said so already; it is with %(name)s.") % {"name": answer.by}
        )
    answer.refresh_from_db()
    notify(
        answer.by,
        NoticeKind.STAFF,
        title=_("%(name)s: your answer to “%(title)s” misses the point")
        % {"name": by.name, "title": answer.idea.title},
        text=answer.contest,
        url=answer.idea.get_absolute_url(),
        effect=f"contest:{answer.pk}",
        thread=f"conversation:{answer.idea.conversation_id}",
        at=at,
    )
    answer_contested.send(Answer, answer=answer)
    return answer


def _move(idea: Idea, answer: Answer) -> None:
    """Only what stands can be decided; the row decides, not what was read before."""
    changes = {
        "status": answer.status,
        "status_note": answer.status_note,
        "updated_at": answer.answered_at,
    }
    standing = Idea.objects.listed().filter(pk=idea.pk)
    if not standing.update(**changes):
        idea.refresh_from_db(fields=["status", "merged_into"])
        raise BadStatus(_why_not(idea))
    for field, value in changes.items():
        setattr(idea, field, value)


def _why_not(idea: Idea) -> str:
    if idea.merged_into:
        return _("“%(title)s” was folded into “%(into)s”: decide there.") % {
            "title": idea.title,
            "into": idea.merged_into.title,
        }
    return _("“%(title)s” was taken off the site.") % {"title": idea.title}


def _credit_adoption(idea: Idea, status: str, *, at: datetime) -> None:
    for author in {idea.author, *(each.author for each in idea.folded.all())}:
        credit(
            author.pk,
            Contribution.Kind.ADOPTED,
            source=f"ideas.idea:{idea.pk}:{status}",
            subject=idea.subject,
            thread=idea.theme,
            board_id=idea.board_id,
            title=idea.title,
            url=idea.get_absolute_url(),
            at=at,
        )


def _followers(idea: Idea) -> set[Member]:
    """Whoever follows it, or what was folded into it."""
    here = Follow.objects.filter(Q(idea=idea) | Q(idea__merged_into=idea))
    return {follow.member for follow in here.select_related("member")}


def _tell(answer: Answer, *, at: datetime) -> None:
    """The author hears it first; who follows hears that it moved on."""
    idea = answer.idea
    words = {
        "title": idea.title,
        "status": idea.status_text.lower(),
        "name": answer.by.name,
    }
    authors = {idea.author, *(each.author for each in idea.folded.all())}
    for author in authors:
        notify(
            author,
            NoticeKind.ANSWER,
            title=_("%(name)s answered “%(title)s”: %(status)s") % words,
            text=answer.text,
            url=idea.get_absolute_url(),
            effect=f"answer:{answer.pk}",
            thread=f"conversation:{idea.conversation_id}",
            at=at,
        )
    if idea.author.is_active:
        advance(
            idea.conversation,
            Stage.Name.TOLD,
            by=answer.by,
            note=idea.status_text,
            at=at,
        )
    for follower in sorted(_followers(idea) - authors, key=lambda each: each.pk):
        notify(
            follower,
            NoticeKind.STATUS,
            title=_("“%(title)s” is now %(status)s") % words,
            text=answer.text,
            url=idea.get_absolute_url(),
            effect=f"answer:{answer.pk}",
            thread=f"conversation:{idea.conversation_id}",
            at=at,
        )
