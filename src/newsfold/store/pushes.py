"""The drawer of what hubs push (WebSub): subscriptions and deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from newsfold.model import Delivery, Push

__all__ = ["Pushes"]


class Pushes(Protocol):
    """Subscriptions at hubs, and what they pushed until a run takes it in."""

    def all(self) -> dict[str, Push]:
        """Every subscription, by its source's address."""

    def of(self, source: str) -> Push | None:
        """The subscription of a source."""

    def by_token(self, token: str) -> Push | None:
        """The subscription of a callback address."""

    def save(self, push: Push) -> None:
        """Write a subscription; it replaces the one that its source had."""

    def drop(self, source: str) -> None:
        """Forget the subscription of a source."""

    def deliver(
        self, source: str, content_type: str, body: bytes, *, most: int
    ) -> bool:
        """Keep what was pushed; False where so many wait for the next run already."""

    def deliveries(self) -> list[int]:
        """Numbers of what waits, the oldest first."""

    def delivery(self, number: int) -> Delivery | None:
        """One of them."""

    def taken(self, number: int) -> None:
        """Drop what was taken in."""
