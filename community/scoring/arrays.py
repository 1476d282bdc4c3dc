"""Grouping by sorted keys: the only tool that the scoring needs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def join(high: Ints, low: Ints) -> Longs:
    """One 64-bit key from two codes of up to 31 bits; -1 is allowed below."""
    return (high.astype(np.int64) << 32) | (low.astype(np.int64) + 1)


def split(key: Longs) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The two codes that `join` put together."""
    low = (key & 0xFFFFFFFF) - 1
    return (key >> 32).astype(np.int32), low.astype(np.int32)


def starts_of(*keys: Ints) -> NDArray[np.intp]:
    """Where each run of equal keys begins, in arrays sorted by those keys."""
    if not keys[0].size:
        return np.empty(0, np.intp)
    new = np.zeros(keys[0].size, np.bool_)
    new[0] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)


def sums(values: NDArray[Any], starts: NDArray[np.intp]) -> Floats:
    if not starts.size:
        return np.empty(0, np.float64)
    return np.add.reduceat(values, starts, dtype=np.float64)


def totals(index: Ints, values: NDArray[Any] | None, size: int) -> Floats:
    """Per index, the sum of its values, or how many there are."""
    return np.bincount(index, weights=values, minlength=size).astype(np.float64)


def find(needles: Longs, haystack: Longs) -> tuple[Bools, NDArray[np.intp]]:
    """Which needles are in the sorted haystack, and where."""
    if not haystack.size:
        return np.zeros(needles.size, np.bool_), np.zeros(needles.size, np.intp)
    place = np.searchsorted(haystack, needles)
    np.minimum(place, haystack.size - 1, out=place)
    return haystack[place] == needles, place
