"""How far somebody is known here: vouched for, or by what they said before."""

from community.models import Conversation, Member, Source

POSTS_TO_BE_KNOWN = 3


def is_newcomer(member: Member) -> bool:
    """Nobody vouches for them, and fewer than three things that they said stand here."""
    if member.is_verified or member.is_staff or member.is_partner:
        return False
    said = Conversation.objects.filter(member=member, source__slug=Source.SITE)
    return said.filter(is_hidden=False)[:POSTS_TO_BE_KNOWN].count() < POSTS_TO_BE_KNOWN
