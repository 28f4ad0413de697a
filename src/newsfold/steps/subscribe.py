"""From an address that a person gives to the source behind it: a feed, else a sitemap.

What is there is known by its content.  A page announces feeds; where it announces none,
the robots.txt of its site may name sitemaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from newsfold.errors import ConfigError, InputError, NetworkError
from newsfold.extract.rules import kind_of
from newsfold.fetch.stream import stream
from newsfold.model import Failure, Kind, Page, Purpose, Record, Request, Source
from newsfold.sources.discover import feeds, sitemaps
from newsfold.sources.schedule import PURPOSES
from newsfold.steps.parse import Job, Parsed, parse
from newsfold.steps.rules import read_rule, rule_of
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
_KIND_ADVICE: dict[Kind, str] = {
    "feed": "add it without --as to see what it is",
    "sitemap": "add it without --as to see what it is",
    "page": "say by a rule which of its links are articles",
    "api": "look at its answer, then put the rule right",
}
_CANDIDATES = 5
"""Announced feeds, or named sitemaps, that are tried before we give up."""


class Subscription(Record, frozen=True, kw_only=True):
    """What became of one address: the source that is watched now, and its title."""

    asked: str
    url: str
    kind: Kind
    title: str
    new: bool


def subscribe(
    run: Run, asked: str, *, kind: Kind | None = None, rule: str = ""
) -> Subscription:
    """Subscribe to an address, or to the best feed or sitemap of the page there.

    `kind`: what it is to be taken for; None: what its rule is for, or its content
    says.  `rule`: the name of a rule in the hub's folder.  Raises NetworkError when an
    address cannot be reached, InputError when there is no such source at it,
    ConfigError for a rule that cannot be read.
    """
    url = asked if "//" in asked else f"https://{asked}"
    if not is_web(url):
        message = f"{asked} is no web address; give one that starts with https://"
        raise InputError(message)
    if rule and kind is None:
        found = read_rule(run.folder, rule).rule
        kind = kind_of(found) if found else None
        if kind is None:
            raise ConfigError(f"{rule} is a rule for articles, not for a source")
    if kind is None:
        source = _discovered(run, url, asked)
    else:
        source = _as(run, Source(url=url, kind=kind, rule=rule))
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


def _as(run: Run, wanted: Source) -> Source:
    """The source that a person named, if it is one of that kind."""
    rule = rule_of(run.folder, wanted).rule
    page = _fetch(run, wanted.url, PURPOSES[wanted.kind])
    parsed = _parsed(run, Job(page=page, rule=rule))
    where = f"{shown(wanted.url)} is no {wanted.kind}"
    if parsed is None:
        raise InputError(f"{where}: it cannot be read")
    if parsed.feed is None or parsed.feed.kind != wanted.kind:
        found = parsed.failures[0].detail if parsed.failures else "it is something else"
        advice = f"; {_KIND_ADVICE[wanted.kind]}"
        raise InputError(f"{where}: {found}{advice}")
    return replace(wanted, title=parsed.feed.title, site=parsed.feed.site)


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
    """The source that a page is by its content; None where it is none."""
    parsed = _parsed(run, Job(page=page, site=site))
    if parsed is None or parsed.feed is None:
        return None
    told = parsed.feed
    return Source(url=url, kind=told.kind, title=told.title, site=site or told.site)


def _parsed(run: Run, job: Job) -> Parsed | None:
    """What a page says; None where it could not be read at all."""
    return next((outcome.value for outcome in run.engine.map(parse, [job])), None)
