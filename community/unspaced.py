"""Scripts that do not part words: what is said in them is found by pairs of letters.

PostgreSQL's parser makes one word of a whole clause there, so that only its beginning
would be found.
"""

import re

# Thai, Lao, Burmese, Khmer; kana; Han with its extensions; half-width kana. As both
# Python and PostgreSQL write them.
LETTERS = (
    r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF"
    r"\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003FFFF"
)
RUN = re.compile(f"[{LETTERS}]+")


def grams(text: str) -> list[str]:
    """What a text must hold to say each run of such letters: its pairs, or its one letter."""
    found: dict[str, None] = {}
    for run in RUN.findall(text):
        pairs = [run[place : place + 2] for place in range(len(run) - 1)]
        found |= dict.fromkeys(pairs or [run])
    return list(found)


def without_unspaced(text: str) -> str:
    """The rest of it: what other scripts say."""
    return RUN.sub(" ", text)
