from django.db import transaction

from community.actions.vouching import verify
from community.claims import Claims
from community.models import Member


@transaction.atomic
def accept_claims(member: Member, *, claims: Claims) -> None:
    """Take over what the firm's sign-on says of a member, each time they come by it.

    What it does not say stays as it is; a confirmation is taken back by colleagues only.
    """
    said = {"company": claims.company, "segment": claims.segment}
    changes = {field: value for field, value in said.items() if value}
    present = Member.objects.present().filter(pk=member.pk)
    if changes and present.update(**changes):
        for field, value in changes.items():
            setattr(member, field, value)
    if claims.is_customer and present.exists():
        verify(member, how=Member.Verified.SIGN_ON)
