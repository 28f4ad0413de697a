"""Which articles of the open window share rare words with a new one.

Postings stand in segments of time, each contiguous per term, and a segment is dropped
whole when its time is over.  An article is looked up by its rarest terms only; the
exact similarity is computed afterwards, on the few that come back.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Instant

__all__ = ["Index"]

LOOKED_UP = 8
"""Terms of an article by which others are found: its weightiest."""

POSTINGS = 2048
"""Postings that one look-up reads at most, the newest of each term first."""


class _Segment:
    """The postings of a stretch of time."""

    __slots__ = ("first", "last", "postings")

    def __init__(self, first: int) -> None:
        self.first = first
        self.last: Instant = 0
        self.postings: dict[int, array[int]] = {}


class Index:
    """Postings of article numbers by term number; `span` is a segment's seconds."""

    def __init__(self, span: int) -> None:
        self._span = span
        self._segments: dict[int, _Segment] = {}
        self._scores = np.zeros(1024, np.float32)

    def add(self, number: int, terms: Sequence[int], time: Instant) -> None:
        """File article `number`, counted upwards, under `terms`."""
        slot = time // self._span
        segment = self._segments.get(slot)
        if segment is None:
            segment = self._segments[slot] = _Segment(number)
        segment.last = max(segment.last, time)
        postings = segment.postings
        for term in terms:
            held = postings.get(term)
            if held is None:
                postings[term] = array("i", (number,))
            else:
                held.append(number)
        if number >= len(self._scores):
            self._scores = np.zeros(2 * number + 1, np.float32)

    def expire(self, before: Instant) -> Iterator[int]:
        """Drop every segment that is all older; yields their first numbers."""
        for slot in [s for s, one in self._segments.items() if one.last < before]:
            yield self._segments.pop(slot).first

    def nearest(
        self, terms: Sequence[int], weights: Sequence[float], most: int
    ) -> list[int]:
        """Numbers of the `most` articles that share most weight, best first."""
        order = sorted(range(len(terms)), key=lambda at: (-weights[at], terms[at]))
        scores, touched, left = self._scores, [], POSTINGS
        slots = sorted(self._segments, reverse=True)
        for at in order[:LOOKED_UP]:
            term, worth = terms[at], weights[at] * weights[at]
            for slot in slots:
                held = self._segments[slot].postings.get(term)
                if held is None:
                    continue
                numbers = np.frombuffer(held, np.int32)[-left:]
                scores[numbers] += worth
                touched.append(numbers)
                left -= len(numbers)
                if left <= 0:
                    break
            if left <= 0:
                break
        if not touched:
            return []
        found = np.unique(np.concatenate(touched))
        got = scores[found]
        scores[found] = 0.0
        found = found[np.argsort(-got, kind="stable")[:most]]
        numbers_: list[int] = found.tolist()
        return numbers_
