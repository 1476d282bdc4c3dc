"""Which members judge alike, and what is wanted in each such group: pure, no database.

After Polis: two principal components of who judged what, k-means among them, and as
many groups as the silhouette favours. See docs/scoring.md.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from scipy.spatial.distance import cdist

from ideas.ranking import FEWEST_VOTES_EACH, SEEN_WEIGHT

FEWEST_MEMBERS, FEWEST_EACH = 100, 7
SMALLEST_SHARE = 0.6
MOST_GROUPS, TRIES, SAMPLE = 5, 4, 1_000
Said = NDArray[np.int8]  # members by ideas: 1 a vote, -1 a look without one, 0 neither
Numbers = NDArray[np.float64]
Groups = NDArray[np.int64]


def spans_groups(said: Said) -> NDArray[np.bool_]:
    """Per idea whether it is wanted in every group of members who judge alike.

    That is: at least four votes in each, and (votes + 1) / (judgements + 2) of at least
    0.6, a look being half a judgement. Among fewer than a hundred members of seven
    judgements each, or where all judge alike, nothing is said.
    """
    enough = said[np.abs(said).sum(axis=1) >= FEWEST_EACH]
    if len(enough) < FEWEST_MEMBERS:
        return np.zeros(said.shape[1], np.bool_)
    group = groups_of(enough)
    if len(np.unique(group)) < 2:
        return np.zeros(said.shape[1], np.bool_)
    votes = np.stack([(enough[group == each] > 0).sum(0) for each in np.unique(group)])
    looks = np.stack([(enough[group == each] < 0).sum(0) for each in np.unique(group)])
    share = (votes + 1) / (votes + SEEN_WEIGHT * looks + 2)
    is_wanted: NDArray[np.bool_] = (votes >= FEWEST_VOTES_EACH) & (
        share >= SMALLEST_SHARE
    )
    return np.logical_and.reduce(is_wanted, axis=0)


def groups_of(said: Said) -> Groups:
    """The group of each member: two to five, or one where none stands apart; the same
    for the same judgements."""
    points = _components(said)
    if not np.ptp(points, axis=0).any():
        return np.zeros(len(said), np.int64)
    found = [_clusters(points, count) for count in range(2, MOST_GROUPS + 1)]
    return max(found, key=lambda group: _silhouette(points, group))


def _components(said: Said) -> Numbers:
    """Two numbers for each member; what one did not judge is as people judge it."""
    judged = said != 0
    mean = said.sum(axis=0) / np.maximum(judged.sum(axis=0), 1)
    centred = np.where(judged, said - mean, 0.0)
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    # Who judged little stands near the middle by that alone: Polis stretches it.
    stretch = np.sqrt(said.shape[1] / judged.sum(axis=1))
    points: Numbers = centred @ vectors[:, -2:] * stretch[:, None]
    return points


def _clusters(points: Numbers, count: int) -> Groups:
    chance = np.random.default_rng(count)
    tries = [kmeans2(points, count, minit="++", seed=chance) for _ in range(TRIES)]
    return min(tries, key=lambda found: _inertia(points, *found))[1].astype(np.int64)


def _inertia(points: Numbers, centres: Numbers, group: NDArray[np.int32]) -> float:
    return float(((points - centres[group]) ** 2).sum())


def _silhouette(points: Numbers, group: Groups) -> float:
    """How much nearer members stand to their own than to the next group, from -1 to 1."""
    few = np.random.default_rng(0).permutation(len(points))[:SAMPLE]
    points, group = points[few], group[few]
    names, size = np.unique(group, return_counts=True)
    if len(names) < 2 or size.min() < 2:
        return -1.0
    apart = cdist(points, points)
    means = np.stack([apart[:, group == each].sum(1) for each in names], 1) / size
    own = np.searchsorted(names, group)
    rows = np.arange(len(group))
    within = means[rows, own] * size[own] / (size[own] - 1)
    means[rows, own] = np.inf
    between = means.min(axis=1)
    return float(((between - within) / np.maximum(between, within)).mean())
