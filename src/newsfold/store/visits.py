"""The drawer of visits to articles' own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from newsfold.model import Instant, Visit

__all__ = ["Visits"]


class Visits(Protocol):
    """Articles whose page is looked at again, and what the last look taught us."""

    def save(self, visit: Visit) -> None:
        """Write a visit; it replaces the article's last."""

    def get(self, article: str) -> Visit | None:
        """The last visit to an article's page."""

    def due(self, now: Instant, *, limit: int) -> list[Visit]:
        """Those whose time has come, the longest overdue first, without `told`."""

    def put_off(self, article: str, due: Instant) -> None:
        """Look later; what is known of the page stays."""

    def end(self, article: str) -> None:
        """Look no more."""
