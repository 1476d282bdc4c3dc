"""Group what people said by likeness: words by their beginnings, the rarer the weightier."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5
ALIKE = 0.2
Array = NDArray[np.float64]


def groups(texts: Sequence[str], *, alike: float = ALIKE) -> list[list[int]]:
    """Positions of `texts`, grouped; each joins the group that it resembles most.

    The first of a group is the first of its texts. Compares a text with every text
    of a group and takes the mean, so that one loose likeness chains nothing.
    """
    weights = _weigh([_stems(text) for text in texts])
    sums, sizes = np.zeros_like(weights), np.ones(len(texts))
    found: list[list[int]] = []
    for place, mine in enumerate(weights):
        many = len(found)
        means = sums[:many] @ mine / sizes[:many]
        best = int(means.argmax()) if many else 0
        if best == many or means[best] < alike:
            best = many
            found.append([])
        found[best].append(place)
        sums[best] += mine
        sizes[best] = len(found[best])
    return found


def _stems(text: str) -> Counter[str]:
    return Counter(word[:STEM] for word in WORD.findall(text.casefold()))


def _weigh(counts: Sequence[Counter[str]]) -> Array:
    """A row of length 1 for each text; what everybody says weighs nothing."""
    columns = {stem: place for place, stem in enumerate(sorted(set().union(*counts)))}
    times = np.zeros((len(counts), len(columns)))
    for row, count in enumerate(counts):
        times[row, [columns[stem] for stem in count]] = list(count.values())
    spread = (times > 0).sum(axis=0)
    said = np.log(times, out=np.full_like(times, -1.0), where=times > 0) + 1
    weights = said * np.log((len(counts) + 1) / np.maximum(spread, 1))
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return weights / np.where(lengths > 0, lengths, 1.0)
