"""The words an insight rests on: marked, credited, told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from community.actions.contributions import credit, revoke
from community.actions.conversations import advance
from community.actions.notices import notify
from community.models import Contribution, Conversation, Member, Stage
from community.models.notice import NoticeKind
from community.once import insert_once
from feedback.actions.handoffs import Outcome, close_handoffs
from feedback.errors import NoEvidence, NotInTheWords, NotReadYet
from feedback.excerpts import clip, plain, stands_in
from feedback.models import Evidence, Insight
from feedback.who_counts import who_counts
from ideas.models import Idea

Words = tuple[Conversation, str]
LONGEST = 1000
IN_A_TITLE = 170  # letters of a sentence


def lock(evidence: Sequence[Words]) -> list[Words]:
    """The evidence with fresh conversations that nobody else changes meanwhile.

    One excerpt per conversation. Raises NotReadYet, NotInTheWords, NoEvidence.
    """
    asked = {conversation.pk: words for conversation, words in reversed(evidence)}
    rows = (
        Conversation.objects.filter(pk__in=asked)
        .select_for_update(of=("self",))
        .select_related("member", "board", "source")
        .order_by("pk")
    )
    fresh = {row.pk: row for row in rows}
    keys = dict.fromkeys(conversation.pk for conversation, _words in evidence)
    said = [(fresh[key], plain(asked[key])) for key in keys]
    for conversation, words in said:
        _require(conversation, words)
    return said


def cite(insight: Insight, said: list[Words], *, by: Member, at: datetime) -> int:
    """Write the words under the insight; returns how many were not there yet."""
    added = 0
    for conversation, words in said:
        is_new = insert_once(
            Evidence, insight=insight, conversation=conversation, excerpt=words
        )
        if is_new is None:
            continue
        added += 1
        _learn(insight, conversation, words, by=by, at=at)
    return added


@transaction.atomic
def tell(insight: Insight, *, at: datetime) -> int:
    """Tell each reachable author the sentence, once per person; returns how many."""
    untold = insight.evidence.filter(told_at=None).order_by("pk")
    told: set[int] = set()
    for evidence in untold.select_related("conversation__member"):
        author = evidence.conversation.member
        if author is None or not author.is_active or author.pk == insight.by_id:
            continue
        told.add(author.pk)
        _tell(evidence, insight, author, at=at)
    return len(told)


def settle(evidence: Evidence, *, at: datetime) -> None:
    """Credit whose words taught, once they say “that's it”; “not quite” takes it back.

    One credit per person and insight, for the first five people.
    """
    insight, member = evidence.insight, evidence.conversation.member
    rows = insight.evidence.select_related("conversation__member")
    if member is None or member.pk not in who_counts(list(rows)):
        return
    source = f"feedback.insight:{insight.pk}:{member.pk}"
    if evidence.reply != Evidence.Reply.CONFIRMED:
        revoke(Contribution.Kind.TAUGHT, source=source, at=at)
        return
    credit(
        member.pk,
        Contribution.Kind.TAUGHT,
        source=source,
        given_by=insight.by,
        subject=f"feedback.insight:{insight.pk}",
        thread=f"feedback.insight:{insight.pk}",
        board_id=evidence.conversation.board_id,
        title=insight.sentence,
        url=insight.get_absolute_url(),
        at=at,
    )


def _require(conversation: Conversation, words: str) -> None:
    name = conversation.author_name or _("the author")
    if conversation.read_at is None:
        raise NotReadYet(
            _("Nobody has read what %(name)s said yet: open it in your queue first.")
            % {"name": name}
        )
    if not words:
        raise NoEvidence(_("Mark the words of %(name)s first.") % {"name": name})
    texts = [conversation.headline, conversation.text]
    if len(words) > LONGEST or not any(stands_in(text, words) for text in texts):
        raise NotInTheWords(
            _("“%(words)s” is not what %(name)s said. Mark the words as they stand.")
            % {"words": clip(words, 80), "name": name}
        )


def _learn(
    insight: Insight,
    conversation: Conversation,
    words: str,
    *,
    by: Member,
    at: datetime,
) -> None:
    """An idea stays in its queue for the decision; everything else is done with."""
    note = insight.sentence
    advance(conversation, Stage.Name.LEARNED, by=by, note=note, excerpt=words, at=at)
    if conversation.kind not in Idea.Kind.values:
        close_handoffs(conversation, by=by, outcome=Outcome.LEARNED, at=at)


def _tell(
    evidence: Evidence, insight: Insight, author: Member, *, at: datetime
) -> None:
    Evidence.objects.filter(pk=evidence.pk, told_at=None).update(told_at=at)
    asked = _("%(name)s wrote it down. Did we get it right?")
    words = asked % {"name": insight.by.name}
    is_cut = len(insight.sentence) > IN_A_TITLE
    notify(
        author,
        NoticeKind.TOLD,
        title=_("Because you said “%(words)s”, we learned: %(sentence)s")
        % {
            "words": clip(evidence.excerpt, 90),
            "sentence": clip(insight.sentence, IN_A_TITLE),
        },
        text=f"{insight.sentence}\n\n{words}" if is_cut else words,
        url=reverse("feedback:evidence", args=[evidence.pk]),
        effect=f"insight:{insight.pk}",
        thread=f"conversation:{evidence.conversation_id}",
        at=at,
    )
    advance(
        evidence.conversation,
        Stage.Name.TOLD,
        by=insight.by,
        note=insight.sentence,
        at=at,
    )
