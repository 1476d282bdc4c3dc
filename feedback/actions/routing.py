from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.conversations import expect
from community.models import Conversation
from community.once import insert_once
from community.replay import looked_up
from feedback.actions.announcements import announce, endpoints_for
from feedback.models import Endpoint, Handoff, RoutingRule, Team
from feedback.routing import Condition, Said, first_match, promise
from feedback.webhooks import about_handoff

SWEEP = 500


@transaction.atomic
def route(conversation: Conversation, *, at: datetime | None = None) -> Handoff | None:
    """Hand a conversation to the team that can use it, with the reason.

    What was routed before stays where it is: the open hand-off comes back, or the one
    that was closed last. None if
    there is no team yet; `route_unrouted` makes up for it.
    """
    newest = F("closed_at").desc(nulls_first=True)
    standing = conversation.handoffs.order_by(newest, "-pk").first()
    return standing or route_new(conversation, at=at)


def route_new(
    conversation: Conversation, *, at: datetime | None = None
) -> Handoff | None:
    """`route` for what has only just come, and was handed to nobody yet."""
    placed = _place(conversation)
    if placed is None:
        return None
    team, rule, reason = placed
    return hand_to(team, conversation, rule=rule, reason=reason, at=at)


def hand_back(
    conversation: Conversation, *, reason: str, at: datetime | None = None
) -> Handoff | None:
    """Into the queue that it left last, because somebody is not done with it; where it
    stands in one it stays there."""
    last = conversation.handoffs.order_by("-pk").select_related("team").first()
    if last is None:
        return route(conversation, at=at)
    return hand_to(last.team, conversation, reason=reason, at=at)


def route_unrouted(*, limit: int = SWEEP) -> int:
    """Route what has no hand-off yet; returns how many got one."""
    left = (
        Conversation.objects.filter(handoffs=None, is_hidden=False)
        .exclude(kind=Conversation.Kind.COMMENT, member__is_staff=True)
        .select_related("source", "board")
        .order_by("pk")
    )
    if not Team.objects.exists():
        return 0
    return sum(route(conversation) is not None for conversation in left[:limit])


@transaction.atomic
def hand_to(
    team: Team,
    conversation: Conversation,
    *,
    reason: str,
    rule: RoutingRule | None = None,
    at: datetime | None = None,
) -> Handoff:
    """Put it into a team's queue, unless it stands in one: then that hand-off."""
    at = at or timezone.now()
    handoff = insert_once(
        Handoff,
        conversation=conversation,
        team=team,
        rule=rule,
        reason=reason[:300],
        received_at=conversation.received_at,
        created_at=at,
        due_at=promise(at, working_days=team.promise_days),
    )
    if handoff is None:
        return Handoff.objects.open().get(conversation=conversation)
    expect(conversation, waits_for=_("the %(team)s team") % {"team": team.name})
    if to := endpoints_for(Endpoint.Event.ROUTED, team=team):
        announce(
            Endpoint.Event.ROUTED,
            to=to,
            about=f"handoff:{handoff.pk}",
            data=about_handoff(handoff),
            at=at,
        )
    return handoff


def last_resort() -> Team | None:
    """The team that reads what no rule places."""
    return Team.objects.order_by("-is_last_resort", "pk").first()


def _place(conversation: Conversation) -> tuple[Team, RoutingRule | None, str] | None:
    rules = looked_up("rules", _rules)
    board = conversation.board
    said = Said(
        board=board.slug if board else None,
        source=conversation.source.slug,
        kind=conversation.kind,
        text=f"{conversation.headline}\n{conversation.text}",
    )
    if found := first_match(map(_condition, rules), said):
        place, reason = found
        return rules[place].team, rules[place], reason
    team = last_resort()
    return (team, None, _("no rule matched")) if team else None


def _rules() -> list[RoutingRule]:
    active = RoutingRule.objects.filter(is_active=True)
    return list(active.select_related("team", "board", "source"))


def _condition(rule: RoutingRule) -> Condition:
    return Condition(
        board=(rule.board.slug, rule.board.name) if rule.board else None,
        source=(rule.source.slug, rule.source.name) if rule.source else None,
        kind=(rule.kind, rule.get_kind_display()) if rule.kind else None,
        words=tuple(rule.words),
    )
