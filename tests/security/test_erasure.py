"""Who leaves is forgotten: looked for in every column of every table."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.conversations import advance
from community.actions.members import consent, leave, open_invitation
from community.actions.notices import notify
from community.actions.vouching import Listed, load_customers
from community.models import Member, Stage
from feedback.actions.insights import write_insight
from feedback.actions.intake import bring_in
from feedback.actions.questions import answer_question, ask
from feedback.actions.replies import reply
from ideas.actions.answers import answer_idea, contest_answer
from ideas.actions.comments import post_comment
from ideas.actions.follows import follow
from ideas.actions.held import submit_comment
from ideas.actions.votes import cast_vote
from ideas.actions.word_rules import set_word_rule
from ideas.actions.words import refresh_words
from tests.community.test_joining import last_code
from tests.makers import (
    make_administrator,
    make_board,
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


@pytest.mark.parametrize("name", ["Al", "Rose", "(.*)", "100%", "o'Neil\\"])
def test_forgetting_a_short_name_leaves_other_words_alone(name: str) -> None:
    member, other = make_member(name=name), make_member()
    for title in [f"{name} said something", "Always a rose rack (or two)"]:
        notify(other, "comment", title=title, url="/", effect=title)
    leave(member)
    titles = set(other.notices.values_list("title", flat=True))
    assert titles == {"Former member said something", "Always a rose rack (or two)"}
