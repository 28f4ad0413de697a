"""From an address that a person gives to the source behind it: a feed, else a sitemap.

What is there is known by its content.  A page announces feeds; where it announces none,
the robots.txt of its site may name sitemaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsfold.errors import InputError, NetworkError
from newsfold.fetch.stream import stream
from newsfold.model import Failure, Kind, Page, Purpose, Record, Request, Source
from newsfold.sources.discover import feeds, sitemaps
from newsfold.steps.parse import Job, parse
from newsfold.text.urls import is_web, shown
from newsfold.version import __version__

if TYPE_CHECKING:
    from newsfold.steps import Run

_ADVICE = {
    "dns": "see whether the name is spelt right and the network is up",
    "timeout": "the server is slow or away: try again later",
    "connection": "see whether the address is right and the server is up",
    "refused-address": "set fetch.allow_private_networks if you mean it",
    "backed-off": "its host was in trouble a moment ago: try again later",
}
"""What to do about a reason of a failed request."""
_PURPOSES: dict[Kind, Purpose] = {"feed": "feed", "sitemap": "sitemap"}
_CANDIDATES = 5
"""Announced feeds, or named sitemaps, that are tried before we give up."""


class Subscription(Record, frozen=True, kw_only=True):
    """What became of one address: the source that is watched now, and its title."""

    asked: str
    url: str
    kind: Kind
    title: str
    new: bool


def subscribe(run: Run, asked: str, *, kind: Kind | None = None) -> Subscription:
    """Subscribe to an address, or to the best feed or sitemap of the page there.

    `kind`: what it is to be taken for; None: what its content says.  Raises
    NetworkError when an address cannot be reached, InputError when there is no such
    source at it.
    """
    url = asked if "//" in asked else f"https://{asked}"
    if not is_web(url):
        message = f"{asked} is no web address; give one that starts with https://"
        raise InputError(message)
    source = _discovered(run, url, asked) if kind is None else _as(run, url, kind)
    with run.store.transaction():
        new = run.store.sources.add(source, at=run.now)
    return Subscription(
        asked=asked, url=source.url, kind=source.kind, title=source.title, new=new
    )


def _discovered(run: Run, url: str, asked: str) -> Source:
    """What stands at an address, else what the page there leads to."""
    page = _fetch(run, url)
    source = _source(run, page, url)
    if source is not None:
        return source
    for candidate in feeds(page)[:_CANDIDATES]:
        source = _source(run, _fetch(run, candidate), candidate)
        if source is not None:
            return source
    for candidate in _sitemaps(run, page)[:_CANDIDATES]:
        answer = _answer(run, candidate, "sitemap")
        if isinstance(answer, Page):
            source = _source(run, answer, candidate, site=page.url)
            if source is not None:
                return source
    message = (
        f"{asked} is no feed and announces none, and its robots.txt names no sitemap; "
        "look for a link named RSS or Atom on the site and add that"
    )
    raise InputError(message)


def _as(run: Run, url: str, kind: Kind) -> Source:
    """The source of a kind that a person named."""
    source = _source(run, _fetch(run, url, _PURPOSES[kind]), url)
    if source is None or source.kind != kind:
        what = "nothing that can be read" if source is None else f"a {source.kind}"
        message = f"{shown(url)} is no {kind}: it is {what}"
        raise InputError(message)
    return source


def _sitemaps(run: Run, page: Page) -> list[str]:
    """The sitemaps that the robots.txt of a page's site names; none without one."""
    parts = urlsplit(page.url)
    answer = _answer(run, f"{parts.scheme}://{parts.netloc}/robots.txt", "robots")
    return sitemaps(answer) if isinstance(answer, Page) else []


def _fetch(run: Run, url: str, purpose: Purpose = "discover") -> Page:
    answer = _answer(run, url, purpose)
    if isinstance(answer, Failure):
        detail = f" ({answer.detail})" if answer.detail else ""
        advice = _ADVICE.get(answer.reason, "open it in a browser to see why")
        message = f"{shown(url)} cannot be fetched: {answer.reason}{detail}; {advice}"
        raise NetworkError(message)
    return answer


def _answer(run: Run, url: str, purpose: Purpose) -> Page | Failure:
    answers = stream(
        [Request(url=url, purpose=purpose, source=url)],
        run.settings.fetch,
        version=__version__,
        route=run.route,
        hosts=run.hosts,
    )
    for _, answer in answers:
        return answer
    raise AssertionError(url)


def _source(run: Run, page: Page, url: str, *, site: str = "") -> Source | None:
    """The source that a page is; None where it is none."""
    for outcome in run.engine.map(parse, [Job(page=page, site=site)]):
        if outcome.value is not None and outcome.value.feed is not None:
            told = outcome.value.feed
            return Source(
                url=url, kind=told.kind, title=told.title, site=site or told.site
            )
    return None
