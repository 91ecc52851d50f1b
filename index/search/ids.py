"""Ids of passages as arrays, ascending and each once: what is in one and in another.

NumPy's ``setdiff1d`` and ``union1d`` hash or sort what they are given: 1.8 s at a million ids. Here the order
is made use of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

NONE: Final[Ids] = np.empty(0, dtype=np.int64)
FEW: Final = 5  # times as many make it worth while to look each one up


def held(ids: Ids, others: Ids) -> NDArray[np.bool_]:
    """Return for each of some ids, in any order, whether it is among others, ascending."""
    if not len(others):
        return np.zeros(len(ids), dtype=bool)
    if len(ids) * FEW > len(others):
        return np.isin(ids, others)  # by a table over their range
    places = np.searchsorted(others, ids)
    places[places == len(others)] = 0
    found: NDArray[np.bool_] = others[places] == ids
    return found


def marked(ids: Ids, others: Ids) -> NDArray[np.bool_]:
    """Return for each of many ids, ascending, whether it is among others, ascending."""
    if len(others) * FEW > len(ids):
        return held(ids, others)
    found = np.zeros(len(ids), dtype=bool)
    places = np.searchsorted(ids, others)
    places = places[places < len(ids)]
    found[places] = held(ids[places], others)
    return found


def without(ids: Ids, others: Ids) -> Ids:
    """Return the ids that are not among others; both ascending."""
    return ids if not len(others) or not len(ids) else ids[~marked(ids, others)]


def joined(ids: Ids, others: Ids) -> Ids:
    """Return both, ascending; none is in both."""
    if not len(ids) or not len(others) or ids[-1] < others[0]:
        return np.concatenate((ids, others))
    return np.sort(np.concatenate((ids, others)), kind="stable")
