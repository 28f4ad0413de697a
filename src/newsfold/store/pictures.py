"""The drawer of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Image, Instant

__all__ = ["Pictures"]


class Pictures(Protocol):
    """Pictures that published stories show: wanted, had, or not to be had."""

    def want(self, url: str, story: str) -> None:
        """Ask for a picture; what was asked for before is not asked for again."""

    def wanted(self, now: Instant) -> list[tuple[str, str, int]]:
        """Address, story and failed attempts of each picture that is due."""

    def save(self, image: Image) -> None:
        """A picture came, and has a rendition."""

    def failed(self, url: str, *, retry: Instant | None) -> None:
        """A picture did not come: `retry` is when to try again, None: never."""

    def had(self, urls: Iterable[str]) -> dict[str, Image]:
        """The pictures among these that have a rendition."""

    def files(self) -> set[str]:
        """Names of all renditions below `media/`."""

    def forget(self, urls: Iterable[str]) -> None:
        """Forget the pictures among these that no article has any more."""
