"""What the open window holds: articles, and stories with their vectors summed up."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.cluster.vectors import Vector
    from newsfold.model import Instant, Placement, Reading

__all__ = [
    "DAYS",
    "STRANGE",
    "TRUST",
    "OpenArticle",
    "OpenStory",
    "Voice",
    "cohesion",
    "fading",
    "mint",
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


def cohesion(inner: float, size: float, expected: float) -> float:
    """Mean similarity within a group, drawn towards what its texts' length lets expect.

    `inner` is the sum over ordered pairs, `expected` the sum over members of
    `Vector.expected`.  Similarity *between* groups is measured against it, so that
    terse texts and broad stories need less than long texts and narrow ones.
    """
    return (inner + TRUST * expected / size) / (size * (size - 1) + TRUST)


class Voice(NamedTuple):
    """An article as it speaks for itself: term numbers and unit weights, and when."""

    terms: Sequence[int]
    weights: Sequence[float]
    time: Instant
    expected: float
    named: Mapping[int, float] = {}
    """Names of the title and the share of each; see `Vocabulary.naming`."""


class OpenArticle:
    """An article in the window."""

    __slots__ = (
        "copy_of",
        "id",
        "language",
        "placement",
        "roundup",
        "story",
        "time",
        "vector",
    )

    def __init__(self, reading: Reading, vector: Vector, copy_of: str) -> None:
        self.id = reading.article
        self.vector = vector
        self.time = reading.time
        self.language = reading.language
        self.roundup = reading.roundup
        self.copy_of = copy_of
        self.story = ""
        self.placement: Placement | None = None


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
        "named",
        "speakers",
        "sums",
        "times",
    )

    def __init__(self, story: str, language: str) -> None:
        self.id = story
        self.language = language
        self.members: list[int] = []
        self.copies: list[int] = []
        self.sums: dict[int, float] = {}
        """Sum of the members' unit weights by term number."""
        self.named: dict[int, float] = {}
        """Sum of the members' `Voice.named`."""
        self.speakers = 0
        """Members whose title names anything."""
        self.inner = 0.0
        self.expected = 0.0
        self.times = 0
        """Sum of the members' times."""
        self.last: Instant = 0
        self.alone = False

    def dot(self, voice: Voice) -> float:
        """Sum of the members' similarities to `voice`, faded by time."""
        held = self.sums.get
        whole = 0.0
        for term, weight in zip(voice.terms, voice.weights, strict=True):
            found = held(term)
            if found is not None:
                whole += found * weight
        return whole * fading(voice.time - self.times / len(self.members))

    def score(self, voice: Voice) -> float:
        """Mean similarity to the members, against the cohesion of both sides."""
        size = len(self.members)
        own = cohesion(self.inner, size, self.expected)
        found = self.dot(voice) / size / float((own * voice.expected) ** 0.5)
        return found * (1.0 - STRANGE * self._strangeness(voice))

    def _strangeness(self, voice: Voice) -> float:
        """How much the titles of both sides name what the other does not know at all:
        the smaller share of the two.
        """
        if not voice.named or not self.speakers:
            return 0.0
        known = sum(share for term, share in voice.named.items() if term in self.sums)
        if known >= 1.0:
            return 0.0
        held = self.named.get
        told = sum(held(term, 0.0) for term in voice.terms) / self.speakers
        return max(0.0, 1.0 - max(known, told))

    def join(self, number: int, voice: Voice) -> list[int]:
        """Take an article in; returns the terms that the story did not have before."""
        if self.members:
            self.inner += 2.0 * self.dot(voice)
        sums, fresh = self.sums, []
        for term, weight in zip(voice.terms, voice.weights, strict=True):
            found = sums.get(term)
            if found is None:
                fresh.append(term)
                sums[term] = weight
            else:
                sums[term] = found + weight
        if voice.named:
            self.speakers += 1
            for term, share in voice.named.items():
                self.named[term] = self.named.get(term, 0.0) + share
        self.members.append(number)
        self.expected += voice.expected
        self.times += voice.time
        self.last = max(self.last, voice.time)
        return fresh

    def shares(self, voice: Voice) -> Iterable[tuple[int, float]]:
        """The terms that join `voice` to the story, and each one's share, heaviest
        first.
        """
        found = [
            (self.sums.get(term, 0.0) * weight, term)
            for term, weight in zip(voice.terms, voice.weights, strict=True)
        ]
        whole = sum(share for share, _ in found) or 1.0
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return [(term, share / whole) for share, term in found if share > 0.0]
