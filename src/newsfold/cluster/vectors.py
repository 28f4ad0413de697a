"""Articles as weighted terms, and how rare a term is among the open stories.

A term's weight falls with the number of *stories* that have it, not of articles: three
hundred articles on one event leave its words as telling as three do, so that one
setting serves a thin stream and a dense one.  Behind the window stand some stories of
any kind, with the words that any text uses (`usual.txt`), so that the first hours of a
stream and its smallest are judged soberly too.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import numpy.typing as npt

__all__ = ["Vector", "Vocabulary"]

PRIOR = 250.0
"""Stories of any kind that stand behind any window."""

FEW = 20.0
"""Terms at which an article is half as telling as a long one; see `Vector.expected`."""


@cache
def _usual(language: str) -> dict[str, float]:
    """Share of any texts of `language` that have a word, for the usual words."""
    if language != "en":
        return {}
    source = resources.files("newsfold.cluster").joinpath("usual.txt")
    rows = (row.split() for row in source.read_text("utf-8").splitlines())
    return {row[0]: float(row[1]) / 1000 for row in rows if row[0] != "#"}


class Vector(NamedTuple):
    """Term numbers, ascending, and their weights within the article."""

    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    named: npt.NDArray[np.bool_]
    """Which of the terms the title has as names."""

    @property
    def expected(self) -> float:
        """Similarity that two articles of this length on one event show: the fewer
        words a text has, the fewer of the event's it can share.
        """
        return len(self.terms) / (len(self.terms) + FEW)


class Vocabulary:
    """Numbers for terms, and in how many open stories each stands."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._held = np.zeros(4096, np.float32)
        self._usual = np.full(4096, 0.5, np.float32)
        self.stories = 0

    def vector(
        self, terms: Mapping[str, float], language: str, named: Collection[str] = ()
    ) -> Vector:
        """`terms` as numbers; the same word in two languages has two.  `named` are
        those of them that the title has as names.
        """
        numbers, usual = self._numbers, _usual(language)
        found = []
        for term, weight in terms.items():
            key = f"{term}\t{language}"
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(self._words)
                self._words.append(term)
                if number >= len(self._held):
                    self._held = np.append(self._held, np.zeros(number, np.float32))
                    self._usual = np.append(
                        self._usual, np.full(number, 0.5, np.float32)
                    )
                self._usual[number] += PRIOR * usual.get(term, 0.0)
            found.append((number, weight, term in named))
        found.sort()
        return Vector(
            np.array([n for n, _, _ in found], np.int32),
            np.array([w for _, w, _ in found], np.float32),
            np.array([name for _, _, name in found], np.bool_),
        )

    def word(self, number: int) -> str:
        """The term of a number."""
        return self._words[number]

    def count(self, terms: Iterable[int], change: int) -> None:
        """Each of `terms` stands in one story more (or, with -1, fewer)."""
        self._held[list(terms)] += change

    def unit(self, vector: Vector) -> npt.NDArray[np.float32]:
        """Weights of `vector` by today's rarity of its terms, of length 1."""
        held = self._held[vector.terms] + self._usual[vector.terms]
        rarity = math.log(self.stories + PRIOR) - np.log(held)
        weights = vector.weights * np.maximum(rarity, 0.01)
        length = math.sqrt(float(weights @ weights)) or 1.0
        scaled: npt.NDArray[np.float32] = (weights / length).astype(np.float32)
        return scaled

    def naming(self, vector: Vector) -> dict[int, float]:
        """The names of the title by term number, and the share of each in what they
        tell together.
        """
        if not vector.named.any():
            return {}
        weights = self.unit(vector)[vector.named] ** 2
        whole = float(weights.sum()) or 1.0
        terms = vector.terms[vector.named].tolist()
        return dict(zip(terms, (weights / whole).tolist(), strict=True))
