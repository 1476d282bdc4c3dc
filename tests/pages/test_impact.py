"""Your impact: all that one said, where it got, and nobody else's."""

from django.test import Client
from django.urls import reverse

from community.models import Conversation
from feedback.impact import said_by, totals_of
from ideas.actions.comments import withdraw_comment
from ideas.actions.votes import cast_vote
from tests.makers import make_comment, make_idea, make_member, make_ticket
from tests.pages.town import Town

IMPACT = reverse("feedback:impact")


def test_it_says_what_was_learned_and_decided_and_by_whom(
    town: Town, alice: Client
) -> None:
    html = alice.get(IMPACT).content.decode()
    assert town.idea.title in html
    assert town.idea.get_absolute_url() in html
    assert town.insight.sentence in html
    assert town.jonas.name in html
    for stop in ["Received", "Read", "Learned", "Decided", "Told"]:
        assert f"<b>{stop}</b>" in html


def test_it_counts_people_and_the_confirmed_among_them(town: Town) -> None:
    idea = make_idea(author=town.alice, board=town.board)
    for is_verified in (True, False, False):
        cast_vote(idea, voter=make_member(verified=is_verified))
    same = make_member()
    cast_vote(idea, voter=same)
    cast_vote(make_idea(author=town.alice, board=town.board), voter=same)
    before = totals_of(town.alice)
    cast_vote(make_idea(author=town.bob), voter=make_member(verified=True))
    assert totals_of(town.alice) == before
    assert (before.voters, before.confirmed_voters) >= (4, 1)
    assert before.insights == 1
    assert before.said == Conversation.objects.filter(member=town.alice).count()


def test_a_ticket_is_ones_own_word_too_and_leads_nowhere(
    town: Town, alice: Client
) -> None:
    make_ticket("The bell is mute.", member=town.alice)
    html = alice.get(IMPACT).content.decode()
    assert "The bell is mute." in html
    assert ">The bell is mute.</a>" not in html


def test_what_somebody_else_said_is_not_on_it(town: Town, bob: Client) -> None:
    html = bob.get(IMPACT).content.decode()
    assert town.comment.conversation.headline in html
    said = {each.conversation.member for each in said_by(town.bob)[1]}
    assert said == {town.bob}


def test_what_was_taken_back_is_gone_from_it(town: Town) -> None:
    comment = make_comment(town.idea, author=town.alice)
    said = totals_of(town.alice).said
    withdraw_comment(comment, by=town.alice)
    assert totals_of(town.alice).said == said - 1


def test_pages_go_on_where_the_last_one_ended(town: Town, alice: Client) -> None:
    for _ in range(40):
        make_comment(town.idea, author=town.alice)
    seen: list[int] = []
    cursor = ""
    while True:
        page, said = said_by(town.alice, cursor=cursor)
        seen += [each.conversation.pk for each in said]
        if not (cursor := page.cursor):
            break
    own = Conversation.objects.filter(member=town.alice)
    assert seen == list(
        own.order_by("-occurred_at", "-pk").values_list("pk", flat=True)
    )
    more = alice.get(IMPACT, headers={"HX-Request": "true"}).content.decode()
    assert more.lstrip().startswith("<li>")


def test_who_said_nothing_yet_is_invited(town: Town, stranger: Client) -> None:
    html = stranger.get(IMPACT).content.decode()
    assert reverse("ideas:idea-new") in html
    assert "impact-totals" not in html


def test_being_told_leads_to_it(town: Town, alice: Client) -> None:
    told = town.insight.evidence.get(conversation=town.idea.conversation)
    for place in [
        reverse("feedback:evidence", args=[told.pk]),
        "/account/notices/", "/account/contributions/", "/account/",
        town.alice.get_absolute_url(),
    ]:  # fmt: skip
        assert IMPACT in alice.get(place).content.decode(), place
