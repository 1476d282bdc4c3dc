"""Who leaves is forgotten: looked for in every column of every table."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.conversations import advance
from community.actions.drafts import keep_draft
from community.actions.flags import raise_flag
from community.actions.members import consent, leave, open_invitation
from community.actions.notices import notify
from community.actions.vouching import Listed, load_customers
from community.errors import NotAllowed
from community.models import Member, Stage
from feedback.actions.digests import write_digests
from feedback.actions.doubts import raise_doubt
from feedback.actions.endpoints import create_endpoint
from feedback.actions.insights import write_insight
from feedback.actions.intake import bring_in
from feedback.actions.questions import answer_question, ask
from feedback.actions.replies import reply
from feedback.actions.routing import route_unrouted
from ideas.actions.answers import answer_idea, contest_answer
from ideas.actions.comments import post_comment
from ideas.actions.credits import thank
from ideas.actions.follows import follow
from ideas.actions.held import submit_comment
from ideas.actions.ideas import edit_idea, post_idea
from ideas.actions.shares import share_idea
from ideas.actions.votes import cast_vote
from ideas.actions.word_rules import set_word_rule
from ideas.actions.words import refresh_words
from ideas.models import Idea, Vote
from tests.community.test_joining import last_code
from tests.makers import (
    make_administrator,
    make_board,
    make_colleague,
    make_idea,
    make_member,
    make_team,
)
from tests.pages.conftest import signed_in
from tests.pages.town import Town

NAME = "Xaverine Quastel"
EMAIL = "x.quastel@canary.example"
CANARIES = ["xaverine", "quastel", "canary", "kanarienvogel"]
WORDS = "It squeaks in the rain."


def joined() -> Member:
    """By the form, from the list, invited, signed in: as somebody really comes."""
    load_customers([Listed(email=EMAIL, company="Canary Ltd", segment="canary")])
    bring_in(
        source="tickets", external_id="t-before", kind="ticket", headline=WORDS,
        author_email=EMAIL, author_name=NAME,
    )  # fmt: skip
    client = Client()
    client.get(open_invitation(make_member()).get_absolute_url())
    form = {"name": NAME, "email": EMAIL, "password1": "a-kanarienvogel-phrase"}
    client.post("/accounts/signup/", form)
    client.post("/accounts/confirm-email/", {"code": last_code()})
    member = Member.objects.get(email=EMAIL)
    Member.objects.filter(pk=member.pk).update(
        about="A kanarienvogel since 2020", external_id="crm-canary-7"
    )
    member.refresh_from_db()
    return member


def live(member: Member, town: Town) -> None:
    """Post, talk, vote, be asked, be learned from, be told, contradict."""
    jonas, board = town.jonas, make_board()
    consent(member, to_ranking=True, to_contact=True)
    idea = make_idea("A bell that rings", author=member, board=board, body=WORDS)
    keep_draft(member, "ideas.idea:new", {"title": f"I am {NAME}", "body": ""})
    words = {"title": "A bell, a kanarienvogel", "body": WORDS}
    edit_idea(idea, by=member, **words)
    edit_idea(idea, by=member, title="A bell that rings", body=WORDS)
    cast_vote(make_idea(author=town.bob), voter=member)
    follow(town.idea, member=member)
    set_word_rule(kind="words", pattern="sings")
    submit_comment(town.idea, author=member, text="My kanarienvogel sings.")
    assert member.held.exists()
    post_comment(town.idea, author=member, text=WORDS)
    post_comment(idea, author=town.bob, text="Same.")
    bring_in(
        source="tickets", external_id="t-1", kind="ticket", headline=WORDS,
        author_email=EMAIL, author_name=NAME,
    )  # fmt: skip
    said = idea.conversation
    advance(said, Stage.Name.READ, by=jonas, at=timezone.now())
    answer_question(ask(said, by=jonas, text="Which?"), by=member, text="The left.")
    insight = write_insight(
        sentence="It squeaks.", by=jonas, team=make_team("", jonas),
        evidence=[(said, "squeaks")],
    )  # fmt: skip
    reply(insight.evidence.get(), by=member, reply="not_quite", note="It sings.")
    answer = answer_idea(idea, by=jonas, status="declined", text="No.")
    contest_answer(answer, by=member, text="Yes.")
    notify(member, "comment", title="For you", url="/", effect="canary-test")
    ask(said, by=jonas, text="And since when?")
    desk = signed_in(make_administrator())
    choice = {"action": "make_partners", "_selected_action": [member.pk]}
    desk.post(reverse("admin:community_member_changelist"), choice)
    share_idea(town.idea, by=member)
    thank(member, by=jonas, reason="tested it", release=town.release)
    refresh_words()


def found(words: list[str]) -> list[str]:
    """Every table and row that holds one of the words, in whatever column."""
    hits = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            pattern = "(" + "|".join(words) + ")"
            cursor.execute(
                f"SELECT t::text FROM {name} AS t WHERE t::text ~* %s", [pattern]
            )
            hits += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return hits


def test_nothing_of_who_left_is_in_any_column_of_any_table() -> None:
    town, member = Town(), joined()
    live(member, town)
    assert len(found(CANARIES)) > 10  # the search finds, before it must not

    leave(member)
    cache.clear()

    assert "\n".join(found(CANARIES)) == ""


def test_what_they_said_stays_without_a_name() -> None:
    town, member = Town(), joined()
    live(member, town)
    leave(member)
    assert len(found(["squeaks in the rain"])) >= 4


def test_words_left_under_a_name_keep_the_name_and_nothing_else() -> None:
    town, member = Town(), joined()
    live(member, town)
    leave(member, words=Member.Words.NAMED)
    cache.clear()
    assert len(found(["squeaks in the rain"])) >= 4
    for hit in found(CANARIES):
        without = hit.lower().replace(NAME.lower(), "")
        assert not [word for word in CANARIES if word in without], hit
    said = member.ideas.get()
    page = Client().get(said.get_absolute_url()).content.decode()
    assert f"<b>{NAME}</b>" in page
    assert EMAIL not in page


SAID = ["schnurrbart", "wackelpudding", "gnu-grn", "zwirbel", "quietsch", "knirsch"]


def talk(member: Member, town: Town) -> Idea:
    """Something of theirs in every place where words can stand, edits included."""
    jonas, board = town.jonas, make_board()
    create_endpoint(name="CRM", url="https://crm.example/in")
    idea = post_idea(
        author=member, board=board, title="A schnurrbart", body="It wackelpuddings so."
    )
    follow(idea, member=town.bob)
    comment = post_comment(town.idea, author=member, text="A gnu-grn of mine.")
    post_comment(town.idea, author=town.alice, text="Why?", reply_to=comment)
    post_comment(idea, author=town.bob, text="It is the same with mine.")
    raise_flag(town.idea.conversation, by=member, reason="A knirsch of a post")
    said = idea.conversation
    advance(said, Stage.Name.READ, by=jonas, at=timezone.now())
    answer_idea(idea, by=jonas, status="open", text="We look into it.")
    answer_question(ask(said, by=jonas, text="Which?"), by=member, text="The zwirbel.")
    team = make_team("Rim", jonas, is_last_resort=True)
    route_unrouted()
    write_digests(now=timezone.now().replace(hour=12))
    insight = write_insight(
        sentence="It is the rim.", by=jonas, team=team,
        evidence=[(said, "wackelpuddings")],
    )  # fmt: skip
    reply(insight.evidence.get(), by=member, reply="not_quite", note="It quietschs.")
    answer = answer_idea(idea, by=jonas, status="declined", text="No.")
    contest_answer(answer, by=member, text="A zwirbel it is.")
    raise_doubt(member, text="A knirsch in my numbers")
    edit_idea(idea, by=member, title="Another schnurrbart", body="wackelpudding")
    refresh_words()
    return idea


def test_words_taken_along_are_in_no_column_of_any_table() -> None:
    town, member = Town(), joined()
    idea = talk(member, town)
    assert len({hit.split(":")[0] for hit in found(SAID)}) > 8

    leave(member, words=Member.Words.TAKEN)
    cache.clear()
    refresh_words()

    assert "\n".join(found(SAID)) == ""
    assert "\n".join(found(CANARIES)) == ""
    page = Client().get(f"/ideas/{idea.pk}/", follow=True)
    html = page.content.decode()
    assert "took the words along" in html
    assert "It is the same with mine." in html


def test_what_was_counted_stays_counted_without_the_words() -> None:
    town, member = Town(), joined()
    idea = talk(member, town)
    cast_vote(make_idea(author=town.bob), voter=member)
    before = counts(idea)
    leave(member, words=Member.Words.TAKEN)
    assert counts(idea) == before


def counts(idea: Idea) -> list[object]:
    row = Idea.objects.get(pk=idea.pk)
    journey = list(row.conversation.stages.order_by("pk").values_list("stage", "at"))
    ledger = row.author.contributions.live().count()
    return [row.vote_count, row.comment_count, journey, ledger, Vote.objects.count()]


def test_a_colleague_takes_nothing_along_that_is_the_firm_s() -> None:
    colleague = make_colleague()
    with pytest.raises(NotAllowed, match="is the firm"):
        leave(colleague, words=Member.Words.TAKEN)
    assert not Member.objects.get(pk=colleague.pk).has_left


@pytest.mark.parametrize("name", ["Al", "Rose", "(.*)", "100%", "o'Neil\\"])
def test_forgetting_a_short_name_leaves_other_words_alone(name: str) -> None:
    member, other = make_member(name=name), make_member()
    for title in [f"{name} said something", "Always a rose rack (or two)"]:
        notify(other, "comment", title=title, url="/", effect=title)
    leave(member)
    titles = set(other.notices.values_list("title", flat=True))
    assert titles == {"Former member said something", "Always a rose rack (or two)"}
