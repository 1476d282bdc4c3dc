"""Who must have a second factor, and whether they have one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from community.models import Member

# A passkey counts as one: it opens only to who proves to their device who they are.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(member: Member) -> bool:
    """Whether the firm's rule asks this member for a second factor they do not have."""
    if not (settings.STAFF_SECOND_FACTOR and member.is_staff):
        return False
    return not Authenticator.objects.filter(
        user_id=member.pk, type__in=FACTORS
    ).exists()
