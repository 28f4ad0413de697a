"""What one outlet published."""

from __future__ import annotations

from typing import Literal

from newsfold.model.base import Instant, Record
from newsfold.model.rights import Rights
from newsfold.model.web import Failure, Kind, Request


class Provider(Record, frozen=True, kw_only=True):
    """An outlet.  `domain` is its registrable domain and what it is known by."""

    name: str = ""
    domain: str = ""
    kind: Literal["outlet", "agency", "aggregator", "release"] = "outlet"
    """`release`: a service that carries what firms say of themselves."""
    owner: str = ""
    images: tuple[str, ...] = ()


class Image(Record, frozen=True, kw_only=True):
    """A picture.  Width and height in pixels, 0 where unknown."""

    url: str
    width: int = 0
    height: int = 0
    is_cached: bool = False
    file: str = ""
    """Of our own rendition, below `media/`; empty where there is none."""


class Link(Record, frozen=True, kw_only=True):
    """An outbound link of an article's body."""

    url: str
    text: str = ""


class Repair(Record, frozen=True, kw_only=True):
    """One thing that was mended in a text on its way in."""

    field: str
    """title, excerpt, body, url, published …"""
    kind: str
    """mojibake, entity, tracker, stray-quotes, control-characters …"""
    before: str
    after: str


class Article(Record, frozen=True, kw_only=True):
    """What one outlet published at one canonical URL, in its latest known state.

    As it leaves `extract` it has neither `id` nor `revision`; the store mints the id at
    first sight (`a` and 12 hex digits) and it never changes.  Each further state of the
    text gets the next revision number, from 1.
    """

    title: str
    web_url: str
    """Canonical URL: the article's identity."""
    original_url: str = ""
    """The URL as the source gave it."""
    id: str = ""
    revision: int = 0
    excerpt: str = ""
    excerpt_from: Literal["", "outlet", "chosen", "editor"] = ""
    """Whose words: the outlet's summary, chosen from the body, an editor's."""
    body: str = ""
    """Plain text, paragraphs parted by a blank line."""
    published: Instant | None = None
    """None where nobody says."""
    modified: Instant | None = None
    seen: Instant = 0
    """When it was first fetched."""
    category: str = "news"
    type: str = "article"
    language: str = ""
    """ISO 639-1, empty where unknown."""
    provider: Provider = Provider()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """The outlet's own categories and keywords, as written."""
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    source: str = ""
    """URL of the source that brought it."""
    marks: tuple[str, ...] = ()
    """Short stable words on what is unusual: `undated`, `future-date`, `day-only`,
    `body-from-feed`, `body-from-page`, `paywall` …"""
    repairs: tuple[Repair, ...] = ()
    evidence: dict[str, str] = {}
    """Which evidence each field was taken from: `{"title": "json-ld", …}`."""
    signals: dict[str, str] = {}
    """What its outlet says of its use: `robots` (directives), `robots.txt`
    (`disallow`), `tdm-reservation`, `tdm-policy`, `tdmrep.json`, `paywall`, `licence`.
    """
    rights: Rights = Rights()
    """What follows of that."""

    @property
    def time(self) -> Instant:
        """When it entered the news: published, or first seen where that is unknown."""
        return self.seen if self.published is None else self.published


class Revision(Record, frozen=True, kw_only=True):
    """An immutable state of an article's text; claims and quotes point here."""

    article: str
    number: int
    hash: str
    """Hex digest of title, excerpt and body."""
    fetched: Instant
    extractor: str
    """Version of the code that read it."""
    title: str
    excerpt: str
    body: str


class Tip(Record, frozen=True, kw_only=True):
    """An address that a source names without a headline: its page makes the article."""

    url: str
    """As the source gave it."""
    web_url: str = ""
    """Canonical URL: what it is known by, until its page may state another."""
    source: str = ""
    published: Instant | None = None
    """As the source states it; the page's own word goes before."""
    changed: Instant | None = None
    """When the source says that it changed, or what day its address speaks of."""

    @property
    def time(self) -> Instant | None:
        """When it was published or changed; None where nobody says."""
        return self.changed if self.published is None else self.published


class FeedInfo(Record, frozen=True, kw_only=True):
    """What a source's document says of itself."""

    kind: Kind = "feed"
    title: str = ""
    site: str = ""
    language: str = ""
    ttl: int = 0
    """Seconds that it asks to be left alone; 0: it does not say."""
    hub: str = ""
    """Who pushes what is new in it (WebSub)."""
    topic: str = ""
    """By which address the hub knows it."""


class Extraction(Record, frozen=True, kw_only=True):
    """What stage 3 makes of one page."""

    articles: tuple[Article, ...] = ()
    tips: tuple[Tip, ...] = ()
    requests: tuple[Request, ...] = ()
    """Further documents of the source that this one names, the newest first."""
    failures: tuple[Failure, ...] = ()
    feed: FeedInfo | None = None
    """Set when the page is a feed or another kind of source, even an empty one."""
    left: int = 0
    """Entries that were left out: too old, or no articles."""
