"""Where records are kept.

A `Store` is eight drawers over one database and one transaction: what we watch
(`sources`), what was published (`articles`), what we made of it (`stories`), what lists
show of that (`summaries`), what was decided (`decisions`), what happened (`log`),
what people had us forget (`forgotten`), and which pictures we have (`pictures`).
Every write that matters puts a line into the change log in the same transaction; stages
downstream read on from their cursor.  `open_store` opens the one that an address names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from newsfold.store.forgotten import Forgotten
from newsfold.store.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from newsfold.model import (
        Article,
        Change,
        Copy,
        Decision,
        Edit,
        Failure,
        Instant,
        Judgement,
        Placement,
        Poll,
        Provider,
        Reading,
        Relation,
        Request,
        Revision,
        Source,
        Story,
        Summary,
        Tally,
    )
    from newsfold.text.query import Query

__all__ = [
    "Articles",
    "Decisions",
    "Forgotten",
    "Log",
    "Pictures",
    "Sources",
    "Store",
    "Stories",
    "Summaries",
    "open_store",
]

Outcome = Literal["new", "sighting", "revised", "completed", "forgotten"]


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


class Articles(Protocol):
    """What was published: articles, their revisions, what they say, who showed them."""

    def save(
        self,
        article: Article,
        *,
        at: Instant,
        extractor: str,
        revise: Callable[[Article, Article], Article] | None = None,
    ) -> tuple[Outcome, str]:
        """Take in what a source shows; returns what it was, and the article's id.

        A new canonical URL is a new article; a source that says the same as before is
        a further sighting; one whose words changed makes a revision; one that was
        forgotten stays so, and has no id.  `revise` joins what a feed says anew with
        what is known from the article's own page.
        """

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

    def between(self, start: Instant, end: Instant) -> list[Reading]:
        """Readings of the articles whose time lies in [start, end], by time and id."""

    def revisions(self, article: str) -> list[Revision]:
        """All states of an article's text, oldest first."""

    def edits(self, ids: Sequence[str]) -> dict[str, tuple[Edit, ...]]:
        """What outlets changed in these articles after publication, oldest first.

        Only what a source says differently counts, read by the same extractor: text
        that came from the article's page, or from a better reader, is no edit.
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

    def want(self, article: str, url: str) -> None:
        """Ask for an article's page; asked for until answered."""

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

    def members(self, story: str) -> list[str]:
        """Ids of the articles that are placed in a story."""

    def place(self, placement: Placement) -> None:
        """Put an article into a story."""

    def placements(self, ids: Iterable[str]) -> dict[str, Placement]:
        """Where these articles stand."""

    def relate(self, relation: Relation) -> bool:
        """Note that two stories belong together; False when that was known."""

    def relations(self, story: str) -> list[Relation]:
        """What a story has to do with others, in both directions."""

    def judgements(self, subject: str) -> dict[str, Judgement]:
        """What was judged of a story or article, by kind."""

    def save_judgement(self, judgement: Judgement) -> bool:
        """Write a judgement; False when it stood so already."""

    def published(self, story: str) -> tuple[str, str] | None:
        """Path and content hash of the record that was written for a story.

        The path stays the story's; the hash is empty where nothing is public.
        """

    def save_published(
        self, story: str, path: str, content_hash: str, band: int
    ) -> None:
        """Note what was written, where, and in which band of heat."""

    def paths(self) -> dict[str, str]:
        """Path of every record that was ever written, by its story's id."""

    def unpublish(self, story: str) -> None:
        """Let a story's path go: published again, it gets a new one."""

    def merged(self) -> dict[str, str]:
        """Ids that stories had which are no more, with the id that each answers as."""

    def warm(self) -> list[tuple[str, int]]:
        """Stories whose written heat may have faded since, with its band."""

    def imported(self, story: str) -> str | None:
        """The record file that a story was imported from, as it was."""

    def save_imported(self, story: str, text: str) -> None:
        """Keep the record file that a story was imported from."""


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


class Decisions(Protocol):
    """What the policy and people decided."""

    def of(self, subject: str) -> list[Decision]:
        """Decisions on a subject, oldest first."""

    def all(self, kinds: Sequence[str] = ()) -> list[Decision]:
        """All decisions, or those of some kinds, oldest first."""

    def save(self, decision: Decision) -> None:
        """Add a decision; a policy's replaces the policy's earlier one."""


class Log(Protocol):
    """What happened, and how far each stage has read."""

    def add(self, kind: str, subject: str, *, at: Instant, **detail: object) -> None:
        """Write one line into the change log."""

    def pending(self, stage: str, kinds: Sequence[str]) -> tuple[list[str], int]:
        """Subjects that changed since the stage's cursor, each once in order of their
        first change, and the sequence number up to which that holds.
        """

    def advance(self, stage: str, seq: int) -> None:
        """Move a stage's cursor forward."""

    def rewind(self, stage: str) -> None:
        """Put a stage's cursor back to the start."""

    def changes(
        self, *, subject: str | None = None, limit: int | None = None
    ) -> list[Change]:
        """The change log, newest first."""

    def facts(self, *, limit: int) -> list[Change]:
        """The latest lines on facts that changed, newest first."""

    def fail(self, failure: Failure) -> None:
        """Keep a failure; the same one again only counts up."""

    def clear(self, stage: str, subject: str) -> None:
        """The subject works again: forget its failures of that stage."""

    def failures(self, *, limit: int | None = None) -> list[tuple[Failure, int]]:
        """Failures with how often they happened, newest first."""


class Store(Protocol):
    """One hub's memory."""

    @property
    def sources(self) -> Sources:
        """What we watch."""

    @property
    def articles(self) -> Articles:
        """What was published."""

    @property
    def stories(self) -> Stories:
        """What we made of it."""

    @property
    def summaries(self) -> Summaries:
        """What lists show of that."""

    @property
    def decisions(self) -> Decisions:
        """What was decided."""

    @property
    def log(self) -> Log:
        """What happened."""

    @property
    def pictures(self) -> Pictures:
        """Pictures that published stories show."""

    @property
    def forgotten(self) -> Forgotten:
        """What people had us forget."""

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside happen together or not at all; nested ones join."""

    def copy(self, path: Path) -> None:
        """Write the database, as it is at one moment, into a new file.

        Readers and writers go on meanwhile.  Raises StorageError when it cannot be
        written, or is not whole.
        """

    def check(self) -> str:
        """What is wrong with the database; empty where it is whole."""

    def close(self) -> None:
        """Let go of the database."""


def open_store(url: str, folder: Path) -> Store:
    """Open the database that `url` names: a file, relative to the hub's folder.

    An older schema is migrated.  Raises SchemaError for a newer one, StorageError
    when it cannot be opened.
    """
    from newsfold.store.sqlite import SqliteStore

    return SqliteStore(folder / url.removeprefix("sqlite:///"))
