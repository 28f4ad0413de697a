"""Agglomeration by average link, measured against what holds the groups together.

Average link (Sokal & Michener, 1958) asks what all members of two groups say of each
other, so that one chance resemblance merges nothing.  The mean is divided by the
cohesion of the two groups (`newsfold.cluster.story.cohesion`): a threshold then means
the same for headlines and for long texts, for broad stories and for narrow ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsfold.cluster.story import cohesion

if TYPE_CHECKING:
    import numpy.typing as npt

    _Row = npt.NDArray[np.float64]

__all__ = ["Groups", "agglomerate"]


class Groups(NamedTuple):
    """What is to be merged; rows are groups of one or more articles."""

    between: npt.NDArray[np.float64]
    """Sums of similarity over the pairs of two groups; -inf keeps two apart."""
    inner: npt.NDArray[np.float64]
    """The same within a group, over ordered pairs."""
    sizes: npt.NDArray[np.float64]
    expected: npt.NDArray[np.float64]


def agglomerate(groups: Groups, threshold: float) -> list[list[int]]:
    """Rows that belong together, each list ascending, in order of their first.

    Merges the two most alike groups while they are at least `threshold` alike; of
    equals, the first rows.
    """
    count = len(groups.sizes)
    merged: list[list[int]] = [[row] for row in range(count)]
    if count < 2:  # noqa: PLR2004  nothing to merge
        return merged
    between = groups.between.astype(np.float64, copy=True)
    np.fill_diagonal(between, -np.inf)
    inner, sizes, expected = (
        part.astype(np.float64, copy=True)
        for part in (groups.inner, groups.sizes, groups.expected)
    )

    scale = sizes * np.sqrt(cohesion(inner, sizes, expected))
    alike = between / np.outer(scale, scale)
    partner = alike.argmax(axis=1)
    best = alike[np.arange(count), partner]
    while True:
        one = int(best.argmax())
        if best[one] < threshold:
            break
        two = int(partner[one])
        one, two = min(one, two), max(one, two)
        merged[one] += merged[two]
        merged[two] = []
        inner[one] += inner[two] + 2.0 * between[one, two]
        expected[one] += expected[two]
        sizes[one] += sizes[two]
        row = between[one] + between[two]
        row[one] = row[two] = -np.inf
        between[one] = between[:, one] = row
        between[two] = between[:, two] = -np.inf
        whole = cohesion(inner[one], sizes[one], expected[one])
        scale[one] = sizes[one] * whole**0.5
        row = row / (scale[one] * scale)
        alike[one] = alike[:, one] = row
        alike[two] = alike[:, two] = best[two] = -np.inf
        stale = (partner == one) | (partner == two)
        stale[one], stale[two] = True, False
        rows = stale.nonzero()[0]
        partner[rows] = alike[rows].argmax(axis=1)
        best[rows] = alike[rows, partner[rows]]
        better = row > best
        if better.any():
            partner[better] = one
            best[better] = row[better]
    return sorted((sorted(group) for group in merged if group), key=lambda g: g[0])
