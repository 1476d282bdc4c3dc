"""What changed between two texts is shown by words, and never takes long."""

import random
import time

import pytest

from community.differences import changes


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(
        marks[each.kind].format(each.text) for each in changes(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("The lid is loud", "The lid was loud", "The lid [-is][+was] loud"),
        ("The lid", "The lid, always", "The lid[+, always]"),
        ("The loud lid", "The lid", "The [-loud ]lid"),
        ("same", "same", "same"),
        ("", "new", "[+new]"),
        ("gone", "", "[-gone]"),
        ("", "", ""),
        ("one\ntwo", "one\nthree\ntwo", "one\n[+three\n]two"),
    ],
)
def test_changes_are_told_word_by_word(before: str, after: str, found: str) -> None:
    assert shown(before, after) == found


@pytest.mark.parametrize("seed", range(20))
def test_both_texts_are_in_it_whole(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.choice([5, 50, 2000])

    def text() -> str:
        return "".join(
            chance.choice(["a ", "b ", "c\n", "lid", ", "]) for _ in range(size)
        )

    before, after = text(), text()
    found = changes(before, after)
    assert "".join(each.text for each in found if each.kind != "new") == before
    assert "".join(each.text for each in found if each.kind != "gone") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 10_000, "b a" * 6_600),
        ("a " * 199 + "x", "b" + " a" * 199),
        ("\n" * 20_000, "a\n" * 10_000),
        ("ab\n" * 390 + "c", "d" + "\nab" * 390),
        ("".join(f"{n}\n" for n in range(390)), "".join(f"{-n}\n" for n in range(390))),
    ],
)
def test_no_text_takes_long(before: str, after: str) -> None:
    began = time.process_time()
    changes(before, after)
    assert time.process_time() - began < 1
