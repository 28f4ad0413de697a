"""What a hub knows, for reading: stories, articles, what they say, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsfold.edit.desk import in_force
from newsfold.errors import NotFoundError
from newsfold.model import Article, Comparison
from newsfold.store.dossiers import changed_facts, dossiers, unread
from newsfold.text.query import Query
from newsfold.text.query import parse as parse_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.model import (
        Change,
        Dealing,
        Decision,
        Dossier,
        Edit,
        Failure,
        HostRights,
        Reading,
        Revision,
        Summary,
    )
    from newsfold.store import Store, Summaries

__all__ = ["Archive", "Hit"]

_NEAR = 1_000
"""Ids among which a mistyped one is looked for: the latest."""


class Hit(NamedTuple):
    """An article that a search found, and its place among all."""

    article: Article
    place: int


class Archive:
    """The reading half of a hub."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stories(self, *, limit: int | None = None) -> Iterator[Dossier]:
        """Stories, latest first, with everything that is known of them."""
        return dossiers(self._store, self._store.stories.all(limit=limit), in_force)

    @property
    def summaries(self) -> Summaries:
        """Stories as lists show them, far cheaper than `stories`; see its methods.

        As they were last published, withheld or imported.
        """
        return self._store.summaries

    def articles(
        self,
        *,
        limit: int | None = None,
        domain: str | None = None,
        bodies: bool = False,
    ) -> Iterator[Article]:
        """Articles, newest first; without their bodies unless `bodies`."""
        for article in self._store.articles.recent(limit=limit, domain=domain):
            yield self.article(article.id) if bodies else article

    def failures(self, *, limit: int | None = None) -> list[tuple[Failure, int]]:
        """What went wrong, newest first, and how often it did."""
        return self._store.log.failures(limit=limit)

    def story(self, name: str) -> Dossier:
        """One story by its id, or by an id that was merged into it."""
        story = self._store.stories.get(name)
        if story is None:
            latest = self._store.stories.all(limit=_NEAR)
            raise NotFoundError.of("story", "stories", name, (s.id for s in latest))
        return next(dossiers(self._store, [story], in_force))

    def article(self, name: str) -> Article:
        """One article by its id, body included."""
        article = self._store.articles.get(name)
        if article is None:
            latest = self._store.articles.recent(limit=_NEAR)
            raise NotFoundError.of("article", "articles", name, (a.id for a in latest))
        return article

    def story_id(self, article: str) -> str | None:
        """The id of the story that an article stands in."""
        return self._store.stories.of(article)

    def story_of(self, article: str) -> Dossier | None:
        """The story that an article stands in."""
        name = self.story_id(article)
        return None if name is None else self.story(name)

    def placed(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[str | None, str | None]]]:
        """Each article with its story's id, and the id of what it is a copy of."""
        for article in articles:
            copy = self._store.articles.copies([article.id]).get(article.id)
            place = self._store.stories.of(article.id), copy.of if copy else None
            yield article, place

    def reading(self, article: str) -> Reading:
        """What an article says."""
        found = self._store.articles.readings([article]).get(article)
        return found or unread(self.article(article))

    def revisions(self, article: str) -> list[Revision]:
        """All states of an article's text, oldest first."""
        return self._store.articles.revisions(article)

    def edits(self, article: str) -> tuple[Edit, ...]:
        """What its outlet changed in an article after publication, oldest first."""
        return self._store.articles.edits([article]).get(article, ())

    def history(self, subject: str, *, limit: int | None = None) -> list[Change]:
        """The change log's lines on one story, article or source, newest first."""
        return self._store.log.changes(subject=subject, limit=limit)

    def comparison(self, story: str) -> Comparison | None:
        """What the outlets of a story report, side by side."""
        judged = self._store.stories.judgements([story])[story].get("comparison")
        return msgspec.convert(judged.value, Comparison) if judged else None

    def host_rights(self) -> list[HostRights]:
        """What hosts say of the use of their pages, as far as they were asked."""
        return self._store.hosts.all()

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        below: int | None = None,
        shown: bool = False,
    ) -> list[Hit]:
        """Articles that the query asks for, newest first; see `newsfold.text.query`.

        `below`: go on below the place of the last hit.  `shown`: only articles of
        published stories.  Raises UsageError for a date that is none.
        """
        asked = parse_query(query)
        if asked == Query():
            return []
        found = self._store.articles.search(
            asked, limit=limit, below=below, shown=shown
        )
        return [Hit(*each) for each in found]

    def arrivals(
        self, *, limit: int, below: int | None = None, shown: bool = False
    ) -> list[Hit]:
        """All articles in order of arrival, the last first; as `search` otherwise."""
        found = self._store.articles.search(
            Query(), limit=limit, below=below, shown=shown
        )
        return [Hit(*each) for each in found]

    def changed_facts(
        self, limit: int, below: int | None = None
    ) -> list[tuple[Change, Summary]]:
        """The latest facts that changed in published stories, each with its story.

        `below`: go on below that line of the change log.
        """
        return changed_facts(self._store, limit, below)

    def deals(
        self, query: Query | str = "", *, limit: int, skip: int = 0
    ) -> list[tuple[Dealing, Summary]]:
        """The deals that published stories tell, the latest first, each with its story.

        `query` as in `newsfold.text.query`.  Raises UsageError for one that makes no
        sense.
        """
        asked = parse_query(query) if isinstance(query, str) else query
        return self._store.ledger.deals(asked, limit=limit, skip=skip)

    def count_deals(self, query: Query) -> int:
        """How many deals that would be without a limit."""
        return self._store.ledger.count(query)

    def kinds_of_deals(self) -> dict[str, int]:
        """How many deals of each kind published stories tell, most first."""
        return self._store.ledger.kinds()

    def decisions(self, subject: str) -> list[Decision]:
        """All decisions on a subject, oldest first."""
        return self._store.decisions.of([subject])[subject]
