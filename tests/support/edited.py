"""A press of ours that edits its pages after publication, on a clock of its own.

    press = Press(seed=1, pages=200)
    press.serve(web)                     # feeds and pages as they stand at `press.now`
    press.now += 3_600                   # some pages say otherwise now
    press.edits                          # what was changed, when, and how it was told

Every page has its story to itself.  A third of the pages carry no validators and differ
by every fetch in what surrounds the text (a token, counters), as most real ones do.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from typing import TYPE_CHECKING, NamedTuple

from support.replay import Reply

if TYPE_CHECKING:
    from support.replay import Asked, Replay

__all__ = ["HOUR", "Change", "Press"]

HOUR = 3_600
_SYLLABLES = (
    *("ba", "do", "fen", "gri", "hul", "jor", "kes", "lan", "mir"),
    *("nol", "pra", "qui", "ros", "ska", "tem", "vel", "wun", "yar"),
)
_KINDS = ("title", "figure", "sentence", "cut", "summary", "notice")
_NOTICES = (
    "Correction: an earlier figure in this report was wrong.",
    "Berichtigung: In einer früheren Version stand eine falsche Zahl.",
    "This article was amended after publication because a name was misspelt.",
    "Rectificatif : une première version de cet article donnait un autre chiffre.",
)


class Change(NamedTuple):
    """One edit: of which page, when, what, and how the outlet tells of it."""

    path: str
    at: int
    kind: str
    told: str


@dataclass
class _Paper:
    """One page as it stands at some moment."""

    host: str
    path: str
    title: str
    summary: str
    paragraphs: list[str]
    published: int
    modified: int
    stable: bool
    """It has validators and comes byte for byte."""
    changes: list[tuple[Change, _Paper]] = field(default_factory=list)

    def at(self, now: int) -> _Paper:
        standing = [later for change, later in self.changes if change.at <= now]
        return standing[-1] if standing else self


@dataclass
class Press:
    """Outlets, their feeds and pages; `edits` by time."""

    seed: int
    pages: int
    start: int
    hosts: int = 20
    within: int = 80 * HOUR
    """Seconds after publication in which pages are edited."""

    def __post_init__(self) -> None:
        self.now = self.start
        self._chance = random.Random(self.seed)
        self._fetches = 0
        self._papers = [self._paper(number) for number in range(self.pages)]
        found = [change for paper in self._papers for change, _ in paper.changes]
        self.edits = sorted(found, key=lambda change: change.at)

    def serve(self, web: Replay) -> list[str]:
        """Serve everything; returns the addresses of the feeds."""
        for paper in self._papers:
            web.handle(f"/{paper.host}{paper.path}", self._answering(paper))
        return [
            web.handle(f"/{host}/feed.xml", self._feeding(host))
            for host in sorted({paper.host for paper in self._papers})
        ]

    def route(self, web: Replay):
        """Where the addresses that feeds name are really served."""

        def lead(url: str) -> str:
            _, _, rest = url.partition("://")
            host, _, path = rest.partition("/")
            if not host.endswith(".example"):
                return url
            return web.url(f"/{host}/{path}")

        return lead

    def _answering(self, paper: _Paper):
        def answer(_asked: Asked) -> Reply:
            self._fetches += 1
            token = "" if paper.stable else str(self._fetches)
            return Reply(
                _html(paper.at(self.now), token).encode(),
                content_type="text/html; charset=utf-8",
                validators=paper.stable,
            )

        return answer

    def _feeding(self, host: str):
        """The feed tells what was first published, whatever the pages say now."""
        items = "".join(
            f"<item><title>{p.title}</title><link>https://{host}{p.path}</link>"
            f"<description>{p.summary}</description>"
            f"<pubDate>{formatdate(p.published, usegmt=True)}</pubDate></item>"
            for p in self._papers
            if p.host == host
        )
        body = (
            f"<rss version='2.0'><channel><title>{host}</title>"
            f"<link>https://{host}/</link>{items}</channel></rss>"
        )
        return lambda _asked: Reply(body.encode(), validators=True)

    def _paper(self, number: int) -> _Paper:
        """A page in words of its own: nothing else may be its event."""
        words = [self._word() for _ in range(40)]
        figure = self._chance.randrange(20, 900)
        told = [self._sentence(words) for _ in range(9)]
        told.append(f"{words[0]} counts {figure} {words[1]}, and wants {figure * 3}.")
        paper = _Paper(
            host=f"paper{number % self.hosts}.example",
            path=f"/news/{number}-{words[0]}-{words[1]}".lower(),
            title=f"{words[0]} {words[1]} of {words[2]} has {figure} {words[3]}",
            summary=f"What {words[0]} means to {words[2]}, in {figure} {words[4]}.",
            paragraphs=[" ".join(told[n : n + 3]) for n in range(0, len(told), 3)],
            published=self.start - self._chance.randrange(60, 1_500),
            modified=0,
            stable=number % 3 != 0,
        )
        at = paper.published + self._chance.randrange(1_600, self.within)
        paper.changes.append(self._edit(paper, at, _KINDS[number % len(_KINDS)]))
        return paper

    def _word(self) -> str:
        size = self._chance.randrange(3, 5)
        return "".join(self._chance.choices(_SYLLABLES, k=size)).capitalize()

    def _sentence(self, words: list[str]) -> str:
        one, two, three, four, five, six = self._chance.sample(words, 6)
        return (
            f"{one} {two} of {three} said that {self._chance.randrange(9, 99)} "
            f"{four} are with {five}, after {self._chance.randrange(1, 60)} years in "
            f"{six}."
        )

    def _edit(self, paper: _Paper, at: int, kind: str) -> tuple[Change, _Paper]:
        title, summary, text = paper.title, paper.summary, list(paper.paragraphs)
        if kind == "title":
            title = f"{title}, mayor says"
        elif kind == "figure":
            text[-1] = f"{text[-1]} At least {self._chance.randrange(900, 999)} came."
        elif kind == "sentence":
            text[1] = f"Nobody had asked for the {self._word()}, they say. {text[1]}"
        elif kind == "cut":
            del text[1]
        elif kind == "summary":
            summary = f"{summary[:-1]}, and to its neighbours."
        told = ("silent", "dated")[at % 2]
        if kind == "notice":
            text[0] = text[0].replace(" said ", " told reporters, said ")
            text.append(self._chance.choice(_NOTICES))
            told = "corrected"
        later = _Paper(
            host=paper.host,
            path=paper.path,
            title=title,
            summary=summary,
            paragraphs=text,
            published=paper.published,
            modified=at if told == "dated" else 0,
            stable=paper.stable,
        )
        return Change(paper.path, at, kind, told), later


def _html(paper: _Paper, token: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": paper.title,
        "datePublished": _iso(paper.published),
        "dateModified": _iso(paper.modified or paper.published),
        "author": {"@type": "Person", "name": "Ada Brook"},
    }
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paper.paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{paper.title}</title>"
        f"<meta name='description' content='{paper.summary}'>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/s'>Sport {token}</a></nav>"
        f"<main><article><h1>{paper.title}</h1>{text}</article></main>"
        f"<aside><p>{token} readers</p></aside>"
        f"<footer>© {paper.host} {token}</footer></body></html>"
    )


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
