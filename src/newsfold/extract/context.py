"""What the blocks around a block were taken for, in numbers.

The first network looks at each block alone.  A list within the article, a teaser after
it or a heading above it are told by their company: so a second network looks again, and
sees what the first made of the neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsfold.extract.blocks import Block

__all__ = ["CONTEXT", "rows"]

_STEPS = (-3, -2, -1, 0, 1, 2, 3)
CONTEXT: tuple[str, ...] = (
    *(f"likely{step:+d}" for step in _STEPS),
    *("parent", "of-parent", "grandparent", "of-grandparent", "same-markup"),
    *("done", "around", "since", "until", "found", "between"),
)
"""The columns."""
_MOST_OF_TEXT = 600
"""Characters of a block that count: one long text must not outweigh the page."""
_REACH = 9
"""Blocks, with itself, that make a block's surroundings."""
_FAR = 12
_MUCH = 5000
"""Characters of article from which a page is a whole one."""


def rows(
    blocks: Sequence[Block], numbers: Sequence[int], likely: NDArray[np.float32]
) -> NDArray[np.float32]:
    """A row of `CONTEXT` for each block of `numbers`.

    `likely` says of all blocks, from 0 to 1, how likely each is the article's.
    """
    at = np.array(numbers)
    count = len(blocks)
    sizes = np.array(
        [min(len(block.text), _MOST_OF_TEXT) for block in blocks], dtype=np.float32
    )
    mass = likely * sizes
    total = max(float(mass.sum()), 1.0)
    beyond = np.zeros(_STEPS[-1])
    padded = np.concatenate((beyond, likely, beyond))
    parents = [block.scope.parent or block.scope for block in blocks]
    parent, of_parent = _shares([id(scope) for scope in parents], mass, sizes)
    grand, of_grand = _shares(
        [id(scope.parent or scope) for scope in parents], mass, sizes
    )
    alike, _ = _shares([(block.tag, block.scope.near) for block in blocks], mass, sizes)
    window = np.ones(_REACH)
    around = np.convolve(mass, window, "same") / np.convolve(sizes, window, "same")
    sure = likely > 0.5  # noqa: PLR2004 - more likely than not
    places = np.arange(count)
    last = np.maximum.accumulate(np.where(sure, places, -_FAR))
    after = np.minimum.accumulate(np.where(sure, places, count + _FAR)[::-1])[::-1]
    columns = (
        *(padded[at + _STEPS[-1] + step] for step in _STEPS),
        parent[at],
        of_parent[at] / total,
        grand[at],
        of_grand[at] / total,
        alike[at],
        (np.cumsum(mass) / total)[at],
        around[at],
        (np.minimum(places - last, _FAR) / _FAR)[at],
        (np.minimum(after - places, _FAR) / _FAR)[at],
        np.full(len(at), min(1.0, total / _MUCH)),
        ((last >= 0) & (after < count))[at],
    )
    return np.column_stack(columns).astype(np.float32)


def _shares(
    keys: Sequence[object], mass: NDArray[np.float32], sizes: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each block: what share of its group is the article's, and how much."""
    groups: dict[object, int] = {}
    group = np.array([groups.setdefault(key, len(groups)) for key in keys])
    mine = np.bincount(group, mass)
    return (mine / np.bincount(group, sizes))[group], mine[group]
