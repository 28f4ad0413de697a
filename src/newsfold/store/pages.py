"""The drawer of pages as they came, kept for reading them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.model import Instant, Page

__all__ = ["Pages"]


class Pages(Protocol):
    """Pages as they came: the last of each article, the last feed of each source.

    A page belongs to the article, else to the source, that its request names.
    """

    def keep(self, page: Page, packed: bytes) -> None:
        """Keep a page in the place of the one before; `packed`: its body by `pack`."""

    def kept(self, *, after: int = 0, limit: int) -> list[tuple[int, Page]]:
        """Kept pages with their places, by place; those of sources stand among them."""

    def latest(self, fits: Callable[[str], bool], *, limit: int) -> list[Page]:
        """The latest kept pages of articles whose addresses fit, the latest first."""

    def drop(self, domain: str, article: str, *, limit: int) -> int:
        """Drop pages that may hold an article's words: its own, its outlet's, feeds
        that showed it.  At most `limit`; returns how many.
        """

    def expire(self, before: Instant, *, limit: int) -> int:
        """Drop pages that came before a moment, at most `limit`; returns how many."""
