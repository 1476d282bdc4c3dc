"""Who comes to the doors, and what stands behind them."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from community.actions.api_keys import create_api_key, revoke_api_key
from community.actions.conversations import advance
from community.actions.deliveries import enqueue
from community.actions.flags import raise_flag
from community.actions.members import leave, suspend
from community.actions.rulings import appeal_ruling, make_ruling
from community.actions.vouching import Listed, load_customers
from community.models import (
    ApiKey,
    Attachment,
    Board,
    Delivery,
    Flag,
    Member,
    Ruling,
    Stage,
)
from community.quiet import quiet
from feedback.actions.endpoints import create_endpoint
from feedback.actions.insights import write_insight
from feedback.actions.rules import set_rule
from feedback.models import Handoff, Team
from ideas.actions.comments import hide_comment
from ideas.actions.credits import thank
from ideas.actions.held import submit_comment
from ideas.actions.ideas import hide_idea
from ideas.actions.pins import pin_idea
from ideas.actions.prompts import set_prompt
from ideas.actions.releases import publish_release
from ideas.actions.shares import share_idea
from ideas.actions.word_rules import set_word_rule
from ideas.models import Comment, Idea, Release, Share, Twin
from tests.makers import (
    make_administrator,
    make_attachment,
    make_board,
    make_colleague,
    make_comment,
    make_handoff,
    make_idea,
    make_member,
    make_release,
    make_team,
    make_ticket,
)
from tests.pages.town import Town

PEOPLE = ["visitor", "member", "author", "left", "suspended", "team", "other", "admin"]
KEYS = [
    "none", "read", "post", "people", "convers", "measures",
    "pull", "integr", "author", "revoked", "suspended",
]  # fmt: skip
SECRETS = {"members": "Quillfeather", "hidden": "Zanzibarium", "ticket": "Oboekraut"}


@dataclass
class World:
    """A town, and beside what all may see something for members and something hidden."""

    town: Town = field(default_factory=Town)
    ideas: dict[str, Idea] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    pictures: dict[str, Attachment] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        alice = self.town.alice
        inside = make_board("Inside", visibility=Board.Visibility.MEMBERS)
        for kind, board in [
            ("public", self.town.board), ("members", inside), ("hidden", self.town.board)
        ]:  # fmt: skip
            picture = self.pictures[kind] = make_attachment(alice)
            secret = SECRETS.get(kind, "open")
            self.ideas[kind] = make_idea(
                f"A hinge of {secret}",
                author=alice,
                board=board,
                body=f"It is {secret}. {picture.markdown}",
            )
            self.comments[kind] = make_comment(
                self.ideas[kind], author=alice, text=f"Ours is {secret} too."
            )
        self.pictures["loose"] = make_attachment(alice)
        hide_idea(self.ideas["hidden"])
        hide_comment(self.comments["hidden"])
        self._out(inside)
        self._desk()
        self._people()
        self._keys()

    def _out(self, inside: Board) -> None:
        """A release for all, one for members, one that is still being written."""
        jonas = self.town.jonas
        for kind, board in [("public", None), ("members", inside), ("draft", None)]:
            release = make_release(title=f"Out {kind}", board=board, by=jonas)
            thank(self.town.alice, by=jonas, reason="It helped.", release=release)
            if kind != "draft":
                publish_release(release, by=jonas)
            self.releases[kind] = release
        with quiet():
            for kind, idea in self.ideas.items():
                self.shares[kind] = share_idea(idea, by=self.town.bob)

    def _desk(self) -> None:
        self.ticket = make_ticket(f"The {SECRETS['ticket']} leaks.")
        taught = [self.ticket, self.ideas["members"].conversation]
        for each in taught:
            advance(each, Stage.Name.READ, by=self.town.jonas, at=timezone.now())
        self.insight = write_insight(
            sentence="It comes from the seal.", by=self.town.jonas, team=self.town.team,
            evidence=[(taught[0], SECRETS["ticket"]), (taught[1], SECRETS["members"])],
        )  # fmt: skip
        self.other_team: Team = make_team("Wheel")
        self.handoff: Handoff = make_handoff(
            make_idea(author=self.town.alice).conversation, team=self.town.team
        )
        self.handoff = Handoff.objects.get(pk=self.handoff.pk)
        Handoff.objects.filter(pk=self.handoff.pk).update(team=self.town.team)
        pair = sorted([self.ideas["members"].pk, self.handoff.conversation.idea.pk])
        self.twin = Twin.objects.create(
            one_id=pair[0], other_id=pair[1], score=0.9, found_at=timezone.now()
        )
        raise_flag(
            self.ideas["public"].conversation, by=self.town.bob, reason="An advert"
        )
        self.appealed = appeal_ruling(
            make_ruling(
                Ruling.Kind.TAKEN_OFF, by=self.town.jonas, reason="An advert.",
                member=self.town.bob,
            ),
            words="It is none.",
        )  # fmt: skip
        self.endpoint, _secret = create_endpoint(
            name="CRM", url="https://crm.example/in"
        )
        self.rule = set_rule(
            None, position=5, team=self.town.team, board=None, source=None,
            kind="", words=["hinge"], is_active=True,
        )  # fmt: skip
        submit_comment(
            self.ideas["public"], author=self.town.bob, text="https://shop.example"
        )
        set_word_rule(kind="words", pattern="pills")
        set_prompt(board=self.town.board, question="Since when?")
        pin_idea(self.ideas["public"], by=self.town.jonas)
        load_customers([Listed(email="ann@firm.example", company="Firm")])
        self.delivery = enqueue(
            "mail", target="x@example.com", effect="matrix",
            payload={"subject": "s", "text": "t", "member": self.town.bob.pk},
        )  # fmt: skip
        Delivery.objects.update(
            state=Delivery.State.GIVEN_UP, finished_at=timezone.now()
        )

    def _people(self) -> None:
        town = self.town
        people = {
            "member": make_member(name="Sam Stranger"),
            "author": town.alice,
            "left": make_member(),
            "suspended": make_member(),
            "team": town.jonas,
            "other": make_colleague(name="Olga Other"),
            "admin": make_administrator(),
        }
        self.other_team.people.create(member=people["other"])
        self.people: dict[str, Member] = people
        for name, member in people.items():
            self.sessions[name] = _sign_in(member)
        leave(people["left"])
        suspend(people["suspended"], by=people["admin"], reason="Advertising.")

    def client(self, who: str, *, checks_csrf: bool = False) -> Client:
        """A browser of theirs, as it was when they signed in."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
        if who in self.sessions:
            client.cookies["session"] = self.sessions[who]
        return client

    def _keys(self) -> None:
        sam, scopes = self.people["member"], ApiKey.Scope
        every = list(scopes.values)
        suspended = make_member()
        wanted: dict[str, tuple[list[str], Member | None]] = {
            "read": ([scopes.READ], sam),
            "post": ([scopes.POST], sam),
            "people": ([scopes.PEOPLE], sam),
            "convers": ([scopes.CONVERSATIONS], sam),
            "measures": ([scopes.MEASURES], sam),
            "pull": ([scopes.READ], None),
            "integr": (every, None),
            "author": (every, self.town.alice),
            "revoked": (every, sam),
            "suspended": (every, suspended),
        }
        for name, (allowed, member) in wanted.items():
            key, text = create_api_key(name, scopes=allowed, member=member)
            self.keys[name] = text
            if name == "revoked":
                revoke_api_key(key)
        suspend(suspended, by=self.people["admin"], reason="Advertising.")

    def header(self, key: str) -> dict[str, Any]:
        text = self.keys.get(key)
        return {"HTTP_AUTHORIZATION": f"Bearer {text}"} if text else {}

    def flag(self) -> Flag:
        return Flag.objects.get()


def _sign_in(member: Member) -> str:
    client = Client()
    backend = "community.sessions.MemberBackend"
    client.force_login(member, backend=backend)
    return client.cookies["session"].value
