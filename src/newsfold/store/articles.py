"""The drawer of what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from newsfold.model import (
        Article,
        Copy,
        Edit,
        Instant,
        Provider,
        Reading,
        Request,
        Revision,
    )
    from newsfold.text.query import Query

__all__ = ["Articles"]

Outcome = Literal["new", "sighting", "revised", "completed", "forgotten"]


class Articles(Protocol):
    """What was published: articles, their revisions, what they say, who showed them."""

    def save(
        self,
        article: Article,
        *,
        at: Instant,
        extractor: str,
        revise: Callable[[Article, Article], Article] | None = None,
        change: Literal["", "revised", "completed"] = "",
    ) -> tuple[Outcome, str]:
        """Take in what a source shows; returns what it was, and the article's id.

        A new canonical URL is a new article; a source that says the same as before is
        a further sighting; one whose words changed makes a revision; one that was
        forgotten stays so, and has no id.  `revise` joins what a feed says anew with
        what is known from the article's own page.  An article with an id comes from
        there.  `change` says what it is that its words are others: by default an
        article with an id was completed, another revised by its outlet.
        """

    def save_rights(self, article: Article) -> None:
        """Note what an article's outlet says of its use, and what follows of that."""

    def save_reading(self, reading: Reading) -> None:
        """Write what an article says; it replaces what an earlier reading found."""

    def get(self, article: str) -> Article | None:
        """One article by id, body included."""

    def by_url(self, url: str, *, shown: bool = False) -> Article | None:
        """One article by canonical URL; `shown`: by one that a source showed it at."""

    def many(self, ids: Sequence[str]) -> dict[str, Article]:
        """Articles by id, bodies included."""

    def recent(
        self,
        *,
        limit: int | None = None,
        domain: str | None = None,
        after: Instant | None = None,
    ) -> Iterator[Article]:
        """Articles without bodies, newest first."""

    def readings(self, ids: Sequence[str]) -> dict[str, Reading]:
        """Readings by article id."""

    def times(self, ids: Collection[str]) -> list[Instant]:
        """Times of these articles, ascending."""

    def revisions(self, article: str) -> list[Revision]:
        """All states of an article's text, oldest first."""

    def edits(self, ids: Sequence[str]) -> dict[str, tuple[Edit, ...]]:
        """What outlets changed in these articles after publication, oldest first.

        Only what a source says differently counts, read by the same extractor: text
        that came from the article's page, or from a better reader, is no edit.  What a
        page says otherwise than itself before is one; a line `article.told` of the
        change log says how its outlet told of it.
        """

    def candidates(self, sketch: Sequence[int], *, crowd: int) -> dict[str, int]:
        """Ids of articles that share sketch hashes, with how many they share.

        A hash that `crowd` articles or more have is boilerplate and not counted.
        """

    def save_copy(self, copy: Copy) -> None:
        """Note that an article's text is another's."""

    def drop_copy(self, article: str) -> None:
        """The article's text is its own."""

    def copies(self, ids: Sequence[str]) -> dict[str, Copy]:
        """The copies among these articles."""

    def copies_of(self, origin: str) -> list[str]:
        """Ids of the articles that are copies of `origin`."""

    def want(self, article: str, url: str, *, due: Instant = 0) -> None:
        """Ask for an article's page, from `due` on; asked for until answered."""

    def wanted(self, now: Instant) -> list[tuple[Request, Article]]:
        """Pages that are due to be fetched, with the article that each completes."""

    def answered(
        self, article: str, *, retry: Instant | None = None, counted: bool = True
    ) -> None:
        """A wanted page came, or failed: `retry` is when to try again, None: never.

        Not `counted`: it was never asked for, so that is no attempt.
        """

    def attempts(self, article: str) -> int:
        """How often a wanted page has failed."""

    def search(
        self,
        query: Query,
        *,
        limit: int,
        below: int | None = None,
        shown: bool = False,
    ) -> list[tuple[Article, int]]:
        """Articles that a query asks for, each with its place, newest first.

        In order of arrival, without bodies.  `below`: go on below that place.
        `shown`: only articles of published stories; where a topic or verdict is asked
        for, it is only these anyway.
        """

    def providers(self) -> Mapping[str, Provider]:
        """The register of outlets, by domain."""

    def count(self) -> int:
        """How many articles there are."""
