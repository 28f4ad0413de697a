"""A neighbourhood of stories folded anew, all its articles at once.

What comes out depends on the articles and not on their order, and similarities are
taken with today's rarity of the terms.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsfold.cluster.merge import Groups, agglomerate
from newsfold.cluster.story import DAYS, STRANGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from newsfold.cluster.vectors import Vector, Vocabulary
    from newsfold.model import Instant

__all__ = ["Unit", "heirs", "regroup"]


class Unit(NamedTuple):
    """Articles that are moved together, most often one."""

    members: tuple[int, ...]
    """Article numbers."""
    vectors: tuple[Vector, ...]
    time: Instant
    """Mean time of the members."""


def regroup(
    units: Sequence[Unit],
    apart: Iterable[tuple[int, int]],
    vocabulary: Vocabulary,
    threshold: float,
) -> list[list[int]]:
    """Article numbers that belong together; `apart`: pairs of units that must not."""
    if len(units) < 2:  # noqa: PLR2004  nothing to group
        return [list(unit.members) for unit in units]
    sums, norms, terms = _sums(units, vocabulary)
    times = np.array([unit.time for unit in units], np.float64)
    sizes = np.array([len(unit.members) for unit in units], np.float64)
    between = (sums @ sums.T).astype(np.float64)
    inner = np.maximum(0.0, norms - sizes)
    between *= np.maximum(0.0, 1.0 - np.abs(times[:, None] - times[None, :]) / DAYS)
    between *= 1.0 - STRANGE * _strangeness(units, terms, sums, vocabulary)
    for one, two in apart:
        between[one, two] = between[two, one] = -np.inf
    expected = np.array([sum(v.expected for v in unit.vectors) for unit in units])
    groups = Groups(between, inner, sizes, np.maximum(expected, 0.01))
    return [
        sorted(m for row in rows for m in units[row].members)
        for rows in agglomerate(groups, threshold)
    ]


def _sums(
    units: Sequence[Unit], vocabulary: Vocabulary
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64], npt.NDArray[np.int32]]:
    """The unit vectors of each unit's articles summed up, a row each, over the terms
    that two units share; the squared length of each sum over all terms; those terms.
    """
    vectors = [vector for unit in units for vector in unit.vectors]
    terms, columns = np.unique(
        np.concatenate([vector.terms for vector in vectors]), return_inverse=True
    )
    weights = np.concatenate([vocabulary.unit(vector) for vector in vectors])
    rows = np.repeat(
        np.arange(len(units)),
        [sum(len(vector.terms) for vector in unit.vectors) for unit in units],
    )
    width = max(1, len(terms))
    cells, places = np.unique(rows * width + columns, return_inverse=True)
    summed = np.bincount(places, weights, len(cells))
    rows, columns = np.divmod(cells, width)
    norms = np.bincount(rows, summed * summed, len(units)).astype(np.float64)
    shared = np.bincount(columns, minlength=width) > 1
    places = np.cumsum(shared) - 1
    kept = shared[columns]
    sums = np.zeros((len(units), max(1, int(shared.sum()))), np.float32)
    sums[rows[kept], places[columns[kept]]] = summed[kept]
    return sums, norms, terms[shared]


def _strangeness(
    units: Sequence[Unit],
    terms: npt.NDArray[np.int32],
    sums: npt.NDArray[np.float32],
    vocabulary: Vocabulary,
) -> npt.NDArray[np.float64]:
    """For each pair of units what `OpenStory.score` takes for strange."""
    column = {term: at for at, term in enumerate(terms.tolist())}
    named = np.zeros(sums.shape, np.float32)
    speak = np.zeros(len(units), np.bool_)
    for row, unit in enumerate(units):
        told = [t for t in map(vocabulary.naming, unit.vectors) if t]
        speak[row] = bool(told)
        for naming in told:
            for term, share in naming.items():
                if term in column:
                    named[row, column[term]] += share / len(told)
    unknown = 1.0 - named @ (sums > 0).astype(np.float32).T
    unknown[~speak] = 0.0
    strange: npt.NDArray[np.float64] = np.minimum(unknown, unknown.T).clip(0.0, 1.0)
    return strange


def heirs(
    groups: Sequence[Sequence[int]],
    before: Mapping[int, str],
    held: frozenset[str],
) -> list[str]:
    """The id that each group keeps, '' where it needs a new one.

    A group keeps the id with which it shares most articles; held ids choose first,
    of equals the group with the earliest article.
    """
    claims = sorted(
        (story not in held, -count, min(group), at, story)
        for at, group in enumerate(groups)
        for story, count in Counter(before[m] for m in group).items()
    )
    names = [""] * len(groups)
    taken: set[str] = set()
    for *_, at, story in claims:
        if not names[at] and story not in taken:
            names[at] = story
            taken.add(story)
    return names
