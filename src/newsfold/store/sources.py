"""The drawer of what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from newsfold.model import (
        Instant,
        Poll,
        Source,
    )

__all__ = ["Sources"]


class Sources(Protocol):
    """What we watch."""

    def all(self) -> list[tuple[Source, Poll]]:
        """Every source with its poll state, by URL."""

    def get(self, url: str) -> tuple[Source, Poll] | None:
        """One source by its address."""

    def add(self, source: Source, *, at: Instant) -> bool:
        """Subscribe; False when it was there already."""

    def update(self, source: Source, poll: Poll | None = None) -> None:
        """Write a source back, and its poll state where one is given."""

    def remove(self, url: str, *, at: Instant) -> bool:
        """Unsubscribe; its articles stay."""
