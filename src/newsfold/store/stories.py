"""The drawer of what was made of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from newsfold.model import (
        Gist,
        Instant,
        Judgement,
        Placement,
        Rearrangement,
        Relation,
        Story,
    )
    from newsfold.text.query import Query

__all__ = ["Stories"]


class Stories(Protocol):
    """What we made of articles: stories, placements, judgements, records."""

    def get(self, story: str) -> Story | None:
        """A story by its id, or by an id that was merged into it."""

    def of(self, article: str) -> str | None:
        """Id of the story that an article stands in."""

    def knows(self, story: str) -> bool:
        """Whether an id is or ever was a story's."""

    def all(self, *, limit: int | None = None) -> list[Story]:
        """Stories, latest first."""

    def save(self, story: Story) -> bool:
        """Write a story; False when it stood so already."""

    def merge(self, old: str, new: str) -> None:
        """Let `old` answer as `new`, its relations too, and lists forget it; placements
        are the caller's.
        """

    def found(self, query: Query, *, limit: int) -> list[Story]:
        """Stories of the newest `limit` articles that a query finds, each once."""

    def members(self, story: str) -> list[str]:
        """Ids of the articles that are placed in a story."""

    def place(self, placement: Placement) -> None:
        """Put an article into a story."""

    def plan(self, parts: Iterable[Rearrangement]) -> None:
        """Note what is to be rearranged, each part in a transaction of its own; what
        was planned before and not done is dropped.
        """

    def planned(self) -> tuple[int, Rearrangement] | None:
        """The first part that is still to be done, with its number."""

    def done(self, number: int) -> None:
        """A planned part was carried out."""

    def placements(self, ids: Iterable[str]) -> dict[str, Placement]:
        """Where these articles stand."""

    def standing(self, start: Instant, end: Instant) -> Iterator[tuple[Gist, str, str]]:
        """What was read of the articles whose time lies in [start, end], by time and
        id, each with the story that it stands in and the article that it is a copy of,
        or "".
        """

    def quiet(self, start: Instant, end: Instant, *, since: Instant) -> set[str]:
        """Stories with an article whose time lies in [start, end], but none there since
        a moment.
        """

    def relate(self, relation: Relation) -> bool:
        """Note that two stories belong together; False when that was known."""

    def relations(self, stories: Collection[str]) -> dict[str, list[Relation]]:
        """What each of some stories has to do with others, in both directions."""

    def judgements(self, subjects: Collection[str]) -> dict[str, dict[str, Judgement]]:
        """What was judged of each of some stories or articles, by kind."""

    def save_judgement(self, judgement: Judgement) -> bool:
        """Write a judgement; False when it stood so already."""

    def published(self, stories: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Path and content hash of the record that was written for each of some
        stories, where any was.

        The path stays the story's; the hash is empty where nothing is public.
        """

    def save_published(
        self, story: str, path: str, content_hash: str, cools: Instant | None
    ) -> None:
        """Note what was written, where, and when it has to be written again for its
        heat; None: never.
        """

    def paths(self) -> dict[str, str]:
        """Path of every record that was ever written, by its story's id."""

    def unpublish(self, story: str) -> None:
        """Let a story's path go: published again, it gets a new one."""

    def merged(self) -> dict[str, str]:
        """Ids that stories had which are no more, with the id that each answers as."""

    def cooled(self, now: Instant) -> list[str]:
        """Stories that have to be written again for their heat."""

    def imported(self, story: str) -> str | None:
        """The record file that a story was imported from, as it was."""

    def save_imported(self, story: str, text: str) -> None:
        """Keep the record file that a story was imported from."""
