from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.conversations import expect
from community.actions.limits import pass_door
from community.actions.notices import notify
from community.errors import NotAllowed
from community.models import Conversation, Member
from community.models.notice import NoticeKind
from feedback.actions.teams import require_colleague
from feedback.errors import AlreadyAnswered, CannotBeAsked, NoWords
from feedback.models import Handoff, Question


@transaction.atomic
def ask(
    conversation: Conversation, *, by: Member, text: str, at: datetime | None = None
) -> Question:
    """Ask the author something; the same open question twice is one question.

    Raises CannotBeAsked where nobody can be reached, NoWords.
    """
    require_colleague(by)
    text = _words(text, _("Write the question first."))
    author = Member.objects.present().filter(conversations=conversation).first()
    if author is None:
        raise CannotBeAsked(
            _("%(name)s cannot be reached here, and so cannot be asked.")
            % {"name": conversation.author_name or _("The author")}
        )
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    asked = conversation.questions.unanswered().filter(by=by, text=text).first()
    if asked:
        return asked
    question = Question.objects.create(
        conversation=conversation, by=by, text=text, asked_at=at or timezone.now()
    )
    expect(conversation, waits_for=_("its author’s answer"))
    notify(
        author,
        NoticeKind.QUESTION,
        title=_("%(name)s asks you about “%(title)s”")
        % {"name": by.name, "title": conversation.headline},
        text=text,
        url=reverse("feedback:question", args=[question.pk]),
        effect=f"question:{question.pk}",
        thread=f"conversation:{conversation.pk}",
        at=at,
    )
    return question


@transaction.atomic
def answer_question(
    question: Question, *, by: Member, text: str, at: datetime | None = None
) -> Question:
    """The author answers, once; saying the same again changes nothing.

    Raises NotAllowed for anybody else, AlreadyAnswered, NoWords, TooOften.
    """
    pass_door("question", member=by)
    conversation = question.conversation
    if by.pk != conversation.member_id:
        raise NotAllowed(_("Only the one who was asked can answer."))
    text = _words(text, _("Write the answer first."))
    first = (
        Question.objects.unanswered()
        .filter(pk=question.pk)
        .update(answer=text, answered_at=at or timezone.now())
    )
    question.refresh_from_db(fields=["answer", "answered_at"])
    if not first and question.answer != text:
        raise AlreadyAnswered(_("You answered already; thank you."))
    if first:
        _wait_for_the_team(conversation)
        _tell(question, by=by, at=at)
    return question


def _wait_for_the_team(conversation: Conversation) -> None:
    """Somebody else's answer, the team that has it, or nobody any more."""
    if conversation.questions.unanswered().exists():
        return
    open_ = Handoff.objects.open().filter(conversation=conversation)
    handoff = open_.select_related("team").first()
    team = _("the %(team)s team") % {"team": handoff.team.name} if handoff else ""
    expect(conversation, waits_for=team)


def _tell(question: Question, *, by: Member, at: datetime | None) -> None:
    notify(
        question.by,
        NoticeKind.STAFF,
        title=_("%(name)s answered your question about “%(title)s”")
        % {"name": by.name, "title": question.conversation.headline},
        text=question.answer,
        url=reverse("feedback:question", args=[question.pk]),
        effect=f"answered:{question.pk}",
        thread=f"conversation:{question.conversation_id}",
        at=at,
    )


def _words(text: str, refusal: str) -> str:
    if not text.strip():
        raise NoWords(refusal)
    return text.strip()
