"""The demo's texts refer to each other correctly and could have happened in this order."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "feedback" / "demo"
Row = dict[str, Any]


def rows(file: str, table: str) -> list[Row]:
    found: list[Row] = []
    for path in sorted(DEMO.glob(file)):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    return found


FIRM = tomllib.loads((DEMO / "firm.toml").read_text(encoding="utf-8"))
STAFF = {s["slug"]: s for s in FIRM["staff"]}
TEAMS = {t["slug"] for t in FIRM["team"]}
BOARDS = {b["slug"] for b in FIRM["board"]}
MEMBERS = {m["slug"]: m for m in rows("members.toml", "members")}
POSTS = {p["slug"]: p for p in rows("posts/*.toml", "post")}
COMMENTS = {c["id"]: c for c in rows("posts/*.toml", "comment")}
OUTSIDE = {o["external_id"]: o for o in rows("outside.toml", "outside")}
READS = {r["conversation"]: r for r in rows("reads.toml", "reads")}
INSIGHTS = rows("loop.toml", "insight")
QUESTIONS = rows("loop.toml", "question")
FLAGS = rows("loop.toml", "flag")
DECISIONS = rows("decisions.toml", "decision")
SAID = {**POSTS, **COMMENTS, **OUTSIDE}


def words_of(conversation: str) -> str:
    said = SAID[conversation]
    return str(said["body"] if conversation in POSTS else said["text"])


def author_of(conversation: str) -> str | None:
    return SAID[conversation].get("author")


def evidence() -> Iterator[tuple[Row, Row]]:
    for insight in INSIGHTS:
        for item in insight["evidence"]:
            yield insight, item


def test_the_community_has_about_the_size_it_should_have() -> None:
    assert 190 <= len(MEMBERS) <= 210
    assert 80 <= len(POSTS) <= 100
    assert 380 <= len(COMMENTS) <= 460
    assert 40 <= len(OUTSIDE) <= 50
    assert 1_900 <= sum(p["backers"] for p in POSTS.values()) <= 2_200
    assert 12 <= len(INSIGHTS) <= 20


def test_no_name_is_given_twice() -> None:
    slugs = [*MEMBERS, *STAFF]
    assert len(slugs) == len(set(slugs))
    assert len(MEMBERS) == len(rows("members.toml", "members"))
    assert len(POSTS) == len(rows("posts/*.toml", "post"))
    assert len(COMMENTS) == len(rows("posts/*.toml", "comment"))
    assert len(SAID) == len(POSTS) + len(COMMENTS) + len(OUTSIDE)
    assert len(READS) == len(rows("reads.toml", "reads"))
    addresses = [p["email"] for p in (*MEMBERS.values(), *STAFF.values())]
    assert len(addresses) == len(set(addresses))


def test_nothing_is_said_twice() -> None:
    texts = Counter(words_of(key) for key in SAID)
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_address_is_at_a_domain_for_examples() -> None:
    for person in (*MEMBERS.values(), *STAFF.values()):
        assert re.search(
            r"@([a-z-]+\.example|example\.(com|org|net))$", person["email"]
        )


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.toml")), ids=lambda p: p.name)
def test_a_file_stays_editable_and_its_quotes_are_typographic(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 600
    assert "'" not in text


def test_members_refer_to_people_who_were_there() -> None:
    domains = {c["name"]: c["domain"] for c in FIRM["company"]}
    for slug, member in MEMBERS.items():
        if inviter := member.get("invited_by"):
            assert MEMBERS[inviter]["joined"] > member["joined"], slug
        if owner := member.get("account_owner"):
            assert owner in STAFF, slug
        if member["verified"] == "domain":
            assert member["email"].endswith("@" + domains[member["company"]]), slug
        assert (member["verified"] == "colleague") == ("vouched_by" in member), slug
        assert member.get("votes_only_for", "the-hump") in POSTS, slug


def test_rules_and_staff_name_teams_and_boards_that_exist() -> None:
    sources = {s["slug"] for s in FIRM["source"]}
    assert sum(t.get("last_resort", False) for t in FIRM["team"]) == 1
    assert {s["team"] for s in STAFF.values()} == TEAMS
    for rule in FIRM["rule"]:
        assert rule["team"] in TEAMS
        assert rule.get("board", "hedda") in BOARDS
        assert rule.get("source", "support") in sources


def test_everything_said_has_an_author_who_had_joined() -> None:
    for key, said in SAID.items():
        author = said.get("author")
        if author in MEMBERS and key not in OUTSIDE:
            assert MEMBERS[author]["joined"] > said["days_ago"], key
            silent = MEMBERS[author].get("silent_since", 0)
            assert said["days_ago"] >= silent, key
        else:
            assert author in STAFF or key in OUTSIDE, key
            assert author is None or author in STAFF or author in MEMBERS, key


def test_posts_stand_on_boards_and_have_as_many_backers_as_fans() -> None:
    for slug, post in POSTS.items():
        assert post["board"] in BOARDS
        assert len(post["title"]) <= 160
        fans = post.get("fans", [])
        assert len(fans) == len(set(fans)) <= post["backers"], slug
        assert post["author"] not in fans
        assert set(fans) <= set(MEMBERS), slug


def test_merged_posts_lead_to_an_older_or_larger_one() -> None:
    merged = [p for p in POSTS.values() if "merged_into" in p]
    assert len(merged) == 2
    for post in merged:
        assert "merged_into" not in POSTS[post["merged_into"]]
        assert post["merged_days_ago"] < post["days_ago"]


def test_comments_follow_their_post_and_what_they_reply_to() -> None:
    for key, comment in COMMENTS.items():
        assert comment["days_ago"] < POSTS[comment["post"]]["days_ago"], key
        if parent := COMMENTS.get(comment.get("reply_to", "")):
            assert parent["post"] == comment["post"], key
            assert "reply_to" not in parent, key
            assert comment["days_ago"] < parent["days_ago"], key


def test_outside_authors_are_members_or_named() -> None:
    for key, said in OUTSIDE.items():
        assert ("author" in said) != ("outside_author" in said), key
        assert ("rating" in said) == (said["kind"] == "review"), key
        assert said.get("board", "hedda") in BOARDS, key


def test_what_was_read_had_been_said() -> None:
    for key, read in READS.items():
        assert read["by"] in STAFF
        assert 0 < read["days_ago"] < SAID[key]["days_ago"], key


def test_excerpts_are_the_very_words_of_somebody_and_were_read_first() -> None:
    for insight, item in evidence():
        key = item["conversation"]
        assert item["excerpt"] in words_of(key), (insight["slug"], key)
        assert READS[key]["days_ago"] > insight["days_ago"], (insight["slug"], key)


def test_an_insight_rests_on_different_customers() -> None:
    for insight in INSIGHTS:
        assert insight["by"] in STAFF
        assert insight["team"] in TEAMS
        authors = [author_of(i["conversation"]) for i in insight["evidence"]]
        reachable = [a for a in authors if a]
        assert len(reachable) == len(set(reachable)) >= 2, insight["slug"]
        assert not set(reachable) & set(STAFF)


def test_only_those_who_were_told_reply() -> None:
    for insight, item in evidence():
        assert item["reply"] in {"confirmed", "not_quite", ""}
        assert bool(item["reply"]) == ("replied_days_ago" in item)
        if item["reply"]:
            assert author_of(item["conversation"]) in MEMBERS
            assert 0 < item["replied_days_ago"] < insight["days_ago"]


def test_decisions_follow_reading_and_give_reasons() -> None:
    for decision in DECISIONS:
        assert decision["by"] in STAFF
        assert decision["status"] in {"planned", "progress", "shipped", "declined"}
        assert decision["days_ago"] < READS[decision["post"]]["days_ago"]
        assert len(decision["text"]) > 100
        if "contested" in decision:
            assert decision["status"] == "declined"
            assert decision["contested_days_ago"] < decision["days_ago"]
    assert sum("contested" in d for d in DECISIONS) == 2


def test_questions_are_asked_after_reading_and_answered_after_asking() -> None:
    for question in QUESTIONS:
        assert question["by"] in STAFF
        assert question["days_ago"] < READS[question["post"]]["days_ago"]
        if "answer" in question:
            assert 0 < question["answered_days_ago"] < question["days_ago"]


def test_flags_point_at_something_said_by_somebody_else() -> None:
    assert len(FLAGS) == 2
    for flag in FLAGS:
        assert flag["days_ago"] < SAID[flag["conversation"]]["days_ago"]
        assert flag["by"] != author_of(flag["conversation"])
        if flag["outcome"] != "open":
            assert 0 < flag["ruled_days_ago"] < flag["days_ago"]
            assert 0 < len(flag["because"]) <= 300


def test_one_customer_fell_silent_and_one_good_idea_waits() -> None:
    silent = [m for m in MEMBERS.values() if "silent_since" in m]
    assert [m["slug"] for m in silent] == ["margit-halasz"]
    said = [c for c in SAID.values() if c.get("author") == "margit-halasz"]
    assert len(said) >= 20
    waiting = POSTS["first-hour-left"]
    assert waiting["backers"] >= 30
    assert waiting["slug"] in READS
    assert waiting["slug"] not in {d["post"] for d in DECISIONS}
