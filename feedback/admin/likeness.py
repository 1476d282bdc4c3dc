"""Group what people said by likeness: words by their beginnings, the rarer the weightier."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5
ALIKE = 0.2
Array = NDArray[np.float64]


def groups(texts: Sequence[str], *, alike: float = ALIKE) -> list[list[int]]:
    """Positions of `texts`, grouped; each joins the group that it resembles most.

    The first of a group is the first of its texts. Compares a text with every text
    of a group and takes the mean, so that one loose likeness chains nothing.
    """
    likeness = _likeness([_stems(text) for text in texts])
    sums, sizes = np.zeros_like(likeness), np.ones(len(texts))
    found: list[list[int]] = []
    for place, mine in enumerate(likeness):
        many = len(found)
        means = sums[:many, place] / sizes[:many]
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


def _likeness(counts: Sequence[Counter[str]]) -> Array:
    """How alike each two are, from 0 to 1; what everybody says weighs nothing."""
    columns = {stem: place for place, stem in enumerate(sorted(set().union(*counts)))}
    texts = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
    stems = np.array([columns[s] for count in counts for s in count], np.int64)
    times = np.array([n for count in counts for n in count.values()], np.float64)
    spread = np.bincount(stems, minlength=len(columns))
    weights = (1 + np.log(times)) * np.log((len(counts) + 1) / spread)[stems]
    lengths = np.sqrt(np.bincount(texts, weights**2, minlength=len(counts)))
    said = csr_array(
        (weights / lengths[texts], (texts, stems)), shape=(len(counts), len(columns))
    )
    alike: Array = (said @ said.T).toarray()
    return alike
