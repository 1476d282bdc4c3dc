"""The whole demo in one transaction: everything or nothing, and once only."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from community.actions.notices import read_notices
from community.actions.passwords import give_password
from community.actions.standings import publish_standings
from community.models import Contribution, Conversation, Firm, Member
from community.replay import replay, tell_planner
from feedback.demo import draws
from feedback.demo.house import House
from feedback.demo.story import Story
from feedback.demo.texts import Texts
from ideas.actions.helps import Mark, take_marks
from ideas.actions.likenesses import make_likenesses
from ideas.actions.ranks import refresh_ranks
from ideas.actions.tallies import Judgement, take_judgements
from ideas.actions.telling import tell_of_releases
from ideas.actions.words import refresh_words
from ideas.models import Comment, Idea, Seen, Vote

OPENED = timedelta(days=800)
NOTICED = timedelta(days=4)  # what is older was seen by whoever it was for
GUESTS = {
    "a customer": "wendell-baptiste",
    "a product team": "tomasz-wrona",
    "an administrator": "wiebke-harms",
}
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class SignIn:
    """How a visitor signs in as somebody of the demo."""

    role: str
    email: str
    password: str


def load_demo(*, now: datetime | None = None) -> list[SignIn]:
    """Make the demo firm as of `now`; returns how to sign in, nothing if a firm stands.

    One new password is made for the three accounts.
    """
    if Firm.objects.exists():
        return []
    now, texts = now or timezone.now(), Texts()
    with replay():
        house = House(texts, opened_at=now - OPENED)
        story = Story(texts, house, now=now)
        story.replay()
        _judge(story)
        tell_of_releases(as_of_then=True)
        _read_old_notices(now - NOTICED)
        tell_planner(Contribution, Comment, Conversation, Idea, Seen, Vote)
        refresh_ranks(now=now)
        refresh_words()
        make_likenesses(now=now)
        publish_standings((now - timedelta(days=1)).date())
        return _let_in(story)


def _judge(story: Story) -> None:
    take_judgements(
        [
            Judgement(
                idea=story.posts[each.what].pk,
                member=story.people[each.member].pk,
                is_vote=is_vote,
                at=story.at(each.days_ago),
            )
            for each, is_vote in draws.judgements(story.texts)
        ]
    )
    take_marks(
        [
            Mark(
                comment=story.comments[each.what].pk,
                member=story.people[each.member].pk,
                at=story.at(each.days_ago),
            )
            for each in draws.helps(story.texts)
        ]
    )


def _read_old_notices(before: datetime) -> None:
    members = Member.objects.filter(notices__created_at__lt=before)
    for member in members.annotate(upto=Max("notices__pk")):
        read_notices(member, upto=member.upto)


def _let_in(story: Story) -> list[SignIn]:
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4)
    )
    give_password([story.people[slug] for slug in GUESTS.values()], password=password)
    return [
        SignIn(role, story.people[slug].email or "", password)
        for role, slug in GUESTS.items()
    ]
