"""What seems to be said twice is found by itself, and folded or told apart by a person."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from community.models import Board, Member
from feedback.models import Handoff
from ideas.actions.ideas import edit_idea
from ideas.actions.likenesses import make_likenesses
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.twins import tell_apart
from ideas.models import Idea, Merge, Twin
from tests.desk.test_queue import desk_of, page
from tests.makers import (
    make_board,
    make_colleague,
    make_handoff,
    make_idea,
    make_team,
    make_twins,
)

SAID = "The bobbin runs out without a warning"
AGAIN = "The bobbin runs out without any warning"


def suggested() -> list[tuple[int, int]]:
    return list(Twin.objects.suggested().values_list("one", "other"))


def twins_of(client: Client) -> tuple[Member, Twin]:
    """A pair of which the first has come to the colleague's team."""
    colleague, team = desk_of(client)
    twin = make_twins()
    make_handoff(twin.one.conversation, team=team)
    Handoff.objects.filter(conversation=twin.one.conversation).update(team=team)
    return colleague, twin


def act(client: Client, name: str, twin: Twin, **said: object) -> str:
    address = reverse(f"admin:{name}", args=[twin.pk])
    return client.post(address, said, follow=True).content.decode()


def test_the_same_in_other_words_is_suggested_once() -> None:
    one, other = make_idea(SAID), make_idea(AGAIN)
    make_idea("Ship to Norway")

    make_likenesses()
    make_likenesses()

    assert suggested() == [(one.pk, other.pk)]


def test_other_words_are_another_pair_or_none() -> None:
    one, other = make_idea(SAID), make_idea(AGAIN)
    make_likenesses()

    edit_idea(other, by=other.author, title="Ship to Norway", body="")
    make_likenesses()
    assert suggested() == []

    third = make_idea(AGAIN)
    make_likenesses()
    assert suggested() == [(one.pk, third.pk)]


def test_what_was_told_apart_is_never_suggested_again() -> None:
    make_idea(SAID)
    other, colleague, late = make_idea(AGAIN), make_colleague(), make_colleague()
    make_likenesses()
    tell_apart(Twin.objects.get(), by=colleague)
    tell_apart(Twin.objects.get(), by=late)

    edit_idea(other, by=other.author, title=f"{AGAIN}!", body="")
    make_likenesses()

    assert suggested() == []
    assert Twin.objects.get().told_apart_by == colleague


def test_what_was_taken_apart_is_not_suggested_again() -> None:
    twin = make_twins()
    undo_merge(merge_idea(twin.other, into=twin.one, by=make_colleague()))

    assert suggested() == []


def test_what_was_folded_in_crowds_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ideas.actions.twins.NEAREST", 2)
    standing, colleague = make_idea(SAID), make_colleague()
    for n in range(6):
        merge_idea(make_idea(f"{AGAIN} {n}"), into=standing, by=colleague)
    make_likenesses()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # by the index
        cursor.execute("SET LOCAL hnsw.ef_search = 2")

    new = make_idea(AGAIN)
    make_likenesses()

    assert suggested() == [(standing.pk, new.pk)]


@pytest.mark.parametrize(("visibility", "pairs"), [("members", 1), ("circle", 0)])
def test_no_title_leaves_a_board_that_few_may_see(visibility: str, pairs: int) -> None:
    """A merge tells the author of one the title of the other."""
    inside = make_board()
    Board.objects.filter(pk=inside.pk).update(visibility=visibility)
    make_idea(SAID)
    make_idea(AGAIN, board=inside)
    make_likenesses()
    assert len(suggested()) == pairs

    make_idea(f"{AGAIN}.", board=inside)
    make_likenesses()
    assert len(suggested()) == (3 if pairs else 1)


def test_one_press_folds_a_pair(client: Client) -> None:
    colleague, twin = twins_of(client)
    assert twin.one.title in client.get(reverse("admin:twins")).content.decode()

    shown = act(client, "fold-twin", twin, keep=twin.other_id)

    merge = Merge.objects.get()
    assert (merge.idea, merge.into, merge.by) == (twin.one, twin.other, colleague)
    assert "Folded into" in shown
    assert "Nothing seems to be said twice" in shown


def test_one_press_tells_a_pair_apart(client: Client) -> None:
    colleague, twin = twins_of(client)

    shown = act(client, "tell-twins-apart", twin)

    assert Twin.objects.get().told_apart_by == colleague
    assert "not suggested again" in shown
    assert not Merge.objects.exists()


def test_only_one_of_the_two_can_be_kept(client: Client) -> None:
    _colleague, twin = twins_of(client)
    address = reverse("admin:fold-twin", args=[twin.pk])

    for keep in ["", "none", str(make_idea().pk)]:
        assert client.post(address, {"keep": keep}).status_code == 404
    assert not Merge.objects.exists()


def test_a_merge_that_is_refused_says_why(client: Client) -> None:
    colleague, twin = twins_of(client)
    merge_idea(make_idea(), into=twin.one, by=colleague)

    shown = act(client, "fold-twin", twin, keep=twin.other_id)

    assert "carries others" in shown
    assert Merge.objects.count() == 1


def test_another_team_sees_no_pair_of_ours(client: Client) -> None:
    _colleague, twin = twins_of(client)
    other = make_colleague()
    make_team("Wheel", other)
    client.force_login(other)

    assert twin.one.title not in client.get(reverse("admin:twins")).content.decode()
    for name in ["fold-twin", "tell-twins-apart"]:
        address = reverse(f"admin:{name}", args=[twin.pk])
        assert client.post(address, {"keep": twin.one_id}).status_code == 404


def test_the_pair_stands_beside_each_of_its_posts(client: Client) -> None:
    _colleague, twin = twins_of(client)
    handoff = Handoff.objects.get(conversation=twin.one.conversation)
    here = page("conversation", handoff)
    assert "Said twice?" in client.get(reverse("admin:index")).content.decode()
    assert "Fold it into this" in client.get(here).content.decode()

    address = reverse("admin:fold-twin", args=[twin.pk])
    answer = client.post(address, {"keep": twin.one_id, "next": here})

    assert answer.headers["Location"] == here
    assert Idea.objects.get(pk=twin.other_id).merged_into == twin.one
    shown = client.get(here).content.decode()
    assert "Folded together" in shown
    assert "Fold it into this" not in shown
