"""The firm's own lines at the foot of every page: `words`, or `words | address`."""

import re
from dataclasses import dataclass

LEADS_SOMEWHERE = re.compile(r"(https?://|mailto:)[^\s\"'<>\\]+|/(?!/)[^\s\"'<>\\]*")
MOST_LINES, LONGEST_LINE = 12, 300


@dataclass(frozen=True)
class Line:
    words: str
    url: str = ""

    @property
    def is_sound(self) -> bool:
        """Something to read, and where it leads is a page of the web, of ours, or mail."""
        return bool(self.words) and (
            not self.url or LEADS_SOMEWHERE.fullmatch(self.url) is not None
        )


def read_lines(text: str) -> list[Line]:
    """Each line that says something, in order."""
    lines = [line.strip() for line in text.splitlines()]
    return [_line(line) for line in lines if line]


def _line(text: str) -> Line:
    words, _, url = text.partition("|")
    return Line(words.strip(), url.strip())
