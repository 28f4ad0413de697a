"""The drawer of what lists show of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.model import (
        Summary,
        Tally,
    )

__all__ = ["Summaries"]


class Summaries(Protocol):
    """What lists show of stories: written when a story is published or withheld.

    Published stories stand on shelves: `""` for all of them, `disputed`, `verdict:`
    with what it is (unless there is one source), and `topic:` with each topic's name,
    case folded.
    """

    def save(self, told: Summary) -> None:
        """Write what lists show of a story."""

    def drop(self, story: str) -> None:
        """Forget what lists show of a story."""

    def get(self, story: str) -> Summary | None:
        """What lists show of one story."""

    def known(self, stories: Iterable[str]) -> dict[str, Summary]:
        """What lists show of these stories, by id, where it is known."""

    def all(self, *, limit: int | None = None) -> Iterator[Summary]:
        """All stories, published or not, the one updated last first."""

    def shelf(
        self,
        name: str = "",
        *,
        order: Literal["time", "heat"] = "time",
        limit: int,
        skip: int = 0,
        after: tuple[int, str] | None = None,
    ) -> list[tuple[Summary, tuple[int, str]]]:
        """Published stories of a shelf, each with its place in this order.

        The one updated last first, or the hottest.  `after`: go on behind that place.
        """

    def shelves(self) -> dict[str, tuple[str, int]]:
        """Every shelf with its name as written and how many stories stand on it."""

    def tallies(self) -> list[Tally]:
        """What each outlet has in the published stories, most reports first."""
