import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.actions.members import leave
from community.errors import NotAllowed
from community.models import Contribution, Conversation, Member, Notice
from feedback.actions.handoffs import open_handoff
from feedback.actions.insights import add_evidence, write_insight
from feedback.actions.replies import reply
from feedback.actions.routing import route
from feedback.actions.teams import open_team
from feedback.errors import NoEvidence, NotInTheWords, NotReadYet, NoWords
from feedback.excerpts import clip, plain, stands_in
from feedback.models import Evidence, Insight, Team
from tests.makers import (
    make_colleague,
    make_comment,
    make_idea,
    make_member,
    make_ticket,
)

SENTENCE = "Seals dry out in winter."


def read(conversation: Conversation) -> Conversation:
    open_team("Door")
    handoff = route(conversation)
    assert handoff is not None
    open_handoff(handoff, by=make_colleague())
    conversation.refresh_from_db()
    return conversation


def said_by(
    member: Member | None = None, text: str = "It leaks at the seal."
) -> Conversation:
    return read(make_ticket(text, member=member or make_member()))


def learn(
    *said: Conversation, words: str = "leaks at", by: Member | None = None
) -> Insight:
    return write_insight(
        sentence=SENTENCE,
        by=by or make_colleague(),
        team=Team.objects.get(),
        evidence=[(conversation, words) for conversation in said],
    )


def test_the_author_is_credited_told_and_the_journey_moves() -> None:
    said = said_by()

    insight = learn(said)

    evidence = insight.evidence.get()
    notice = Notice.objects.get(member=said.member)
    assert notice.title == f"Because you said “leaks at”, we learned: {SENTENCE}"
    assert notice.url == f"/told/{evidence.pk}/"
    assert evidence.told_at
    said.refresh_from_db()
    assert said.learned_at
    assert said.told_at
    assert said.handoffs.get().outcome == "learned"


def test_words_are_credited_once_their_author_says_that_s_it() -> None:
    said = said_by()
    insight = learn(said)
    evidence = insight.evidence.get()
    credits_of = Contribution.objects.live().filter(kind="taught")
    assert not credits_of.exists()

    reply(evidence, by=said.member, reply="confirmed")
    reply(evidence, by=said.member, reply="confirmed")

    line = credits_of.get()
    assert (line.member, line.given_by) == (said.member, insight.by)
    assert line.subject == f"feedback.insight:{insight.pk}"
    reply(evidence, by=said.member, reply="not_quite")
    assert not credits_of.exists()


def test_an_idea_stays_in_its_queue_for_the_decision() -> None:
    open_team("Door")
    idea = make_idea("A quiet lid")
    comment = make_comment(idea, text="A quiet lid, yes!")
    learn(read(idea.conversation), read(comment.conversation), words="quiet lid")
    assert idea.conversation.handoffs.get().closed_at is None
    assert comment.conversation.handoffs.get().outcome == "learned"


def test_writing_the_same_twice_is_writing_once() -> None:
    said, ana = said_by(), make_colleague()
    first, second = learn(said, by=ana), learn(said, by=ana)
    assert first == second
    assert Evidence.objects.count() == Notice.objects.count() == 1
    assert said.stages.filter(stage="told").count() == 1


def test_words_must_stand_as_they_were_said() -> None:
    said = said_by(make_member(name="Mirela"))
    with pytest.raises(NotInTheWords, match="Mirela"):
        learn(said, words="it squeaks")
    with pytest.raises(NoEvidence):
        learn(said, words=" ")
    with pytest.raises(NoEvidence):
        learn()
    with pytest.raises(NoWords):
        write_insight(
            sentence=" ",
            by=make_colleague(),
            team=Team.objects.get(),
            evidence=[(said, "leaks")],
        )
    with pytest.raises(NotAllowed):
        learn(said, by=make_member())
    assert not Insight.objects.exists()


def test_nobody_learns_from_what_nobody_read() -> None:
    open_team("Door")
    with pytest.raises(NotReadYet):
        learn(make_ticket())


def test_at_most_five_people_count_and_the_firms_own_never() -> None:
    ours = said_by(make_colleague())
    partner = said_by(make_member(is_partner=True))
    people = [make_member() for _ in range(7)]
    said = [said_by(member) for member in people]

    insight = learn(ours, partner, *said)

    for evidence in insight.evidence.exclude(told_at=None):
        reply(evidence, by=evidence.conversation.member, reply="confirmed")
    lines = Contribution.objects.live().filter(kind="taught").order_by("pk")
    assert {line.member for line in lines} == set(people[:5])
    assert insight.evidence.count() == 9
    add_evidence(insight, by=insight.by, evidence=[(said_by(), "leaks")])
    assert lines.all().count() == 5
    assert insight.evidence.count() == 10


def test_who_said_it_twice_is_told_and_credited_once() -> None:
    mirela = make_member()
    insight = learn(said_by(mirela), said_by(mirela))
    assert Notice.objects.filter(member=mirela).count() == 1
    for evidence in insight.evidence.all():
        reply(evidence, by=mirela, reply="confirmed")
    assert Contribution.objects.filter(kind="taught").count() == 1
    assert not insight.evidence.filter(told_at=None).exists()


def test_who_cannot_be_reached_is_not_told() -> None:
    gone = said_by()
    assert gone.member
    leave(gone.member)
    outside = read(make_ticket(outside_author="Somebody"))
    insight = learn(gone, outside)
    assert insight.evidence.filter(told_at=None).count() == 2
    outside.refresh_from_db()
    assert outside.learned_at
    assert outside.told_at is None


def test_the_newest_reply_stands_and_its_time_moves_only_when_it_changes() -> None:
    said = said_by()
    insight = learn(said)
    evidence = insight.evidence.get()
    assert said.member

    reply(evidence, by=said.member, reply="confirmed")
    first = evidence.replied_at
    reply(evidence, by=said.member, reply="confirmed", note="Exactly.")
    assert (evidence.replied_at, evidence.reply_note) == (first, "Exactly.")

    reply(evidence, by=said.member, reply="not_quite", note="Only in frost.")
    assert first
    assert evidence.replied_at
    assert evidence.replied_at > first
    assert Notice.objects.filter(member=insight.by).count() == 2


def test_only_the_author_replies_and_only_once_told() -> None:
    said = said_by()
    evidence = learn(said).evidence.get()
    with pytest.raises(NotAllowed):
        reply(evidence, by=make_member(), reply="confirmed")
    assert said.member
    with pytest.raises(NotAllowed):
        reply(evidence, by=said.member, reply="perhaps")
    Evidence.objects.update(told_at=None)
    evidence.refresh_from_db()
    with pytest.raises(NotAllowed):
        reply(evidence, by=said.member, reply="confirmed")


@given(st.text("ab \n\t.", max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_any_piece_of_a_text_stands_in_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    assert stands_in(text, piece) == bool(plain(piece))


@given(st.text(max_size=200), st.integers(2, 100))
def test_clipped_words_are_never_longer_than_asked(text: str, length: int) -> None:
    assert len(clip(text, length)) <= length
