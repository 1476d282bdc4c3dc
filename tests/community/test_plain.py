"""What shows nothing is nothing, and no name turns round what stands behind it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from community.actions.members import change_profile
from community.errors import NothingSaid
from community.models import Conversation, Member
from community.plain import plain_line, shows
from ideas.models import Comment, Idea
from tests.importing.folders import IDEAS, make_folder
from tests.makers import make_board, make_idea, make_member, make_ticket

NOTHING = ["\u200b" * 5, "\u2060\ufeff" * 5, "\u3164" * 5, "\u2800" * 5, "\u0301" * 5]
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ann\u202eedO", "AnnedO"),
        ("Ann\nOde", "Ann Ode"),
        ("\u2066Ann\u2069 \u0007Ode\u200b", "Ann Ode"),
        (f"Us {FAMILY}", f"Us {FAMILY}"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        *((each, "") for each in NOTHING),
    ],
)
def test_a_line_is_what_shows_of_it(text: str, line: str) -> None:
    assert plain_line(text) == line
    assert plain_line(line) == line
    assert shows(text) == bool(line)


@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_can_be_said_in_a_form(client: Client, nothing: str) -> None:
    client.force_login(make_member())
    idea = make_idea()
    said = {"title": nothing * 4, "kind": "idea", "board": idea.board.pk, "met": "on"}
    assert client.post("/ideas/new/", said).status_code == 200
    client.post(f"/ideas/comment/{idea.pk}/", {"text": nothing})
    assert (Idea.objects.count(), Comment.objects.count()) == (1, 0)


@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_can_be_said_through_the_api(api, nothing: str) -> None:
    client, board = api(member=make_member()), make_board()
    said = {"title": nothing * 4, "board": board.slug}
    assert client.post("/api/v1/ideas/", said, format="json").status_code == 400
    said = {"idea": make_idea().pk, "text": nothing}
    assert client.post("/api/v1/comments/", said, format="json").status_code == 400
    assert not Comment.objects.exists()


def test_nothing_can_be_imported(tmp_path: Path) -> None:
    empty = IDEAS + f"9,1,Looms,{NOTHING[0]},,2024-03-01T00:00:00Z,open\n"
    with pytest.raises(CommandError, match="1 problem"):
        call_command("import_community", make_folder(tmp_path, ideas=empty))
    assert not Idea.objects.exists()


def test_a_title_stands_on_one_line_however_it_comes(client: Client, api) -> None:
    board = make_board()
    client.force_login(make_member())
    said = {"title": "A lid\u202e that\nshuts quietly", "kind": "idea", "met": "on"}
    client.post("/ideas/new/", said | {"board": board.pk})
    said = {"title": said["title"], "board": board.slug}
    api(member=make_member()).post("/api/v1/ideas/", said, format="json")
    make_ticket(said["title"])
    titles = Conversation.objects.values_list("headline", flat=True)
    assert list(titles) == ["A lid that shuts quietly"] * 3


def test_a_name_shows_and_turns_nothing_round(client: Client) -> None:
    said = {"email": "ann@firm.example", "password1": "a-long-quiet-phrase"}
    client.post("/accounts/signup/", said | {"name": NOTHING[0]})
    assert not Member.objects.exists()
    client.post("/accounts/signup/", said | {"name": "Ann\u202e\nOde"})
    assert Member.objects.get().name == "Ann Ode"
    member = make_member(name="Bo\u202e")
    assert member.name == "Bo"
    with pytest.raises(NothingSaid):
        change_profile(member, changes={"name": NOTHING[0]})
    change_profile(member, changes={"name": "Bo\nB"})
    assert Member.objects.get(pk=member.pk).name == "Bo B"
