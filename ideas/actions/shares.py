import secrets

from django.db import transaction
from django.utils import timezone

from community.actions.limits import pass_door
from community.actions.members import open_invitation
from community.models import Member
from community.once import insert_once
from ideas.models import Idea, Share


@transaction.atomic
def share_idea(idea: Idea, *, by: Member) -> Share:
    """The member's own link to a post, made when first asked for. Raises TooOften.

    Who joins by it was invited by them, as by their invitation.
    """
    pass_door("share", member=by)
    open_invitation(by)
    insert_once(
        Share,
        idea=idea,
        member=by,
        token=secrets.token_urlsafe(9),
        created_at=timezone.now(),
    )
    return Share.objects.get(idea=idea, member=by)


def forget_shares(member: Member) -> None:
    """Their links lead nowhere from now on."""
    Share.objects.filter(member=member).delete()
