"""Writing down what was learned; the words behind it are in `evidence`."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Conversation, Member
from feedback.actions.announcements import announce, endpoints_for
from feedback.actions.evidence import Words, cite, lock, tell
from feedback.actions.handoffs import open_handoff
from feedback.actions.teams import require_colleague
from feedback.errors import NoEvidence, NoWords
from feedback.models import Endpoint, Handoff, Insight, Team
from feedback.signals import insight_written
from feedback.webhooks import about_insight


@transaction.atomic
def write_insight(
    *,
    sentence: str,
    by: Member,
    team: Team,
    evidence: Sequence[Words],
    at: datetime | None = None,
) -> Insight:
    """Write down what was learned, on somebody's own words, and tell who said them.

    `evidence`: pairs of a conversation and the words in it that taught. The same
    sentence by the same colleague again is the same insight. Raises NoEvidence,
    NotInTheWords, NotReadYet, NoWords.
    """
    require_colleague(by)
    sentence = " ".join(sentence.split())
    if not sentence or len(sentence) > 300:
        raise NoWords(_("Say what you learned in one sentence of at most 300 letters."))
    if not evidence:
        raise NoEvidence(_("Mark the words that taught you this first."))
    at = at or timezone.now()
    said = lock(evidence)
    insight = Insight.objects.filter(sentence=sentence, by=by, team=team).first()
    is_new = insight is None
    if insight is None:
        insight = Insight.objects.create(
            sentence=sentence, by=by, team=team, written_at=at, updated_at=at
        )
    cite(insight, said, by=by, at=at)
    tell(insight, at=at)
    if is_new:
        _announce(insight, said, at=at)
        insight_written.send(Insight, insight=insight)
    return insight


@transaction.atomic
def add_evidence(
    insight: Insight,
    *,
    by: Member,
    evidence: Sequence[Words],
    at: datetime | None = None,
) -> Insight:
    """Add more words to an insight, and tell who said them. Raises as write_insight."""
    require_colleague(by)
    if not evidence:
        raise NoEvidence(_("Mark the words that taught you this first."))
    at = at or timezone.now()
    if cite(insight, lock(evidence), by=by, at=at):
        Insight.objects.filter(pk=insight.pk).update(updated_at=at)
        insight.refresh_from_db(fields=["updated_at"])
    tell(insight, at=at)
    return insight


@transaction.atomic
def learn(
    cited: Sequence[tuple[Handoff, str]],
    *,
    by: Member,
    team: Team,
    sentence: str,
    known: Insight | None = None,
) -> Insight:
    """Read what is cited and write down what it taught, or add it to what was known:
    all of it or nothing. Raises as write_insight."""
    for handoff, _words in cited:
        open_handoff(handoff, by=by)
    evidence = [(handoff.conversation, words) for handoff, words in cited]
    if known:
        return add_evidence(known, by=by, evidence=evidence)
    return write_insight(sentence=sentence, by=by, team=team, evidence=evidence)


def _announce(
    insight: Insight, said: Sequence[tuple[Conversation, str]], *, at: datetime
) -> None:
    announce(
        Endpoint.Event.LEARNED,
        to=endpoints_for(Endpoint.Event.LEARNED, team=insight.team),
        about=f"insight:{insight.pk}",
        data=about_insight(insight, [conversation.pk for conversation, _w in said]),
        at=at,
    )
