"""The drawer of watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Hit, Instant, Watch
    from newsfold.text.query import Query

__all__ = ["Watches"]


class Watches(Protocol):
    """What people watch for, and what met it: each story, and each fact that changed
    in it afterwards, once.
    """

    def add(self, watch: Watch) -> None:
        """Write a watch, in place of one with its id."""

    def remove(self, watch: str) -> None:
        """Forget a watch and what met it."""

    def get(self, name: str) -> Watch | None:
        """One by its id or its secret."""

    def all(self) -> list[Watch]:
        """All, the one added last first."""

    def matching(self, query: Query, stories: Sequence[str]) -> list[str]:
        """Which of these stories are published and have an article that fulfils a
        query.
        """

    def hit(
        self, watch: str, story: str, *, last: int, at: Instant, past: bool = False
    ) -> int:
        """A story meets a watch: note it, or, where it did before, the facts that have
        changed in it since.  Returns how many hits are new.

        `last`: the last line of the change log, up to which the story is known;
        `past`: it met the watch before that was added, which is no news.
        """

    def hits(self, watch: str, *, limit: int | None = None) -> list[Hit]:
        """What met a watch, the latest first."""

    def show(self, hits: Iterable[Hit]) -> None:
        """Note that somebody was shown these."""
