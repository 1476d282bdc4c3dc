from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.notices import notify
from community.errors import NotAllowed
from community.models import Member
from community.models.notice import NoticeKind
from feedback.actions.announcements import announce, endpoints_for
from feedback.actions.evidence import settle
from feedback.models import Endpoint, Evidence
from feedback.signals import evidence_replied
from feedback.webhooks import about_reply


@transaction.atomic
def reply(
    evidence: Evidence,
    *,
    by: Member,
    reply: str,
    note: str = "",
    at: datetime | None = None,
) -> Evidence:
    """The author says “that's it” or “not quite” to what was learned of their words.

    The newest reply stands; its time moves only when it changes, and with it whether
    the words are credited. Raises NotAllowed
    for anybody else, or before they were told.
    """
    if by.pk != evidence.conversation.member_id or evidence.told_at is None:
        raise NotAllowed(_("Only the one whose words these are can say so."))
    if reply not in Evidence.Reply.values:
        raise NotAllowed(_("Choose “that's it” or “not quite”."))
    at = at or timezone.now()
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    Evidence.objects.filter(pk=evidence.pk).update(
        replied_at=Case(When(reply=reply, then=F("replied_at")), default=at),
        reply_note=note.strip()[:2000] or row.reply_note,
        reply=reply,
    )
    evidence.refresh_from_db(fields=["reply", "reply_note", "replied_at"])
    if row.reply != reply:
        settle(evidence, at=at)
        _tell(evidence, by=by, at=at)
        evidence_replied.send(Evidence, evidence=evidence)
    return evidence


def _tell(evidence: Evidence, *, by: Member, at: datetime) -> None:
    insight = evidence.insight
    words = {
        "name": by.name,
        "reply": evidence.get_reply_display(),
        "sentence": insight.sentence,
    }
    notify(
        insight.by,
        NoticeKind.STAFF,
        title=_("%(name)s says “%(reply)s”: %(sentence)s") % words,
        text=evidence.reply_note,
        url=insight.get_absolute_url(),
        effect=f"reply:{evidence.pk}:{at.timestamp()}",
        at=at,
    )
    announce(
        Endpoint.Event.CONFIRMED,
        to=endpoints_for(Endpoint.Event.CONFIRMED, team=insight.team),
        about=f"evidence:{evidence.pk}:{at.timestamp()}",
        data=about_reply(evidence),
        at=at,
    )
