"""A small town for tests of pages: two people, a colleague, and what they said."""

from base64 import b64decode
from dataclasses import dataclass, field

from django.utils import timezone

from community.actions.conversations import advance
from community.actions.firm import set_up_firm
from community.actions.legal import write_legal_page
from community.actions.members import consent
from community.actions.notices import notify
from community.actions.rulings import make_ruling
from community.house_pictures import Drawn
from community.models import (
    Attachment,
    Board,
    Member,
    Notice,
    Ruling,
    Stage,
    Standing,
    StandingParameters,
    StandingRun,
)
from community.models.notice import NoticeKind
from feedback.actions.insights import write_insight
from feedback.actions.questions import ask
from feedback.models import Evidence, Insight, Question, Team
from ideas.actions.answers import answer_idea
from ideas.actions.credits import thank
from ideas.actions.releases import publish_release, write_release
from ideas.actions.votes import cast_vote
from ideas.models import Answer, Comment, Idea, Release
from tests.makers import (
    make_administrator,
    make_attachment,
    make_board,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
    make_team,
)

A_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)  # a picture of one pixel


@dataclass
class Town:
    """Alice posted; Bob commented; Jonas read, learned, asked and answered."""

    alice: Member = field(
        default_factory=lambda: make_member(name="Alice Adler", verified=True)
    )
    bob: Member = field(default_factory=lambda: make_member(name="Bob Brandt"))
    jonas: Member = field(default_factory=lambda: make_colleague(name="Jonas Jung"))
    board: Board = field(default_factory=make_board)
    picture: Attachment = field(init=False)
    team: Team = field(init=False)
    idea: Idea = field(init=False)
    comment: Comment = field(init=False)
    reply: Comment = field(init=False)
    insight: Insight = field(init=False)
    evidence: Evidence = field(init=False)
    question: Question = field(init=False)
    answer: Answer = field(init=False)
    notice: Notice = field(init=False)
    ruling: Ruling = field(init=False)
    release: Release = field(init=False)

    def __post_init__(self) -> None:
        set_up_firm(name="Velder", logo=Drawn(A_DOT, "png", 1, 1))
        for text in ["Be kind.", "# Kindness\n\nBe kind, always."]:
            write_legal_page(slug="terms", title="Terms", text=text, is_published=True)
        make_administrator()
        self.team = make_team("Frame", self.jonas)
        self.picture = make_attachment(self.alice, alt="The lane")
        self.idea = make_idea(
            "Let the battery come out on the pavement side",
            author=self.alice,
            board=self.board,
            body="Every evening I walk round **into** the bike lane.",
        )
        cast_vote(self.idea, voter=self.bob)
        self.ruling = make_ruling(
            Ruling.Kind.SUSPENDED, by=self.jonas, reason="Adverts.", member=self.bob
        )
        self._talk()
        self._learn()
        self.answer = answer_idea(
            self.idea, by=self.jonas, status="declined", text="The seal would leak."
        )
        self.release = self._bring_out()
        notify(
            self.alice,
            NoticeKind.COMMENT,
            title="Something new",
            url=self.idea.get_absolute_url(),
            effect="town",
        )
        self.notice = Notice.objects.filter(member=self.alice).latest("pk")
        consent(self.alice, to_ranking=True, to_contact=True)
        self._publish()

    def _publish(self) -> None:
        now = timezone.now()
        run = StandingRun.objects.create(
            day=now.date(),
            parameters=StandingParameters.objects.create(values={}, created_at=now),
            is_current=True,
            created_at=now,
        )
        rules = ["same_group", "not_vouched", "same_theme", "age", "reciprocal"]
        Standing.objects.create(
            run=run,
            member=self.alice,
            creative=57,
            influential=61,
            passionate=72,
            vocal=55,
            inviting=24,
            score=60,
            rank=1,
            less=[{"rule": rule, "given": 9, "counted": 3.5} for rule in rules],
        )

    def _bring_out(self) -> Release:
        """Of nothing that stands elsewhere; Alice is thanked all the same."""
        release = write_release(
            None, by=self.jonas, title="The seals", notes="They *hold*.",
            released_at=timezone.now(),
        )  # fmt: skip
        thank(self.alice, by=self.jonas, reason="found it", release=release)
        return publish_release(release, by=self.jonas)

    def _talk(self) -> None:
        text = "It is me and the lift and the battery, in the dark."
        self.comment = make_comment(self.idea, author=self.bob, text=text)
        self.reply = make_comment(
            self.idea, author=self.jonas, text="Each day?", reply_to=self.comment
        )

    def _learn(self) -> None:
        now = timezone.now()
        for conversation in [self.idea.conversation, self.comment.conversation]:
            advance(conversation, Stage.Name.READ, by=self.jonas, at=now)
        self.insight = write_insight(
            sentence="People take it out on the side without traffic.",
            by=self.jonas,
            team=self.team,
            evidence=[
                (self.idea.conversation, "into"),
                (self.comment.conversation, "in the dark"),
            ],
        )
        self.evidence = self.insight.evidence.get(
            conversation=self.comment.conversation
        )
        self.question = ask(self.idea.conversation, by=self.jonas, text="Which side?")
