"""Articles as vectors over term numbers, and how alike they are.

A term's weight falls with the number of *stories* that have it, not of articles: three
hundred articles on one event leave its words as telling as three do, so that one
setting serves a thin stream and a dense one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

__all__ = ["Vector", "Vocabulary", "cosines"]

PRIOR = 200.0
"""Stories that are taken to stand behind an empty window."""


class Vector(NamedTuple):
    """Term numbers, ascending, and their weights within the article."""

    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


class Vocabulary:
    """Numbers for terms, and in how many open stories each stands."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._held = np.zeros(4096, np.float32)
        self.scratch = np.zeros(4096, np.float32)
        """Zeros by term number, lent to sums that leave it zero."""
        self.stories = 0

    def vector(self, terms: Mapping[str, float], language: str) -> Vector:
        """`terms` as numbers; the same word in two languages has two."""
        numbers = self._numbers
        found = []
        for term, weight in terms.items():
            key = f"{language}\t{term}"
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(self._words)
                self._words.append(term)
            found.append((number, weight))
        found.sort()
        if len(self._words) > len(self._held):
            more = np.zeros(len(self._words), np.float32)
            self._held = np.concatenate([self._held, more])
            self.scratch = np.zeros(len(self._held), np.float32)
        return Vector(
            np.array([n for n, _ in found], np.int32),
            np.array([w for _, w in found], np.float32),
        )

    def word(self, number: int) -> str:
        """The term of a number."""
        return self._words[number]

    def count(self, terms: npt.NDArray[np.int32] | Sequence[int], change: int) -> None:
        """`terms` stand in one story more (or, with -1, fewer)."""
        self._held[np.asarray(terms, np.int32)] += change

    def rarity(self, terms: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """Inverse story frequency of each term, at least a little."""
        whole = math.log(self.stories + PRIOR)
        rarity: npt.NDArray[np.float32] = whole - np.log(self._held[terms] + 0.5)
        return np.maximum(rarity, np.float32(0.01))

    def __len__(self) -> int:
        return len(self._words)


def cosines(
    one: Vector, others: Sequence[Vector], vocabulary: Vocabulary
) -> npt.NDArray[np.float32]:
    """Cosine of `one` with each of `others` over rarity-weighted terms."""
    if not others:
        return np.zeros(0, np.float32)
    scratch = vocabulary.scratch
    mine = one.weights * vocabulary.rarity(one.terms)
    scratch[one.terms] = mine
    sizes = np.array([len(other.terms) for other in others])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    terms = np.concatenate(
        [other.terms for other in others] + [np.array([0], np.int32)]
    )
    weights = np.concatenate([o.weights for o in others] + [np.zeros(1, np.float32)])
    weights = weights * vocabulary.rarity(terms)
    shared = np.add.reduceat(weights * scratch[terms], starts)
    scratch[one.terms] = 0.0
    norms = np.add.reduceat(weights * weights, starts) * float(mine @ mine)
    shared[sizes == 0] = 0.0
    return (shared / np.sqrt(np.maximum(norms, 1e-9))).astype(np.float32)
