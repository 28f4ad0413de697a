"""Which articles of the open window share rare words with a new one.

A table of fixed rows: every term owns a row by its number, and a row holds the newest
articles that were filed under it, the oldest giving way.  So a look-up costs the same
whatever the window holds, and a common term, which tells little, is read no further
than a rare one.  Rows are shared by terms whose numbers agree in their lower bits; that
only brings up articles which the exact similarity then rejects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["NEWEST", "Index"]

FILED = 16
"""Terms of an article under which it is filed: its weightiest."""

LOOKED_UP = 10
"""Terms by which others are looked up, the weightiest of those."""

NEWEST = 8
"""Articles that a row holds."""

_ROWS = 1 << 12
"""Rows at first; they double as the window fills."""


class Index:
    """Article numbers, counted upwards, by term number."""

    def __init__(self) -> None:
        self._rows = np.full((_ROWS, NEWEST), -1, np.int32)
        self._next = np.zeros(_ROWS, np.uint8)

    def add(
        self,
        article: int,
        terms: npt.NDArray[np.int32],
        weights: npt.NDArray[np.float32],
        held: int,
    ) -> None:
        """File an article; `held` is how many the window holds."""
        if held * FILED * 2 > self._rows.size:
            # A term's new row is its old one or that one's double: fill both alike.
            self._rows = np.concatenate([self._rows, self._rows])
            self._next = np.concatenate([self._next, self._next])
        rows = terms[weights.argsort(kind="stable")[-FILED:]] & (len(self._rows) - 1)
        places = self._next[rows]
        self._rows[rows, places] = article
        self._next[rows] = (places + 1) % NEWEST

    def nearest(
        self,
        terms: npt.NDArray[np.int32],
        weights: npt.NDArray[np.float32],
        most: int,
    ) -> list[int]:
        """Numbers of the `most` articles that share most weight, best first."""
        order = weights.argsort(kind="stable")[-LOOKED_UP:]
        if not len(order):
            return []
        found = self._rows[terms[order] & (len(self._rows) - 1)].ravel()
        worth = weights[order].astype(np.float64)
        worth *= worth
        at = found.argsort(kind="stable")
        found = found[at]
        begins = np.empty(len(found), np.bool_)
        begins[0] = found[0] >= 0  # -1 is what an empty place says
        np.not_equal(found[1:], found[:-1], out=begins[1:])
        starts = begins.nonzero()[0]
        if not len(starts):
            return []
        shared = np.add.reduceat(worth.repeat(NEWEST)[at], starts)
        best = (-shared).argsort(kind="stable")[:most]
        numbers: list[int] = found[starts[best]].tolist()
        return numbers
