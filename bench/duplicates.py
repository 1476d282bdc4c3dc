"""Whether a post that says the same is among the five that are shown, and how soon."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import psutil
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection

from bench._questions import (
    Questions,
    invented,
    read,
    write_likenesses,
    write_posts,
)
from bench._town import found
from bench.report import Report
from community.models import Member
from ideas.actions.likenesses import make_likenesses
from ideas.likeness import ALIKE, MEANING, SAME, SPELLING
from ideas.models import Idea, Twin
from ideas.models.idea import IdeaQuerySet

MANY = 100_000
TIMED = 400
SHOWN = 5
LEVELS = sorted({0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, ALIKE, SAME})
JUDGED = """
SELECT %(meaning)s * (1 - (mine.vector <=> yours.vector))
        + %(spelling)s * similarity(my_words.headline, your_words.headline),
    similarity(my_words.headline, your_words.headline)
FROM unnest(%(one)s::bigint[], %(other)s::bigint[]) WITH ORDINALITY AS pair (one, other, n)
JOIN ideas_likeness mine ON mine.idea_id = one
JOIN ideas_likeness yours ON yours.idea_id = other
JOIN community_conversation my_words ON my_words.id = one
JOIN community_conversation your_words ON your_words.id = other
ORDER BY n
"""
Search = Callable[[IdeaQuerySet, str], IdeaQuerySet]


def main(argv: Sequence[str] = ()) -> int:
    report, questions = Report("duplicates", argv), read()
    customer = found().customer
    keys = write_posts(questions.texts, author=customer)
    report.note(
        f"question-pairs: {len(questions.texts):,} texts as posts, "
        f"{len(questions.again):,} of which others wrote too"
    )
    make_all(report)
    hits(report, questions, keys)
    levels(report, questions, keys)
    more = invented(questions.texts, MANY - len(keys))
    write_likenesses(more, write_posts(more, author=customer))
    times(report, questions, customer)
    return report.finish()


def make_all(report: Report) -> None:
    began = time.perf_counter()
    made = make_likenesses(seconds=3600)
    took = time.perf_counter() - began
    report.figure("likenesses made, with their twins", made / took, "a second")
    report.figure("pairs suggested as the same", Twin.objects.suggested().count())


def hits(report: Report, questions: Questions, keys: list[int]) -> None:
    report.note("looking for what says the same")
    ours, found = hit_rate(
        questions, keys, lambda ideas, text: ideas.like(text), every=3
    )
    alone, found_alone = hit_rate(questions, keys, spelled_alike, every=30)
    report.figure("hit@5 (floor: trigrams alone)", ours, floor=alone, bar=0.86)
    report.figure("all that say the same, in five", found, floor=found_alone)


def hit_rate(
    questions: Questions, keys: list[int], search: Search, *, every: int
) -> tuple[float, float]:
    """Of texts that others wrote too, each held against all the rest: how many meet one
    of those among the first five, and what share of all of those is there."""
    asked = sorted(questions.again)[::every]
    met = there = wanted = 0
    for place in asked:
        same = {keys[other] for other in questions.again[place]}
        others = Idea.objects.listed().exclude(pk=keys[place])
        first = search(others, questions.texts[place]).values_list("pk", flat=True)
        hit = len(same & set(first[:SHOWN]))
        met, there, wanted = met + bool(hit), there + hit, wanted + len(same)
    return met / len(asked), there / wanted


def spelled_alike(ideas: IdeaQuerySet, text: str) -> IdeaQuerySet:
    """Every text held against every other: what no index does."""
    spelling = TrigramSimilarity("conversation__headline", text)
    return ideas.order_by(spelling.desc(), "-pk")


def levels(report: Report, questions: Questions, keys: list[int]) -> None:
    """Of pairs that people judged: what is the same among those from a score on, and how
    much of what is the same."""
    given: dict[str, Any] = {
        "one": [keys[one] for one, _other, _same in questions.judged],
        "other": [keys[other] for _one, other, _same in questions.judged],
        "meaning": MEANING,
        "spelling": SPELLING,
    }
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, given)
        blended, spelled = np.array(cursor.fetchall(), dtype=float).T
    same = np.array([is_same for *_pair, is_same in questions.judged])
    for name, scores in (("score", blended), ("trigrams", spelled)):
        for level in LEVELS:
            above = scores >= level
            report.note(
                f"{name} ≥ {level:.2f}: precision {same[above].mean():.2f}, "
                f"recall {above[same].mean():.2f}"
            )


def times(report: Report, questions: Questions, viewer: Member) -> None:
    """Whole titles and half of them, as the page of who is typing asks."""
    step = max(1, len(questions.texts) // TIMED)
    texts = questions.texts[::step]
    asked = [*texts, *(text[: max(12, len(text) // 2)] for text in texts)]
    searches: dict[str, Search] = {
        "like": lambda ideas, text: ideas.like(text),
        "without a model": lambda ideas, text: ideas.spelled_like(text),
    }
    for name, search in searches.items():
        before = busy()
        took = np.array([timed(search, text, viewer) for text in asked]) * 1000
        spent = (busy() - before) / len(asked) * 1000
        middle, late = np.percentile(took, [50, 95])
        is_ours = name == "like"
        report.figure(f"{name}, {MANY:,} posts, processor", spent, "ms")
        report.figure(f"{name}, {MANY:,} posts, p50", middle, "ms")
        report.figure(
            f"{name}, {MANY:,} posts, p95",
            late,
            "ms",
            bar=50 if is_ours else None,
            at_least=False,
        )


def busy() -> float:
    """Seconds of processor so far, here and in the database."""
    backend = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.process_time() + backend.user + backend.system


def timed(search: Search, text: str, viewer: Member) -> float:
    began = time.perf_counter()
    shown = Idea.objects.visible_to(viewer).listed().for_list(viewer)
    list(search(shown, text)[:3])
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
