"""Which stories lie near each other, as placing their articles showed."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Nearness"]


class Nearness:
    """Scores between stories, both ways; the highest seen counts."""

    def __init__(self) -> None:
        self._near: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def link(self, one: str, other: str, score: float) -> None:
        """Remember that an article of one scored so much for the other."""
        score = max(score, self._near[one].get(other, 0.0))
        self._near[one][other] = self._near[other][one] = score

    def drop(self, story: str) -> dict[str, float]:
        """Forget a story; returns what was near it."""
        near = self._near.pop(story, {})
        for other in near:
            self._near[other].pop(story, None)
        return near

    def around(
        self, start: str, seen: set[str], size: Callable[[str], int], most: int
    ) -> list[str]:
        """`start` and the stories around it, nearest first, until `most` units are
        together; `size` tells a story's.  Those in `seen` are left out, those found go
        in.
        """
        found: list[str] = []
        whole = 0
        queue = [(0.0, start)]
        while queue and whole < most:
            _, story = heapq.heappop(queue)
            if story in seen:
                continue
            seen.add(story)
            found.append(story)
            whole += size(story)
            for other, score in self._near.get(story, {}).items():
                if other not in seen:
                    heapq.heappush(queue, (-score, other))
        return found
