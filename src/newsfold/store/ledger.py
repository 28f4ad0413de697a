"""The drawer of deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from newsfold.model import Dealing, Summary
    from newsfold.text.query import Query

__all__ = ["Ledger"]


class Ledger(Protocol):
    """The deals that stories tell.  What is asked for is shown of published ones alone.

    A deal is found by its kind, status, parties, sum, time (`after`, `before`), and by
    topics, verdicts and words of its story; see `newsfold.text.query`.
    """

    def keep(self, story: str, dealing: Dealing | None) -> bool:
        """Write what a story tells, None for nothing; False when it stood so."""

    def deals(
        self, query: Query, *, limit: int, skip: int = 0
    ) -> list[tuple[Dealing, Summary]]:
        """The deals that are asked for, the latest first, each with its story."""

    def count(self, query: Query) -> int:
        """How many deals are asked for."""

    def kinds(self) -> dict[str, int]:
        """How many deals there are of each kind, most first."""
