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
    while True:
        one, two = divmod(int(alike.argmax()), count)
        if alike[one, two] < threshold:
            break
        merged[one] += merged[two]
        merged[two] = []
        row = between[one]
        inner[one] += inner[two] + 2.0 * row[two]
        expected[one] += expected[two]
        sizes[one] += sizes[two]
        row += between[two]
        row[one] = row[two] = -np.inf
        between[:, one] = row
        between[:, two] = -np.inf
        whole = cohesion(inner[one], sizes[one], expected[one])
        scale[one] = sizes[one] * whole**0.5
        alike[one] = alike[:, one] = row / (scale[one] * scale)
        alike[two] = alike[:, two] = -np.inf
    return sorted((sorted(group) for group in merged if group), key=lambda g: g[0])
