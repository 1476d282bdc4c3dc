"""What is looked at before anybody reads it, and why: rules, and signs of a newcomer."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Conversation, Member, Ruling, Source
from community.quiet import is_quiet
from community.trust import is_newcomer
from ideas.errors import NotTaken, WaitsForALook
from ideas.models import WordRule
from ideas.suspicion import (
    LINK,
    is_a_sentence,
    leads_away,
    leads_to,
    says,
    without,
)

LATELY = timedelta(days=7)
TAKEN = [Ruling.Kind.TAKEN_OFF, Ruling.Kind.NOT_POSTED]


def reasons_to_hold(author: Member, *texts: str) -> list[str]:
    """Why a colleague looks at it first; none for most. Raises NotTaken by a rule.

    Colleagues write what they like, and what is replayed was judged in its time.
    """
    if author.is_staff or is_quiet():
        return []
    text = "\n".join(texts)
    reasons = _by_rules(text)
    return reasons + _of_a_newcomer(author, texts[-1], text)


def require_unheld(author: Member, *texts: str, before: str) -> None:
    """For changes, which cannot wait. What stood there `before` was looked at then.

    Raises WaitsForALook, NotTaken.
    """
    known = LINK.findall(before)
    looked_at = reasons_to_hold(author, without(before, known))
    new = reasons_to_hold(author, *(without(text, known) for text in texts))
    if reasons := [each for each in new if each not in looked_at]:
        raise WaitsForALook(
            _(
                "Not with a change: %(why)s Say it in a comment, and somebody looks at it."
            )
            % {"why": " ".join(reasons)}
        )


def meets(rule: WordRule, text: str) -> bool:
    is_met = says if rule.kind == WordRule.Kind.WORDS else leads_to
    return is_met(text, rule.pattern)


def _by_rules(text: str) -> list[str]:
    reasons = []
    for rule in WordRule.objects.in_order():
        if not meets(rule, text):
            continue
        if rule.outcome == WordRule.Outcome.REFUSE:
            raise NotTaken(
                rule.reason or _("It says something that is not taken here.")
            )
        reasons.append(rule.reason or _("Some of its words are looked at first."))
    return reasons


def _of_a_newcomer(author: Member, body: str, text: str) -> list[str]:
    if not is_newcomer(author):
        return []
    reasons = []
    if leads_away(text, {urlsplit(settings.BASE_URL).hostname or ""}):
        reasons.append(_("Links of new members are looked at first."))
    if _has_a_past(author):
        reasons.append(_("Something from this account was taken off before."))
    if is_a_sentence(body) and _was_said_by_another(author, body):
        reasons.append(_("Another account said the very same words this week."))
    return reasons


def _has_a_past(author: Member) -> bool:
    rulings = author.rulings.filter(kind__in=TAKEN, is_overturned=False)
    return rulings.exists()


def _was_said_by_another(author: Member, body: str) -> bool:
    said = Conversation.objects.filter(
        received_at__gte=timezone.now() - LATELY,
        source__slug=Source.SITE,
        text=body.strip(),
    )
    return said.exclude(member=author).exists()
