"""Agglomeration by average link: the two most alike groups first, until none are alike.

Average link (Sokal & Michener, 1958) asks what all members of two groups say of each
other, so that one chance resemblance merges nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["agglomerate"]


def agglomerate(
    alike: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64], threshold: float
) -> list[list[int]]:
    """Groups of the rows of `alike`, each group ascending, in order of their first.

    `alike[a, b]` is the sum over all pairs between the units a and b, `sizes` the
    number of articles in each; minus infinity keeps two apart for good.  Groups merge
    while the mean over their pairs is at least `threshold`; of equals, the first rows.
    """
    count = len(sizes)
    sums = alike.astype(np.float64, copy=True)
    np.fill_diagonal(sums, -np.inf)
    sizes = sizes.astype(np.float64, copy=True)
    groups: list[list[int]] = [[row] for row in range(count)]
    if count < 2:  # noqa: PLR2004  nothing to merge
        return groups
    means = sums / np.outer(sizes, sizes)
    partner = means.argmax(axis=1)
    best = means[np.arange(count), partner]
    while True:
        one = int(best.argmax())
        if best[one] < threshold:
            break
        two = int(partner[one])
        one, two = min(one, two), max(one, two)
        groups[one] += groups[two]
        groups[two] = []
        sums[one] += sums[two]
        sums[:, one] = sums[one]
        sums[one, one] = sums[two] = sums[:, two] = -np.inf
        sizes[one] += sizes[two]
        means[one] = sums[one] / (sizes[one] * sizes)
        means[:, one] = means[one]
        means[two] = means[:, two] = best[two] = -np.inf
        stale = (partner == one) | (partner == two)
        stale[one] = True
        stale[two] = False
        for row in np.flatnonzero(stale).tolist():
            if (sizes[row] and best[row] > -np.inf) or row == one:
                partner[row] = means[row].argmax()
                best[row] = means[row, partner[row]]
        better = means[one] > best
        partner[better] = one
        best[better] = means[one][better]
    return sorted((sorted(group) for group in groups if group), key=lambda g: g[0])
