"""Real questions that people asked twice (Quora question pairs), as posts on a board."""

import gzip
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from community.actions.firm import open_board
from community.likeness import directions_of
from community.models import Member, Source
from config.house.words import Trouble
from ideas.actions.words import refresh_words
from ideas.models import Idea

PAIRS = (
    Path(__file__).resolve().parent.parent.parent
    / "shared/data/question-pairs/pairs.tsv.gz"
)
LONGEST = 160  # letters of a title that are looked for
SAID = """
INSERT INTO community_conversation (id, kind, external_id, link, outside_author,
    outside_email, headline, text, phase, is_hidden, waits_for, occurred_at, received_at,
    updated_at, board_id, member_id, source_id)
SELECT %(first)s + place, 'idea', NULL, '', '', '', title, '', 'use', FALSE, '', now(), now(),
    now(), %(board)s, %(member)s, %(source)s
FROM unnest(%(titles)s::text[]) WITH ORDINALITY AS given (title, place)
"""
IDEAS = """
INSERT INTO ideas_idea (id, kind, status, status_note, vote_count, comment_count,
    follower_count, best, trending, created_at, updated_at, author_id, board_id,
    conversation_id)
SELECT id, 'idea', 'open', '', 0, 0, 0, 0, 0, received_at, updated_at, member_id,
    board_id, id
FROM community_conversation WHERE id > %(first)s
"""
INDEX = "ideas_by_likeness"


@dataclass(frozen=True)
class Questions:
    """Distinct texts, and pairs of their places that people judged: the same or not."""

    texts: list[str]
    judged: list[tuple[int, int, bool]]

    @cached_property
    def again(self) -> dict[int, set[int]]:
        """Of each text that others wrote too, where those stand."""
        found = defaultdict[int, set[int]](set)
        for one, other, is_same in self.judged:
            if is_same:
                found[one].add(other)
                found[other].add(one)
        return found


def read() -> Questions:
    if not PAIRS.exists():
        raise Trouble(f"The real data is absent: {PAIRS}")
    places: dict[str, int] = {}
    judged = []
    with gzip.open(PAIRS, "rt", encoding="latin-1", newline="\n") as file:
        for line in file:
            label, *pair = line.rstrip("\n").split("\t")[:3]
            one, other = (places.setdefault(_tidy(text), len(places)) for text in pair)
            if one != other:
                judged.append((one, other, label == "1"))
    return Questions(list(places), judged)


def invented(texts: Sequence[str], count: int) -> list[str]:
    """Of the words that people use, as often as they do: the beginning of one question
    and the end of another."""
    chance = random.Random(1)
    found = []
    for _ in range(count):
        one, other = (chance.choice(texts).split() for _ in range(2))
        found.append(" ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 :]))
    return [text[:LONGEST] for text in found]


def write_posts(titles: Sequence[str], *, author: Member) -> list[int]:
    """Post them all at once: no journey, no ledger. Returns their keys, in order."""
    first = Idea.objects.order_by("-pk").values_list("pk", flat=True).first() or 10_000
    given: dict[str, Any] = {
        "first": first,
        "titles": list(titles),
        "board": open_board(f"Board {first}").pk,
        "member": author.pk,
        "source": Source.objects.get_or_create(slug="site")[0].pk,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(SAID, given)
        cursor.execute(IDEAS, given)
    refresh_words()
    tidy_up()
    return [first + place for place in range(1, len(titles) + 1)]


def write_likenesses(titles: Sequence[str], keys: Sequence[int]) -> None:
    """Their vectors, by COPY, and the index anew: many times as fast as one by one."""
    vectors = directions_of(titles)
    if vectors is None:
        raise Trouble("There is no model: the log says why.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [INDEX])
        again = cursor.fetchone()[0]
        cursor.execute(f"DROP INDEX {INDEX}")
        rows = "COPY ideas_likeness (idea_id, vector, digest, made_at) FROM STDIN"
        with cursor.copy(rows) as copy:
            for key, vector in zip(keys, vectors, strict=True):
                copy.write_row((key, str(vector), "of the bench", "now"))
        cursor.execute(again)
    tidy_up()


def tidy_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]
