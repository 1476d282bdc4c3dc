"""Answers to a board's questions, as paragraphs of what is posted: plain Markdown."""

import re
from collections.abc import Iterable

MARKS = re.compile(r"([\\`*_\[\]<>])")


def with_answers(body: str, answers: Iterable[tuple[str, str]]) -> str:
    """The story, and under each question that was answered, in bold, its answer."""
    parts = [body.strip()]
    for question, answer in answers:
        if answer.strip():
            parts += [f"**{_plain(question)}**", answer.strip()]
    return "\n\n".join(part for part in parts if part)


def _plain(question: str) -> str:
    """What Markdown would take for a mark is a letter."""
    return MARKS.sub(r"\\\1", question)
