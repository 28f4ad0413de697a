"""What we watch, what we ask for, what came back."""

from __future__ import annotations

from typing import Literal

from newsfold.model.base import Instant, Record

Purpose = Literal[
    "feed",
    "sitemap",
    "listing",
    "api",
    "page",
    "image",
    "robots",
    "rights",
    "discover",
    "push",
]
Kind = Literal["feed", "sitemap", "page", "api"]
"""What a source is: a feed, a sitemap or an index of them, a page whose links are
followed, an API that answers in JSON."""


class Source(Record, frozen=True, kw_only=True):
    """What we watch, known by the address that is polled."""

    url: str
    kind: Kind = "feed"
    rule: str = ""
    """Name of the rule by which a page or an API is read: `rules/NAME.toml`."""
    title: str = ""
    site: str = ""
    """The site's own link as the feed states it; the provider comes from here or from
    an article's own link, never from `url`."""
    state: Literal["active", "paused", "gone"] = "active"
    topics: tuple[str, ...] = ()
    """Topics that the user gives to everything from this source."""
    added: Instant = 0


class Part(Record, frozen=True, kw_only=True):
    """What is known of a further document of a source, such as an index's sitemap."""

    parent: str
    """The document that names it."""
    changed: Instant = 0
    """When that says that it changed last, as of the last time it was taken in."""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """As a Poll's; empty: it was never taken in."""
    again: bool = False
    """It could not be had, or its turn has not come: ask, whatever its index says."""


class Poll(Record, frozen=True, kw_only=True):
    """What the last polls of one source taught us: the mutable half of a `Source`."""

    etag: str = ""
    last_modified: str = ""
    """Validators, kept and sent back verbatim."""
    digest: str = ""
    """Of the body that was last taken in: some servers send the same again and again
    and know no validators."""
    last: Instant = 0
    """When it was last asked."""
    due: Instant = 0
    """When to ask next; 0: at once."""
    declared: int = 0
    """Seconds that the server asks us to wait (TTL, Cache-Control, Expires)."""
    interval: int = 0
    """Seconds between polls, as it was last chosen."""
    failures: int = 0
    """Polls that failed since the last good one."""
    status: int = 0
    """HTTP status of the last answer; 0: none came."""
    reason: str = ""
    """Why the last poll failed; empty when it did not."""
    detail: str = ""
    """Who or what was in the way, where that is known: `Cloudflare`."""
    failing_since: Instant = 0
    """When the first of these polls failed."""
    news: Instant = 0
    """When a poll last brought something new; 0: none has yet."""
    moved_to: str = ""
    moved_since: Instant = 0
    """A permanent redirect, and since when it has held."""
    not_before: Instant = 0
    """The server's own word (Retry-After): not asked sooner, not even when forced."""
    overflow: bool = False
    """The last poll shared nothing with the one before: items may have been missed."""
    rule: str = ""
    """Digest of the rule by which it was last read: another reads it anew."""
    parts: dict[str, Part] = {}
    """Its further documents, by address."""
    hub: str = ""
    topic: str = ""
    """Whom to ask for pushing what is new, and by which address (WebSub)."""


class Pace(Record, frozen=True, kw_only=True):
    """How a host is to be asked, where that is other than usual."""

    host: str
    """With its port, where that is no default."""
    next: Instant = 0
    """When its next request may be sent."""
    blocked: Instant = 0
    """Until when it is left alone."""
    failures: int = 0
    """Requests in a row that did not reach it."""


class Push(Record, frozen=True, kw_only=True):
    """A subscription at a hub that pushes what is new of a source (WebSub)."""

    source: str
    hub: str
    topic: str
    """The source's address as the hub knows it."""
    token: str
    """The unguessable part of the address that the hub calls."""
    secret: str
    """Key of the hub's signatures."""
    state: Literal["asked", "active", "denied", "ending", "ended"] = "asked"
    asked: Instant = 0
    """When it was last asked for."""
    attempts: int = 0
    """Requests since it last became active, or was to end."""
    until: Instant = 0
    """When it ends, unless it is asked for again."""
    lease: int = 0
    """Seconds for which it was granted."""


class Delivery(Record, frozen=True, kw_only=True):
    """What a hub pushed, until a run takes it in."""

    number: int
    source: str
    content_type: str
    body: bytes


class Request(Record, frozen=True, kw_only=True):
    """A page that somebody wants fetched."""

    url: str
    purpose: Purpose = "page"
    source: str = ""
    """URL of the source on whose behalf it is asked."""
    article: str = ""
    """Id of the article that it completes, if any."""
    etag: str = ""
    last_modified: str = ""
    parent: str = ""
    """URL of the source's document that names this one; empty: it is the first."""
    changed: Instant = 0
    """When that document says that this one changed; 0: it does not say."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to post; without any it is a GET."""


class Page(Record, frozen=True, kw_only=True):
    """One fetched response.  `body` is decoded from its transfer and content coding."""

    request: Request
    url: str
    """Where the redirects ended."""
    status: int
    fetched: Instant
    headers: dict[str, str] = {}
    """Names in lower case; of repeated ones the values joined by a comma."""
    body: bytes = b""
    redirects: tuple[tuple[int, str], ...] = ()
    """Each hop: the status that sent us on, and to where."""


class Failure(Record, frozen=True, kw_only=True):
    """A bad item: never lost, never stopping the run."""

    stage: str
    subject: str
    """What failed: a URL, an id, a file's name and line."""
    reason: str
    """A short stable word, such as `timeout`, `not-a-feed`, `quarantined`."""
    detail: str = ""
    at: Instant = 0
    wait: int = 0
    """Seconds that the server asks to be left alone; 0: it does not say."""
