"""The drawer of addresses that sources name and whose pages make articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Instant, Request, Tip

__all__ = ["Tips"]


class Tips(Protocol):
    """What sources point to: each address is asked once, and known from then on."""

    def note(self, tip: Tip, *, at: Instant, ask: bool = True) -> bool:
        """Take in a tip; False where its address is known already, as an article's
        too, or was forgotten.  Not to `ask` is to know it only.
        """

    def due(
        self, sources: Iterable[str], now: Instant, *, most: int
    ) -> list[tuple[Request, Tip]]:
        """Tips to ask now, at most so many a source, the newest first."""

    def answered(
        self,
        url: str,
        *,
        article: str = "",
        retry: Instant | None = None,
        counted: bool = True,
    ) -> None:
        """A tip's page came, or failed; `url` is its canonical one.

        `article`: the id of what it made; `retry` and `counted` as of a wanted page.
        """

    def attempts(self, url: str) -> int:
        """How often a tip's page has failed."""
