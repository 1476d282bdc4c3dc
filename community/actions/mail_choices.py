"""What a member chooses of mail: by form, or by the link in a mail."""

from datetime import time

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from community.actions.notices import settle
from community.models import MailRhythm, Member, Notice, NoticePreference
from community.models.notice import NoticeKind
from community.subscriptions import ALL, DIGEST, Subscription

Choice = NoticePreference.Choice


@transaction.atomic
def choose_notices(member: Member, *, choices: dict[str, str]) -> None:
    """Set how the member wants each kind of notice by mail: {kind: choice}.

    Of a kind that is off nothing waits for a digest any more.
    """
    NoticePreference.objects.bulk_create(
        [NoticePreference(member=member, kind=k, choice=c) for k, c in choices.items()],
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["choice"],
    )
    off = [kind for kind, choice in choices.items() if choice == Choice.OFF]
    settle(Notice.objects.waiting().filter(member=member, kind__in=off))


@transaction.atomic
def choose_rhythm(
    member: Member,
    *,
    is_off: bool,
    digest: str = MailRhythm.Digest.DAILY,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> None:
    """Set when mail may reach the member, or that none does; then nothing waits."""
    MailRhythm.objects.update_or_create(
        member=member,
        defaults={
            "is_off": is_off,
            "digest": digest,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )
    if is_off:
        _wait_for_none(member)


@transaction.atomic
def stop_mail(subscription: Subscription) -> None:
    """Turn off what a mail's link speaks of. Twice is once; of who has left, nothing.

    The digest's link turns off every kind that comes in the digest.
    """
    member = Member.objects.filter(pk=subscription.member_id, left_at=None).first()
    if member is None:
        return
    if subscription.scope == ALL:
        MailRhythm.objects.update_or_create(member=member, defaults={"is_off": True})
        _wait_for_none(member)
    elif subscription.scope in settings.MAIL_SCOPES:
        _label, action = settings.MAIL_SCOPES[subscription.scope]
        import_string(action)(member)
    else:
        kinds = _kinds(member, subscription.scope)
        choose_notices(member, choices=dict.fromkeys(kinds, Choice.OFF))


def _kinds(member: Member, scope: str) -> list[str]:
    if scope != DIGEST:
        return [scope]
    usual = {kind: NoticePreference.usual(kind) for kind in NoticeKind.values}
    found = usual | dict(member.preferences.values_list("kind", "choice"))
    return [kind for kind, choice in found.items() if choice == Choice.DIGEST]


def _wait_for_none(member: Member) -> None:
    settle(Notice.objects.waiting().filter(member=member))
