from typing import Any

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.actions.firm import open_board, set_up_firm
from community.actions.members import add_member
from community.actions.vouching import load_customers
from community.errors import NotAllowed
from community.models import Firm, Member
from feedback.models import Team, TeamMember


@transaction.atomic
def set_up(*, firm: str, board: str, team: str, **person: Any) -> Member:
    """Name the firm and make its first board, team and administrator; returns the latter.

    `person`: name, email, password, and customers, a list of Listed. Raises
    NotAllowed once there is an administrator.
    """
    _alone()
    if is_set_up():
        raise NotAllowed(_("This place has an administrator already."))
    set_up_firm(name=firm)
    open_board(board)
    admin = add_member(
        email=person["email"], name=person["name"], is_staff=True, is_superuser=True
    )
    admin.set_password(person["password"])
    admin.save(update_fields=["password"])
    first = Team.objects.create(
        name=team, slug=slugify(team)[:60] or "team", is_last_resort=True
    )
    TeamMember.objects.create(team=first, member=admin, is_lead=True)
    load_customers(person.get("customers") or [])
    return admin


def is_set_up() -> bool:
    """Once a firm has been named it is nobody's to take, administrator or not."""
    administrators = Member.objects.filter(is_superuser=True)
    return administrators.exists() or Firm.objects.exists()


def _alone() -> None:
    """Two first visitors at once: the second waits, and is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('feedback.setup'))")
