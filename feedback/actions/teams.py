from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.errors import NotAllowed
from community.models import Member
from community.once import insert_once
from feedback.models import Handoff, Team, TeamMember


@transaction.atomic
def open_team(name: str, **details: Any) -> Team:
    """Open a team, or change the one of the same key.

    The first team is the last resort; a later one becomes it with
    `is_last_resort=True`. `details`: slug, purpose, promise_days, is_last_resort.
    """
    slug = details.pop("slug", None) or slugify(name)[:60] or "team"
    others = Team.objects.exclude(slug=slug)
    if details.get("is_last_resort"):
        others.filter(is_last_resort=True).update(is_last_resort=False)
    elif not others.filter(is_last_resort=True).exists():
        details["is_last_resort"] = True
    return Team.objects.update_or_create(slug=slug, defaults={"name": name, **details})[
        0
    ]


@transaction.atomic
def join_team(
    team: Team,
    member: Member,
    *,
    is_lead: bool = False,
    wants_digest: bool | None = None,
) -> TeamMember:
    """Put a colleague into a team. Joining again only changes what is said of it."""
    require_colleague(member)
    changes: dict[str, Any] = {"is_lead": is_lead}
    if wants_digest is not None:
        changes["wants_digest"] = wants_digest
    insert_once(TeamMember, team=team, member=member, **changes)
    TeamMember.objects.filter(team=team, member=member).update(**changes)
    return TeamMember.objects.get(team=team, member=member)


@transaction.atomic
def leave_team(team: Team, member: Member) -> None:
    """Take a colleague out of a team; what they held in its queue anybody there can
    take, and what they did there stays theirs."""
    TeamMember.objects.filter(team=team, member=member).delete()
    _let_go(Handoff.objects.open().filter(team=team), member)


@transaction.atomic
def leave_all_teams(member: Member) -> None:
    """The same with every team."""
    TeamMember.objects.filter(member=member).delete()
    _let_go(Handoff.objects.open(), member)


def stop_digests(member: Member) -> None:
    """No morning mail of any team any more; a lead or they themselves can ask for it."""
    TeamMember.objects.filter(member=member).update(wants_digest=False)


def _let_go(handoffs: QuerySet[Handoff], member: Member) -> None:
    handoffs.filter(taken_by=member).update(taken_by=None, taken_at=None)


def leads(member: Member, team: Team) -> bool:
    """Whether the member answers for the team: a lead of it, or an administrator."""
    return (
        member.is_superuser or team.people.filter(member=member, is_lead=True).exists()
    )


def require_colleague(by: Member) -> None:
    """Only the firm's own people work at the desk. Raises NotAllowed."""
    if not (by.is_staff and by.is_active):
        raise NotAllowed(_("Only the firm's own people can do this."))
