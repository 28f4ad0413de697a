"""How alike the stories of a stream are anyway, and what follows for the threshold.

In a stream where everything is about the same few firms, stories that have nothing to
do with each other still resemble each other; in one of terse headlines they do not at
all.  What counts is how far an article stands out, so the threshold rises and falls
with the scores of the stories that an article does *not* belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MEMORY", "Density"]

MEMORY = 200
"""Articles over which the density is averaged."""

USUAL = 0.0225
"""Mean score of the stories beside an article's own, in general news."""

SLOPE = 9.0
"""What the threshold gains for each point that the density has more."""

LOWEST, HIGHEST = 0.6, 1.4
"""The threshold's bounds, as shares of the one it starts from."""

_BESIDE = slice(3, 10)
"""Ranks of the stories that are looked at: past any that could be the article's own."""


class Density:
    """A running mean of how much an article resembles stories not its own."""

    def __init__(self, threshold: float) -> None:
        self._base = threshold
        self._mean = USUAL

    @property
    def threshold(self) -> float:
        """The score from which an article belongs to a story, as the stream is now."""
        wanted = self._base + SLOPE * (self._mean - USUAL)
        return min(HIGHEST * self._base, max(LOWEST * self._base, wanted))

    def note(self, scores: Sequence[float]) -> None:
        """Take in an article's scores for the stories around it, best first."""
        beside = sum(scores[_BESIDE]) / (_BESIDE.stop - _BESIDE.start)
        self._mean += (beside - self._mean) / MEMORY
