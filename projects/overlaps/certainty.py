"""How sure it is that two places lie within a distance, from how well each is known."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

LIMIT_M: Final = 500.0
"""A place less accurate than this is counted, and never measured against another."""

FloatArray = NDArray[np.float64]


def rank_certainty(
    distance_m: FloatArray, *, accuracy_a_m: FloatArray, accuracy_b_m: FloatArray, within_m: float
) -> NDArray[np.int64]:
    """Rank how sure it is that pairs lie within a distance.

    Parameters
    ----------
    distance_m
        Distances as drawn, d.
    accuracy_a_m, accuracy_b_m
        How far off each place may be, aA and aB.
    within_m
        The distance asked for, D.

    Returns
    -------
    array of int
        0 certain where d + aA + aB ≤ D, 1 likely where d ≤ D, 2 possible where
        d − aA − aB ≤ D, and 3 where it is excluded.

    Examples
    --------
    >>> rank_certainty(
    ...     np.array([0.0, 150.0, 250.0, 400.0]),
    ...     accuracy_a_m=np.array([50.0]),
    ...     accuracy_b_m=np.array([50.0]),
    ...     within_m=200,
    ... ).tolist()
    [0, 1, 2, 3]
    """
    doubt = accuracy_a_m + accuracy_b_m
    ranks = np.full(np.broadcast(distance_m, doubt).shape, 3, dtype=np.int64)
    ranks[distance_m - doubt <= within_m] = 2
    ranks[np.broadcast_to(distance_m <= within_m, ranks.shape)] = 1
    ranks[distance_m + doubt <= within_m] = 0
    return ranks
