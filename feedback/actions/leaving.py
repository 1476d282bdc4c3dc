"""What goes from the firm's side when somebody takes their words along."""

import re
from collections.abc import Sequence

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.words import blank_news, gone
from community.models import Conversation, Delivery
from feedback.models import Evidence, Handoff, Insight, Question
from ideas.models import Idea

COPIED = {"headline", "title", "reason"}  # of a conversation, in a webhook
SAYS_THE_TITLE = re.compile(r"(/ideas/\d+/)[^/?#]*")


def forget_words(said: Sequence[int]) -> None:
    """Blank what copies these words: evidence, answers, hand-offs, digests, webhooks.

    What was learned, and that it rests on somebody's words, stays.
    """
    evidence = Evidence.objects.filter(conversation__in=said)
    questions = Question.objects.filter(conversation__in=said)
    replies = "|".join(str(pk) for pk in evidence.values_list("pk", flat=True))
    answers = [f"answered:{pk}" for pk in questions.values_list("pk", flat=True)]
    blank_news(Q(effect__in=answers) | Q(effect__regex=rf"^reply:({replies}):"))
    learned = Insight.objects.filter(evidence__in=evidence)
    Insight.objects.filter(pk__in=learned).update(updated_at=timezone.now())
    evidence.update(excerpt=gone(), reply_note="")
    questions.exclude(answer="").update(answer=gone())
    _blank_digests(said)
    _blank_webhooks(said)
    _blank_reasons(said)


def _blank_digests(said: Sequence[int]) -> None:
    """Those of the teams in whose queues they waited, since they came there."""
    waited = Handoff.objects.filter(conversation__in=said).order_by()
    for team, since in waited.values_list("team").annotate(Min("created_at")):
        sent = Delivery.objects.filter(
            channel="mail", effect__startswith=f"digest:{team}:", created_at__gte=since
        )
        sent.update(payload={"subject": gone(), "text": gone()})


def _blank_webhooks(said: Sequence[int]) -> None:
    """An address says the title of the post; so do those of comments under it."""
    ideas = Idea.objects.filter(conversation__in=said).values_list("pk", flat=True)
    numbers = "|".join(str(pk) for pk in ideas) or "-"
    about = Q(payload__data__conversation__in=said)
    about |= Q(payload__data__url__regex=rf"/ideas/({numbers})/")
    for sent in Delivery.objects.filter(about, channel="webhook"):
        data = sent.payload["data"]
        if data["conversation"] in said:
            data |= dict.fromkeys(COPIED & set(data), gone())
        if "url" in data:
            data["url"] = SAYS_THE_TITLE.sub(r"\1", data["url"])
        sent.save(update_fields=["payload"])


def _blank_reasons(said: Sequence[int]) -> None:
    """A reason quotes a contest, or the title from which something was taken apart."""
    titles = Conversation.objects.filter(pk__in=said).values_list("headline", flat=True)
    contest = _("its author contests the answer: %(words)s") % {"words": ""}
    quoting = Q(conversation__in=said, reason__contains=contest)
    for title in titles:
        quoting |= Q(reason__contains=f"“{title}”")
    Handoff.objects.filter(quoting).update(reason=gone())
