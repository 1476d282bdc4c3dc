"""A folder goes in by the rules of the site: all of it or nothing, and once."""

import csv
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.actions.members import leave, suspend
from community.models import Board, Contribution, Conversation, Delivery, Member, Stage
from ideas.actions.merges import merge_idea
from ideas.actions.votes import withdraw_vote
from ideas.models import Comment, Idea, Seen, Vote
from tests.data import real_data
from tests.importing.folders import COMMENTS, IDEAS, MEMBERS, VOTES, make_folder
from tests.makers import make_administrator

TABLES = [Member, Board, Conversation, Stage, Contribution, Idea, Vote, Seen, Comment]


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in TABLES}


def refused(capsys: pytest.CaptureFixture[str], folder: Path) -> list[str]:
    """The problems printed for a folder that must leave nothing behind."""
    before = counts()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_community", folder)
    assert counts() == before
    return capsys.readouterr().err.splitlines()


def test_a_folder_goes_in_as_if_everybody_had_done_it_here(tmp_path: Path) -> None:
    call_command("import_community", make_folder(tmp_path))

    ada = Member.objects.get(external_id="loomers:1")
    assert (ada.verified_by, ada.company) == ("customer_list", "Loom")
    assert ada.consents_to_ranking
    assert not ada.consents_to_contact
    idea = Idea.objects.get(conversation__external_id="loomers:1")
    assert idea.vote_count == idea.votes.count() == 2
    assert idea.comment_count == 1
    assert idea.body == "It wakes the house.\nEvery night."
    assert [stage.stage for stage in idea.conversation.stages.all()] == ["received"]
    assert idea.seen.get().member == ada  # her vote for her own idea
    kinds = sorted(Contribution.objects.values_list("kind", flat=True))
    assert kinds == ["endorsed", "endorsed", "posted", "posted", "spoke"]
    assert not Delivery.objects.exists()


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    call_command("import_community", folder)
    before = counts(), list(Idea.objects.order_by("pk").values())

    call_command("import_community", folder)

    assert (counts(), list(Idea.objects.order_by("pk").values())) == before


def test_who_left_stays_nobody_when_the_folder_comes_again(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    call_command("import_community", folder)
    ada = Member.objects.get(external_id="loomers:1")
    address = ada.email
    leave(ada)
    before = counts()

    call_command("import_community", folder)

    assert counts() == before
    assert not Member.objects.filter(email=address).exists()
    assert "loomers" not in (Member.objects.get(pk=ada.pk).external_id or "")


def test_a_grown_folder_names_who_and_what_takes_nothing_new(
    tmp_path: Path, capsys: Any
) -> None:
    call_command("import_community", make_folder(tmp_path))
    ada, ben, cleo = (Member.objects.get(external_id=f"loomers:{n}") for n in "123")
    ada_was = ada.email
    leave(ada)
    suspend(ben, by=make_administrator(), reason="Advertising.")
    first, second = Idea.objects.order_by("pk")
    merge_idea(second, into=first, by=make_administrator())
    grown = {
        "ideas": IDEAS
        + "3,1,Looms,A lamp,,2024-03-01T00:00:00Z,open\n"
        + "4,3,Looms,A hook,,2024-03-01T00:00:00Z,open\n",
        "comments": COMMENTS
        + "2,1,2,And mine.,2024-03-05T00:00:00Z\n"
        + "3,2,3,And here.,2024-03-05T00:00:00Z\n",
    }
    before = counts()

    with pytest.raises(CommandError, match="3 problems"):
        call_command("import_community", make_folder(tmp_path, **grown))

    assert counts() == before
    said = capsys.readouterr().err
    assert "ideas.csv:5: author: “1” has left or is suspended here" in said
    assert "comments.csv:3: author: “2” has left or is suspended here" in said
    assert "comments.csv:4: idea: the post takes no more comments here" in said
    assert ada_was not in said
    call_command("import_community", make_folder(tmp_path, **grown), "--keep-going")
    assert Idea.objects.get(conversation__external_id="loomers:4").author == cleo
    assert Idea.objects.count() == 3


def test_a_vote_taken_back_on_the_site_stays_taken_back(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    call_command("import_community", folder)
    idea = Idea.objects.get(conversation__external_id="loomers:1")
    withdraw_vote(idea, voter=Member.objects.get(external_id="loomers:2"))

    call_command("import_community", folder)

    idea.refresh_from_db()
    assert idea.vote_count == idea.votes.count() == 1


def test_folders_never_collide(tmp_path: Path) -> None:
    call_command("import_community", make_folder(tmp_path, "one"))
    other = MEMBERS.replace("@example.com", "@example.org")
    call_command("import_community", make_folder(tmp_path, "two", members=other))

    assert Idea.objects.count() == 4
    assert Board.objects.count() == 1


def test_an_address_that_is_known_is_that_member(tmp_path: Path) -> None:
    from tests.makers import make_member

    ada = make_member(email="Ada@example.com", name="Ada L.")

    call_command("import_community", make_folder(tmp_path))

    assert Member.objects.count() == 3
    assert ada.ideas.count() == 1


def test_a_dry_run_says_what_would_go_in_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts()
    call_command("import_community", make_folder(tmp_path), "--dry-run")

    said = "1 boards, 3 members, 2 posts, 2 votes, 2 seen, 1 comments would go in."
    assert said in capsys.readouterr().out
    assert counts() == before


DAMAGE = [
    ("members", MEMBERS + "1,Eve,eve@example.com,2024-01-01T00:00:00Z,1,1,\n", "members.csv:5: id: “1” stands here twice"),
    ("members", MEMBERS + "4,Eve,ADA@example.com,2024-01-01T00:00:00Z,1,1,\n", "members.csv:5: email: “ada@example.com” stands here twice"),
    ("members", MEMBERS + "4,Eve,eve,2024-01-01T00:00:00Z,1,1,\n", "members.csv:5: email: “eve” is no e-mail address"),
    ("members", MEMBERS + "4,Eve,eve@example.com,2024-01-01T00:00:00,1,1,\n", "members.csv:5: joined_at: “2024-01-01T00:00:00” has no offset"),
    ("members", MEMBERS + "4,Eve,eve@example.com,soon,1,1,\n", "members.csv:5: joined_at: “soon” is no ISO 8601 time"),
    ("members", MEMBERS + "4,Eve,eve@example.com,9024-01-01T00:00:00Z,1,1,\n", "members.csv:5: joined_at: “9024-01-01T00:00:00Z” is before 1970 or to come"),
    ("members", MEMBERS + "4,Eve\n", "members.csv:5: has 2 columns, the header has 7"),
    ("members", MEMBERS.replace("Ada", "Ada\0"), "members.csv:2: the line holds a NUL character"),
    ("ideas", IDEAS + "3,9,Looms,Hello,,2024-02-02T00:00:00Z,open\n", "ideas.csv:5: author: unknown: members.csv has no good row “9”"),
    ("ideas", IDEAS + "3,1,Looms, ,,2024-02-02T00:00:00Z,open\n", "ideas.csv:5: title: is empty"),
    ("ideas", IDEAS + f"3,1,Looms,{'x' * 161},,2024-02-02T00:00:00Z,open\n", "ideas.csv:5: title: has 161 letters, at most 160 fit"),
    ("ideas", IDEAS + "3,1,Looms,Hello,,2024-02-02T00:00:00Z,merged\n", "ideas.csv:5: status: “merged” is none of open, planned, progress, shipped, declined"),
    ("votes", VOTES + "7,1,1,2024-02-02T00:00:00Z\n", "votes.csv:6: idea: unknown: ideas.csv has no good row “7”"),
    ("votes", VOTES + "2,1,yes,2024-02-02T00:00:00Z\n", "votes.csv:6: value: “yes” is neither 0 nor 1"),
    ("votes", VOTES + "1,2,0,2024-02-02T00:00:00Z\n", "votes.csv:6: member: this member's vote on this idea stands here twice"),
    ("votes", "idea,member\n1,1\n", "votes.csv:1: the header lacks value, cast_at"),
    ("votes", "idea;member;value;cast_at\n", "votes.csv:1: the header lacks idea, member, value, cast_at; the columns must be separated by commas"),
    ("votes", "", "votes.csv:1: the file is empty"),
    ("votes", VOTES + '1,2,"0', "votes.csv:6: unexpected end of data"),
    ("comments", COMMENTS + "2,1,1,,2024-02-02T00:00:00Z\n", "comments.csv:3: body: is empty"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "problem"), DAMAGE, ids=lambda v: str(v)[-40:]
)
def test_each_bad_row_is_named_and_nothing_goes_in(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    text: str,
    problem: str,
) -> None:
    assert problem in refused(capsys, make_folder(tmp_path, **{file: text}))


def test_another_encoding_is_refused(tmp_path: Path, capsys: Any) -> None:
    latin = MEMBERS.replace("Ada", "Åda")
    lines = refused(capsys, make_folder(tmp_path, members=latin, encoding="latin-1"))
    assert "members.csv:2: byte 3 is not UTF-8; save the file as UTF-8" in lines
    lines = refused(capsys, make_folder(tmp_path, encoding="utf-16"))
    assert lines[0] == "members.csv:1: the file is UTF-16; save it as UTF-8"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    call_command("import_community", make_folder(tmp_path, encoding="utf-8-sig"))
    assert Member.objects.count() == 3


def test_a_missing_file_and_a_missing_folder_are_named(
    tmp_path: Path, capsys: Any
) -> None:
    folder = make_folder(tmp_path, votes=None)
    assert refused(capsys, folder)[0] == "votes.csv:0: the file is missing"
    assert "there is no such folder" in refused(capsys, tmp_path / "nowhere")[0]


def test_a_line_of_100_mb_is_refused_without_being_held(
    tmp_path: Path, capsys: Any
) -> None:
    import tracemalloc

    folder = make_folder(tmp_path)
    with (folder / "ideas.csv").open("ab") as stream:
        stream.write(b"3,1,Looms,")
        stream.writelines(b"x" * 1_000_000 for _ in range(100))
        stream.write(
            b",,2024-02-02T00:00:00Z,open\n4,1,Looms,After,,2024-02-02T00:00:00Z,odd\n"
        )
    tracemalloc.start()
    lines = refused(capsys, folder)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert lines[0] == "ideas.csv:5: the line is longer than 200000 bytes"
    assert lines[1].startswith("ideas.csv:6: status: ")
    assert peak < 20_000_000


def test_only_the_first_fifty_problems_are_printed(tmp_path: Path, capsys: Any) -> None:
    votes = VOTES + "9,9,9,9\n" * 30
    with pytest.raises(CommandError, match=r"120 problems \(70 more not shown\)"):
        call_command("import_community", make_folder(tmp_path, votes=votes))
    assert len(capsys.readouterr().err.splitlines()) == 50


def test_keep_going_takes_the_good_rows_and_keeps_the_bad(
    tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path / "var"
    members = MEMBERS + "4,=HYPERLINK(1),nobody,2024-01-01T00:00:00Z,1,1,\n"
    folder = make_folder(
        tmp_path, members=members, votes=VOTES + "1,4,1,2024-02-02T00:00:00Z\n"
    )

    call_command("import_community", folder, "--keep-going")

    assert Member.objects.count() == 3
    assert Vote.objects.count() == 2
    with (tmp_path / "var" / "loomers-refused.csv").open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    assert [row[:3] for row in rows[1:]] == [
        ["members.csv", "5", "email"],
        ["votes.csv", "6", "member"],
    ]
    assert "'=HYPERLINK(1)" in rows[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "members", "posts", "votes"),
    [("seattle-wage", 339, 31, 1_317), ("nz-biodiversity", 536, 154, 18_811)],
)
def test_a_real_conversation_goes_in_whole(
    name: str, members: int, posts: int, votes: int
) -> None:
    from tests.makers import make_team

    make_team()
    folder, start = real_data(name), monotonic()
    call_command("import_community", folder)

    print(f"{name}: {monotonic() - start:.1f} s")  # noqa: T201
    found = Member.objects.count(), Idea.objects.count(), Vote.objects.count()
    assert found == (members, posts, votes)
    assert sum(Idea.objects.values_list("vote_count", flat=True)) == votes
    assert Contribution.objects.filter(kind="endorsed").count() == votes
    assert Conversation.objects.filter(handoffs=None).count() == 0
    assert not Delivery.objects.exists()
