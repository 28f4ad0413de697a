"""Articles as weighted terms, and how rare a term is among the open stories.

A term's weight falls with the number of *stories* that have it, not of articles: three
hundred articles on one event leave its words as telling as three do, so that one
setting serves a thin stream and a dense one.  Behind the window stand some stories of
any kind, with the words that any text uses (`usual.txt`), so that the first hours of a
stream and its smallest are judged soberly too.

A term is known by its number alone, a hash (Weinberger et al., 2009): no dictionary
grows with the stream.  Two terms that share a number count as one; of the 100,000
different words of a large window, one in twenty does.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from newsfold.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy.typing as npt

    from newsfold.model import Gist

__all__ = ["Vector", "Vocabulary", "naming", "title_names"]

PRIOR = 250.0
"""Stories of any kind that stand behind any window."""

FEW = 20.0
"""Terms at which an article is half as telling as a long one; see `Vector.expected`."""

NUMBERS = 1 << 21
"""How many numbers there are for terms."""


@cache
def _seed(language: str) -> int:
    """What keeps the same word in two languages two."""
    return crc32(language.encode())


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
    weights: npt.NDArray[np.float16]
    named: tuple[int, ...]
    """Places of the terms that the title has as names."""

    @property
    def expected(self) -> float:
        """Similarity that two articles of this length on one event show: the fewer
        words a text has, the fewer of the event's it can share.
        """
        return len(self.terms) / (len(self.terms) + FEW)


class Vocabulary:
    """In how many open stories each term stands."""

    def __init__(self) -> None:
        self._held = np.zeros(NUMBERS, np.float32)
        self._languages: set[str] = set()
        self.stories = 0

    def vector(
        self, terms: Mapping[str, float], language: str, named: Collection[str] = ()
    ) -> tuple[Vector, list[str]]:
        """`terms` as numbers, and the term in each place; `named` are those that the
        title has as names.
        """
        seed = _seed(language)
        if language not in self._languages:
            self._languages.add(language)
            for term, share in _usual(language).items():
                self._held[crc32(term.encode(), seed) % NUMBERS] += PRIOR * share
        found = {crc32(term.encode(), seed) % NUMBERS: term for term in terms}
        numbers = sorted(found)
        words = [found[number] for number in numbers]
        vector = Vector(
            np.array(numbers, np.int32),
            np.array([terms[word] for word in words], np.float16),
            tuple([at for at, word in enumerate(words) if word in named])
            if named
            else (),
        )
        return vector, words

    def count(self, terms: npt.NDArray[np.int32], change: int) -> None:
        """Each of `terms` stands in one story more (or, with -1, fewer)."""
        self._held[terms] += change

    def rarity(self, terms: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """How rare each of `terms` is today."""
        rare: npt.NDArray[np.float32] = np.log(self._held[terms] + np.float32(0.5))
        np.subtract(np.float32(math.log(self.stories + PRIOR)), rare, out=rare)
        return np.maximum(rare, np.float32(0.01), out=rare)

    def unit(self, vector: Vector) -> npt.NDArray[np.float32]:
        """Weights of `vector` by today's rarity of its terms, of length 1."""
        weights: npt.NDArray[np.float32] = vector.weights * self.rarity(vector.terms)
        weights /= math.sqrt(float(weights.dot(weights))) or 1.0
        return weights


def naming(
    vector: Vector, unit: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32] | None:
    """The share that each name of the title has in what they tell together, by place
    of the term; None where the title names nothing.  `unit`: the vector's unit weights.
    """
    if not vector.named:
        return None
    shares = np.zeros(len(unit), np.float32)
    places = list(vector.named)
    told = unit[places] ** 2
    shares[places] = told / (told.sum() or 1.0)
    return shares


def title_names(gist: Gist) -> set[str]:
    """The terms of a gist that its title has as names."""
    return {
        stem(word, gist.language)
        for name in gist.names
        if name.field == "title"
        for word in name.key.split()
    }
