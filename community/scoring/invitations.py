import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Bools


def is_in_tree_of(
    member: NDArray[np.int32], root: NDArray[np.int32], inviter: NDArray[np.int32]
) -> Bools:
    """Whether each member is their root, or came by an invitation that goes back to it."""
    inside = member == root
    climbing = np.flatnonzero(~inside)
    at = member[climbing]
    for _ in range(inviter.size):
        at = inviter[at]
        inside[climbing] |= at == root[climbing]
        going = (at >= 0) & ~inside[climbing]
        climbing, at = climbing[going], at[going]
        if not climbing.size:
            break
    return inside
