"""Group what people said by likeness: words by their beginnings, the rarer the weightier."""

import math
import re
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5
ALIKE = 0.2
Weights = dict[str, float]


def groups(texts: Sequence[str], *, alike: float = ALIKE) -> list[list[int]]:
    """Positions of `texts`, grouped; each joins the group that it resembles most.

    The first of a group is the first of its texts. Compares a text with every text
    of a group and takes the mean, so that one loose likeness chains nothing.
    """
    weights = _weigh([_stems(text) for text in texts])
    found: list[list[int]] = []
    for place, mine in enumerate(weights):
        likeness = [_mean(mine, [weights[each] for each in group]) for group in found]
        best = max(range(len(found)), key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= alike:
            found[best].append(place)
        else:
            found.append([place])
    return found


def _stems(text: str) -> Counter[str]:
    return Counter(word[:STEM] for word in WORD.findall(text.casefold()))


def _weigh(counts: Sequence[Counter[str]]) -> list[Weights]:
    """One vector of length 1 for each text; what everybody says weighs nothing."""
    spread = Counter(stem for count in counts for stem in count)
    many = len(counts)
    return [
        _to_length_one(
            {
                stem: (1 + math.log(times)) * math.log((many + 1) / spread[stem])
                for stem, times in count.items()
            }
        )
        for count in counts
    ]


def _to_length_one(weights: Weights) -> Weights:
    length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
    return {stem: value / length for stem, value in weights.items()}


def _mean(mine: Weights, others: Sequence[Weights]) -> float:
    return sum(_cosine(mine, other) for other in others) / len(others)


def _cosine(one: Weights, other: Weights) -> float:
    small, large = sorted((one, other), key=len)
    return sum(value * large.get(stem, 0.0) for stem, value in small.items())
