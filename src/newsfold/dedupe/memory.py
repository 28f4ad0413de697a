"""What dedupe has to remember of earlier articles, and a memory in the process."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Instant

__all__ = ["InProcess", "Known", "Memory"]

CROWD = 64
"""Articles under one sketch value from which it tells nothing: boilerplate."""


SHARE = 0.1
"""Share of the smaller sketch that two articles must have in common: one value of many
is a common phrase.
"""


class Known(NamedTuple):
    """An earlier article, as far as copies are concerned."""

    id: str
    title: str
    text: str
    """Body, or excerpt where that is all there is."""
    domain: str
    """The provider's registrable domain."""
    provider: str
    """The provider's name."""
    time: Instant
    credits: str = ""
    """Name of the agency or outlet that the article credits."""
    copy_of: str = ""
    """Id of the origin that it is a copy of."""


class Memory(Protocol):
    """Earlier articles by sketch value and id; the store fits this structurally."""

    def candidates(self, sketch: Sequence[int]) -> Iterable[str]:
        """Ids of articles that share a value of `sketch`, most shared first."""

    def known(self, article: str) -> Known:
        """What is known of an article that `candidates` or `copies` named."""

    def copies(self, origin: str) -> Iterable[str]:
        """Ids of the articles that are copies of `origin`."""

    def keep(self, known: Known, sketch: Sequence[int]) -> None:
        """Remember an article, or what it is now a copy of."""


class InProcess:
    """A `Memory` of plain dictionaries."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._sketched: dict[int, list[str]] = {}
        self._sizes: dict[str, int] = {}
        self._copies: defaultdict[str, list[str]] = defaultdict(list)

    def candidates(self, sketch: Sequence[int]) -> list[str]:
        """Ids of articles that share a value of `sketch`, most shared first."""
        shared: Counter[str] = Counter()
        for value in sketch:
            held = self._sketched.get(value, ())
            if len(held) < CROWD:
                shared.update(held)
        enough = SHARE * len(sketch)
        return [
            article
            for article, count in shared.most_common()
            if count >= min(enough, SHARE * self._sizes[article])
        ]

    def known(self, article: str) -> Known:
        """What is known of an article; KeyError for one that was never kept."""
        return self._known[article]

    def copies(self, origin: str) -> list[str]:
        """Ids of the articles that are copies of `origin`, in order of arrival."""
        return list(self._copies.get(origin, ()))

    def keep(self, known: Known, sketch: Sequence[int]) -> None:
        """Remember an article, or what it is now a copy of."""
        before = self._known.get(known.id)
        self._known[known.id] = known
        if before is None:
            self._sizes[known.id] = len(sketch)
            for value in sketch:
                self._sketched.setdefault(value, []).append(known.id)
        elif before.copy_of:
            self._copies[before.copy_of].remove(known.id)
        if known.copy_of:
            self._copies[known.copy_of].append(known.id)

    def forget(self, before: Instant) -> None:
        """Drop the articles that are older than `before`."""
        old = {k for k, one in self._known.items() if one.time < before}
        for article in old:
            del self._known[article], self._sizes[article]
            self._copies.pop(article, None)
        for value in [
            v for v, held in self._sketched.items() if not old.isdisjoint(held)
        ]:
            held = [a for a in self._sketched[value] if a not in old]
            if held:
                self._sketched[value] = held
            else:
                del self._sketched[value]
