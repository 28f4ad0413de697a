"""One stage at a time, without a hub: what `import newsfold` offers other programs.

`extract` a page, `Folder` folds articles, `compare` compares their facts, `repair`
mends broken text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsfold.cluster import Window
from newsfold.cluster.lead import choose
from newsfold.cluster.timeline import Timeline
from newsfold.dedupe import Index
from newsfold.errors import InputError
from newsfold.judge.compare import compare as compare_members
from newsfold.judge.quality import quality
from newsfold.model import (
    Article,
    Comparison,
    Copy,
    Member,
    Origin,
    Page,
    Placement,
    Reading,
    Record,
    Request,
    Story,
)
from newsfold.read import language, read
from newsfold.text.mojibake import repair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Instant

__all__ = ["Folder", "compare", "extract", "repair"]


def extract(html: str | bytes, url: str, *, fetched: Instant = 0) -> Article:
    """The article that a page carries.

    `html`: the page's text, or its bytes as they came.  `url`: where it was found.
    `fetched`: when, in seconds since the epoch; a date beyond it is no date.

    Raises InputError where there is no article in it.

        >>> article = extract(
        ...     "<title>Ferry sails again | The Quay</title><article>"
        ...     "<h1>Ferry sails again</h1><p>The ferry to Lanthe sailed on Monday, "
        ...     "for the first time since the storm.</p></article>",
        ...     "https://quay.example/ferry?utm_source=mail",
        ... )
        >>> article.title, article.web_url, article.language
        ('Ferry sails again', 'https://quay.example/ferry', 'en')
    """
    from newsfold.steps.parse import Job, parse  # folding starts without it

    headers = {"content-type": "text/html"}
    if isinstance(html, str):
        html = html.encode("utf-8", "surrogatepass")
        headers = {"content-type": "text/html; charset=utf-8"}
    page = Page(
        request=Request(url=url, purpose="page"),
        url=url,
        status=200,
        fetched=fetched,
        headers=headers,
        body=html,
    )
    parsed = parse(Job(page=page))
    if not parsed.articles:
        reason = parsed.failures[0].reason if parsed.failures else "nothing in it"
        message = f"{url}: no article found ({reason})"
        raise InputError(message)
    article = parsed.articles[0]
    return msgspec.structs.replace(article, language=language(article))


def compare(articles: Iterable[Article], story: str = "") -> Comparison:
    """The facts that articles of one story report, side by side, with verdicts.

    Articles without an id are known by their URL.

        >>> comparison = compare(
        ...     Article(title="Ferry sinks off Lanthe", body=body, web_url=url)
        ...     for url, body in (
        ...         ("https://wire.example/1", "At Lanthe 14 people were killed."),
        ...         ("https://echo.example/2", "At Lanthe 17 people were killed."),
        ...     )
        ... )
        >>> figure = comparison.figures[0]
        >>> figure.what, figure.verdict
        ('killed', 'conflict')
        >>> [report.value for report in figure.reports]
        [14.0, 17.0]
    """
    members = []
    index = Index()
    for article in articles:
        named = _named(article)
        reading = read(named)
        copy = index.find(named, reading)
        index.add(named, reading)
        members.append(Member(article=named, reading=reading, copy=copy))
    return compare_members(story, members)


class _State(Record, frozen=True, kw_only=True):
    """What a Folder keeps on disk."""

    hours: float
    articles: tuple[tuple[Article, Reading], ...]
    copies: dict[str, Copy]
    stories: dict[str, str]
    gone: tuple[str, ...] = ()
    """Ids that stories had once."""


class Folder:
    """Folds articles into stories as they come.

    `hours`: articles further apart than this are not one event.

        >>> folder = Folder()
        >>> for number, title, body in (
        ...     (1, "Ferry sinks off Lanthe", "A ferry sank off Lanthe at dawn."),
        ...     (2, "Maravel holds its rate", "The central bank of Maravel waits."),
        ...     (3, "Ferry sank at Lanthe", "The ferry that sank off Lanthe was old."),
        ... ):
        ...     url = f"https://outlet{number}.example/{number}"
        ...     placement = folder.add(Article(title=title, body=body, web_url=url))
        >>> sorted(len(story.articles) for story in folder.stories())
        [1, 2]
    """

    def __init__(self, hours: float = 96) -> None:
        self._hours = hours
        self._members: dict[str, Member] = {}
        self._index = Index()
        self._gone: set[str] = set()
        """Ids that stories had once, which never come back."""
        self._stood: dict[str, str] = {}
        """Story of each article, as it stood when it was asked last."""
        self._timeline = Timeline(Window(hours, known=self._gone.__contains__))

    def __len__(self) -> int:
        return len(self._members)

    def add(self, article: Article) -> Placement:
        """Take in one article, in order of arrival; returns where it stands for now.

        Without an id it is known by its URL.  One that is known already changes
        nothing.
        """
        named = _named(article)
        reading = read(named)
        copy = self._index.find(named, reading)
        turned = self._index.add(named, reading)
        member = Member(
            article=named,
            reading=reading,
            quality=quality(named, reading),
            copy=copy,
            origin=reading.origin,
        )
        self._members.setdefault(named.id, member)
        for other in turned:
            known = self._members[other.article]
            self._members[other.article] = msgspec.structs.replace(known, copy=other)
        return self._timeline.add(reading, copy.of if copy else "")

    def copy_of(self, article: str) -> str | None:
        """Id of the article whose text this one carries; None where it is its own."""
        copy = self._members[article].copy
        return copy.of if copy else None

    def origin(self, article: str) -> Origin | None:
        """Where the article itself says that its news comes from."""
        return self._members[article].origin

    def stories(self) -> list[Story]:
        """The stories as they stand, the latest first, each with its lead."""
        standing, _ = self._settled()
        groups: dict[str, list[Member]] = {}
        for name, story in standing.items():
            groups.setdefault(story, []).append(self._members[name])
        stories = []
        for name, members in groups.items():
            members.sort(key=lambda m: (m.article.time, m.article.id))
            lead, reason = choose(members)
            stories.append(
                Story(
                    id=name,
                    lead=lead,
                    articles=tuple(m.article.id for m in members),
                    opened=members[0].article.time,
                    updated=members[-1].article.time,
                    lead_reason=reason,
                )
            )
        return sorted(stories, key=lambda story: (-story.updated, story.id))

    def save(self, path: str | Path) -> None:
        """Write everything to a file that `load` reads."""
        standing, gone = self._settled()
        state = _State(
            hours=self._hours,
            articles=tuple((m.article, m.reading) for m in self._members.values()),
            copies={n: m.copy for n, m in self._members.items() if m.copy},
            stories=standing,
            gone=tuple(sorted(self._gone | gone.keys())),
        )
        Path(path).write_bytes(msgspec.msgpack.encode(state))

    def _settled(self) -> tuple[dict[str, str], dict[str, str]]:
        """The story of every article, and which ids gave way to which."""
        moved, gone = self._timeline.settle()
        self._stood |= {name: placed.story for name, placed in moved.items()}
        return self._stood, gone

    @classmethod
    def load(cls, path: str | Path) -> Folder:
        """Read what `save` wrote.  Raises InputError for what is no such file."""
        try:
            state = msgspec.msgpack.decode(Path(path).read_bytes(), type=_State)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}"
            raise InputError(message) from error
        except msgspec.DecodeError as error:
            message = f"{path} was not written by Folder.save: {error}"
            raise InputError(message) from error
        folder = cls(state.hours)
        folder._gone.update(state.gone)  # our own
        folder._stood = state.stories  # our own
        for article, reading in state.articles:
            copy = state.copies.get(article.id)
            folder._members[article.id] = Member(  # our own
                article=article,
                reading=reading,
                quality=quality(article, reading),
                copy=copy,
                origin=reading.origin,
            )
            copy_of = copy.of if copy else ""
            folder._index.add(article, reading, copy_of)  # our own
            folder._timeline.put_back(  # our own
                reading, state.stories[article.id], copy_of
            )
        return folder


def _named(article: Article) -> Article:
    """An article that has an id."""
    name = article.id or article.web_url
    return msgspec.structs.replace(article, id=name)
