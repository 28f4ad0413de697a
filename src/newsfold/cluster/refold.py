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

    _Table = npt.NDArray[np.float32]

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
    sums, named, norms = _summed(units, vocabulary)
    times = np.array([unit.time for unit in units], np.float64)
    sizes = np.array([len(unit.members) for unit in units], np.float64)
    inner = np.maximum(0.0, norms - sizes)
    between = (sums @ sums.T).astype(np.float64)
    between *= np.maximum(0.0, 1.0 - np.abs(times[:, None] - times[None, :]) / DAYS)
    if named.any():
        between *= 1.0 - STRANGE * _strangeness(units, sums, named)
    for one, two in apart:
        between[one, two] = between[two, one] = -np.inf
    expected = np.array([sum(v.expected for v in unit.vectors) for unit in units])
    groups = Groups(between, inner, sizes, np.maximum(expected, 0.01))
    return [
        sorted(m for row in rows for m in units[row].members)
        for rows in agglomerate(groups, threshold)
    ]


def _summed(
    units: Sequence[Unit], vocabulary: Vocabulary
) -> tuple[_Table, _Table, npt.NDArray[np.float64]]:
    """A row a unit, a column a term that two articles share: the unit weights of its
    articles summed up, and the mean share of the term in what those of their titles
    name that name anything.  Then the squared length of each sum, over all terms.
    """
    vectors = [vector for unit in units for vector in unit.vectors]
    lengths = np.array([len(vector.terms) for vector in vectors])
    owner = np.arange(len(units)).repeat([len(unit.vectors) for unit in units])
    which = np.arange(len(vectors)).repeat(lengths)
    terms = np.concatenate([vector.terms for vector in vectors])
    squares = np.concatenate([vector.weights for vector in vectors])
    squares = squares * vocabulary.rarity(terms)
    squares *= squares
    whole = np.maximum(np.bincount(which, squares, len(vectors)), 1e-12)
    weights = np.sqrt(squares / whole[which])

    starts = (lengths.cumsum() - lengths).tolist()
    places = [
        start + at
        for start, vector in zip(starts, vectors, strict=True)
        for at in vector.named
    ]
    told = which[places]
    tells = np.maximum(np.bincount(told, squares[places], len(vectors)), 1e-12)
    speakers = np.bincount(owner[[bool(v.named) for v in vectors]], None, len(units))
    shares = np.zeros(len(terms))
    shares[places] = squares[places] / tells[told] / speakers[owner[told]]

    _, column, often = np.unique(terms, return_inverse=True, return_counts=True)
    columns = often > 1
    width = max(1, int(columns.sum()))
    shared = columns[column]
    rows = owner[which]
    cells = rows[shared] * width + (columns.cumsum() - 1)[column[shared]]
    tables = [
        np.bincount(cells, values[shared], len(units) * width)
        .reshape(len(units), width)
        .astype(np.float32)
        for values in (weights, shares)
    ]
    alone = np.bincount(rows[~shared], weights[~shared] ** 2, len(units))
    norms = np.einsum("ij,ij->i", tables[0], tables[0]) + alone
    return tables[0], tables[1], norms


def _strangeness(units: Sequence[Unit], sums: _Table, named: _Table) -> _Table:
    """For each pair of units what `story.scores` takes for strange."""
    unknown = 1.0 - named @ (sums > 0).T.astype(np.float32)
    silent = [not any(vector.named for vector in unit.vectors) for unit in units]
    unknown[silent] = 0.0
    strange: _Table = np.minimum(unknown, unknown.T).clip(0.0, 1.0)
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
