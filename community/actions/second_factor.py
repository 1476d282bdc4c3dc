from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from community.actions.forgetting import end_sessions
from community.errors import NotAllowed
from community.models import Member


def forget_second_factor(member: Member, *, by: Member | None) -> bool:
    """For somebody whose telephone and codes are gone: they set up a new one at once.

    Ends their sign-ins. `by` is None where the operator's command does it. Returns
    whether there was one. Raises NotAllowed for others, and for oneself.
    """
    if by is not None and (not by.is_superuser or by.pk == member.pk):
        raise NotAllowed(
            _("Only an administrator takes a second factor away, and only from others.")
        )
    found, _rows = Authenticator.objects.filter(user_id=member.pk).delete()
    end_sessions(member)
    return bool(found)
