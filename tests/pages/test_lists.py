"""Each list costs the same number of queries for three rows and for thirty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.actions.contributions import credit
from community.actions.conversations import advance
from community.actions.members import consent
from community.actions.notices import notify
from community.models import Contribution, Stage
from community.models.notice import NoticeKind
from community.quiet import quiet
from feedback.actions.insights import write_insight
from ideas.actions.words import refresh_words
from tests.makers import make_comment, make_idea, make_member
from tests.pages.town import Town

Add = Callable[[Town, int], None]


def add_ideas(town: Town, n: int) -> None:
    for _ in range(n):
        make_idea(author=town.alice, board=town.board, body="Some *words*.")


def add_comments(town: Town, n: int) -> None:
    for _ in range(n):
        comment = make_comment(town.idea)
        make_comment(town.idea, reply_to=comment)


def add_people(town: Town, n: int) -> None:
    for i in range(n):
        member = make_member()
        consent(member, to_ranking=True)
        source = f"test:{town.idea.pk}:{member.pk}:{i}"
        credit(member.pk, Contribution.Kind.TAUGHT, source=source, title="A lid")


def add_notices(town: Town, n: int) -> None:
    for i in range(n):
        effect = f"test:{timezone.now().timestamp()}:{i}"
        notify(town.alice, NoticeKind.COMMENT, title="N", url="/", effect=effect)


def add_insights(town: Town, n: int) -> None:
    with quiet():
        for _ in range(n):
            said = make_idea(body="It is too loud.").conversation
            advance(said, Stage.Name.READ, by=town.jonas)
            write_insight(
                sentence="The lid is too loud.",
                by=town.jonas,
                team=town.team,
                evidence=[(said, "too loud")],
            )


LISTS: list[tuple[str, Add]] = [
    ("/", add_ideas),
    ("/ideas/", add_ideas),
    ("/ideas/?q=lid", add_ideas),
    ("idea", add_comments),
    ("/ideas/said/?q=same", add_comments),
    ("/people/", add_people),
    ("member", add_ideas),
    ("/account/notices/", add_notices),
    ("/account/contributions/", add_ideas),
    ("/learned/", add_insights),
]


@pytest.mark.parametrize(("place", "add"), LISTS, ids=[place for place, _ in LISTS])
def test_a_list_costs_the_same_for_any_number_of_rows(
    place: str, add: Add, town: Town, alice: Client
) -> None:
    own = {
        "idea": town.idea.get_absolute_url(),
        "member": town.alice.get_absolute_url(),
    }
    address = own.get(place, place)
    add(town, 3)
    alice.get(address)
    few = _queries(alice, address)

    add(town, 27)

    assert _queries(alice, address) == few


def test_the_list_of_ideas_costs_a_fixed_number_of_queries(
    town: Town, visitor: Client
) -> None:
    """The edition and the list itself 4, what stands beside it 4 (how far posts came, and
    what was learned lately), the filters and the frame 2."""
    add_ideas(town, 33)
    add_insights(town, 2)
    visitor.get("/ideas/")

    assert _queries(visitor, "/ideas/") <= 10


def test_a_visitors_list_of_thirty_is_small(town: Town, visitor: Client) -> None:
    add_ideas(town, 33)
    page = visitor.get("/ideas/").content.decode()
    cards = page[page.index('<ol class="cards"') : page.index('<li class="more"')]

    assert cards.count('<li class="card">') == 30
    assert "\n" not in cards.partition(">")[2].strip()
    assert "<svg" not in cards
    assert "csrfmiddlewaretoken" not in page
    assert len(page.encode()) < 34_000


def test_a_members_list_has_one_token_for_all_votes(
    town: Town, stranger: Client
) -> None:
    add_ideas(town, 5)
    page = stranger.get("/ideas/?order=new").content.decode()

    assert page.count("csrfmiddlewaretoken") == 1
    assert page.count('form="votes"') >= 5


def test_pages_of_ideas_follow_each_other_without_gap_or_repeat(
    town: Town, visitor: Client
) -> None:
    add_ideas(town, 44)
    seen: list[int] = []
    cursor = ""
    for _ in range(5):
        page = visitor.get(
            reverse("ideas:idea-list"), {"order": "new", "cursor": cursor}
        ).context["page"]
        seen += [idea.pk for idea in page.rows]
        cursor = page.cursor
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == 45
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WyJ4Iiwx", "é"])
def test_a_cursor_that_makes_no_sense_shows_the_beginning(
    cursor: str, town: Town, visitor: Client
) -> None:
    page = visitor.get(reverse("ideas:idea-list"), {"cursor": cursor})

    assert page.status_code == 200
    assert _found(page) == {town.idea.pk}


@pytest.mark.parametrize("words", ["battery", "batery", "pave", "traffic evening", "'"])
def test_search_forgives_typos_and_any_sign(
    words: str, town: Town, visitor: Client
) -> None:
    refresh_words()
    page = visitor.get(reverse("ideas:idea-list"), {"q": words})

    assert page.status_code == 200
    if words in {"battery", "batery", "pave"}:
        assert _found(page) == {town.idea.pk}


def test_filters_narrow_and_nonsense_narrows_nothing(
    town: Town, visitor: Client
) -> None:
    other = make_idea()
    listed = reverse("ideas:idea-list")

    one = visitor.get(listed, {"board": town.board.slug})
    declined = visitor.get(listed, {"status": "declined"})
    strange = visitor.get(listed, {"status": "x", "kind": "y", "order": "z"})

    assert _found(one) == _found(declined) == {town.idea.pk}
    assert _found(strange) == {town.idea.pk, other.pk}


def _found(page: Any) -> set[int]:
    return {row.pk for row in page.context["page"].rows}


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
