"""What the open window holds: articles, and stories with their vectors summed up."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from newsfold.cluster.vectors import naming
from newsfold.model import Placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from newsfold.cluster.vectors import Vector, Vocabulary
    from newsfold.model import Gist, Instant

    _Floats = npt.NDArray[np.float32]
    _Numbers = npt.NDArray[np.int32]

_Any = TypeVar("_Any", float, "npt.NDArray[np.float64]")

__all__ = [
    "DAYS",
    "STRANGE",
    "TRUST",
    "OpenArticle",
    "OpenStory",
    "Voice",
    "Why",
    "cohesion",
    "fading",
    "mint",
    "scores",
    "voice",
]

TRUST = 20.0
"""Pairs that a story must have before its own cohesion counts as much as the one that
texts of its length show on average.
"""

DAYS = 12.5 * 86400
"""Seconds after which nothing of a similarity is left."""


def mint(article: str) -> str:
    """The id of the story that `article` founds."""
    return "s" + blake2b(article.encode(), digest_size=6).hexdigest()


STRANGE = 0.3
"""What a similarity loses where the titles name none but strangers: two firms' deals,
two matches of a tournament.
"""


def fading(seconds: float) -> float:
    """What two articles so far apart in time keep of their similarity."""
    return max(0.0, 1.0 - abs(seconds) / DAYS)


def cohesion(inner: _Any, size: _Any, expected: _Any) -> _Any:
    """Mean similarity within a group, drawn towards what its texts' length lets expect.

    `inner` is the sum over ordered pairs, `expected` the sum over members of
    `Vector.expected`.  Similarity *between* groups is measured against it, so that
    terse texts and broad stories need less than long texts and narrow ones.  Takes
    numbers, or arrays of them.
    """
    return (inner + TRUST * expected / size) / (size * (size - 1) + TRUST)


class Voice(NamedTuple):
    """An article as it speaks for itself: term numbers, ascending, their unit weights,
    and when.
    """

    terms: _Numbers
    weights: _Floats
    time: Instant
    expected: float
    named: _Floats | None = None
    """The share of each term in what the title names; see `vectors.naming`."""


def voice(vector: Vector, vocabulary: Vocabulary, time: Instant) -> Voice:
    """An article as it speaks today, by its vector."""
    unit = vocabulary.unit(vector)
    expected = max(vector.expected, 0.01)
    return Voice(vector.terms, unit, time, expected, naming(vector, unit))


class Why(NamedTuple):
    """A `Placement` in a tenth of its room: a window holds one for every article."""

    story: str
    score: float
    words: str
    """Those that joined it, parted by blanks."""
    shares: bytes
    """The share of each, in thousandths."""
    nearest: str
    nearest_score: float

    @classmethod
    def of(cls, placed: Placement) -> Why:
        """What `placement` gives back."""
        words = " ".join(word for word, _ in placed.terms)
        shares = array("H", [round(1000 * share) for _, share in placed.terms])
        return cls(
            placed.story,
            placed.score,
            words,
            shares.tobytes(),
            placed.nearest,
            placed.nearest_score,
        )

    def placement(self, article: str) -> Placement:
        """The placement of `article` that it was made of."""
        shares = [share / 1000 for share in array("H", self.shares)]
        return Placement(
            article=article,
            story=self.story,
            score=self.score,
            terms=tuple(zip(self.words.split(" "), shares, strict=False)),
            nearest=self.nearest,
            nearest_score=self.nearest_score,
        )


class OpenArticle:
    """An article in the window."""

    __slots__ = (
        "copy_of",
        "id",
        "language",
        "roundup",
        "story",
        "time",
        "vector",
        "why",
    )

    def __init__(self, gist: Gist, vector: Vector, copy_of: str) -> None:
        self.id = gist.article
        self.vector = vector
        self.time = gist.time
        self.language = gist.language
        self.roundup = gist.roundup
        self.copy_of = copy_of
        self.story = ""
        self.why: Why | None = None


class OpenStory:
    """A story in the window.  `members` vote, `copies` follow their origin."""

    __slots__ = (
        "alone",
        "copies",
        "expected",
        "id",
        "inner",
        "language",
        "last",
        "members",
        "speakers",
        "sums",
        "terms",
        "times",
    )

    def __init__(self, story: str, language: str) -> None:
        self.id = story
        self.language = language
        self.members: list[int] = []
        self.copies: list[int] = []
        self.terms: _Numbers = np.zeros(0, np.int32)
        """The members' terms, each once, in no order."""
        self.sums: _Floats = np.zeros((0, 2), np.float32)
        """For each term the members' weights and their shares in names, summed up."""
        self.speakers = 0
        """Members whose title names anything."""
        self.inner = 0.0
        self.expected = 0.0
        self.times = 0
        """Sum of the members' times."""
        self.last: Instant = 0
        self.alone = False

    def join(self, number: int, voice: Voice) -> _Numbers:
        """Take an article in; returns the terms that the story did not have before."""
        named = voice.named
        if named is not None:
            self.speakers += 1
        if self.members:
            at, place = _shared(voice, self.terms)
            weights = voice.weights[place]
            near = float(self.sums[at, 0].dot(weights))
            self.inner += (
                2.0 * near * fading(voice.time - self.times / len(self.members))
            )
            self.sums[at, 0] += weights
            new = np.ones(len(voice.terms), np.bool_)
            new[place] = False
            fresh = voice.terms[new]
            sums = np.zeros((len(fresh), 2), np.float32)
            sums[:, 0] = voice.weights[new]
            if named is not None:
                self.sums[at, 1] += named[place]
                sums[:, 1] = named[new]
            self.terms = np.concatenate([self.terms, fresh])
            self.sums = np.concatenate([self.sums, sums])
        else:
            fresh = self.terms = voice.terms
            self.sums = np.zeros((len(fresh), 2), np.float32)
            self.sums[:, 0] = voice.weights
            if named is not None:
                self.sums[:, 1] = named
        self.members.append(number)
        self.expected += voice.expected
        self.times += voice.time
        self.last = max(self.last, voice.time)
        return fresh

    def shares(self, voice: Voice, most: int) -> list[tuple[int, float]]:
        """The `most` terms that join `voice` to the story, by their place in it, with
        the share of each, heaviest first.
        """
        at, place = _shared(voice, self.terms)
        worth = self.sums[at, 0] * voice.weights[place]
        order = (-worth).argsort(kind="stable")[:most]
        shares = worth[order] / (worth.sum() or 1.0)
        return list(zip(place[order].tolist(), shares.tolist(), strict=True))


def scores(voice: Voice, stories: Sequence[OpenStory]) -> list[float]:
    """How alike an article and each story are: mean similarity to its members, faded
    by time, against the cohesion of both sides.
    """
    if not stories:
        return []
    count = len(stories)
    at, place = _shared(voice, np.concatenate([s.terms for s in stories]))
    whose = np.arange(count).repeat([len(s.terms) for s in stories])[at]
    sums = np.concatenate([s.sums for s in stories])[at]
    dots = np.bincount(whose, sums[:, 0] * voice.weights[place], count).tolist()
    strange = [0.0] * count
    if voice.named is not None:
        known = np.bincount(whose, voice.named[place], count).tolist()
        told = np.bincount(whose, sums[:, 1], count).tolist()
        strange = [
            max(0.0, 1.0 - max(ours, theirs / story.speakers)) if story.speakers else 0
            for story, ours, theirs in zip(stories, known, told, strict=True)
        ]
    found = []
    for story, dot, stranger in zip(stories, dots, strange, strict=True):
        size = len(story.members)
        own = cohesion(story.inner, size, story.expected)
        near = dot / size * fading(voice.time - story.times / size)
        alike = near / (own * voice.expected) ** 0.5
        found.append(alike * (1.0 - STRANGE * stranger))
    return found


def _shared(voice: Voice, terms: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Places in `terms` of those that the voice has too, and their places there."""
    if not len(voice.terms):
        nothing = np.zeros(0, np.int32)
        return nothing, nothing
    place = voice.terms.searchsorted(terms)
    np.minimum(place, len(voice.terms) - 1, out=place)
    at = (voice.terms[place] == terms).nonzero()[0]
    return at, place[at]
