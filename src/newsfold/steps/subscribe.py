"""From an address that a person gives to the feed behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.errors import InputError, NetworkError
from newsfold.fetch.stream import stream
from newsfold.model import Failure, FeedInfo, Page, Record, Request, Source
from newsfold.sources.discover import feeds
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
_CANDIDATES = 5
"""Announced feeds that are tried before we give up."""


class Subscription(Record, frozen=True, kw_only=True):
    """What became of one address: the feed that is watched now, and its title."""

    asked: str
    url: str
    title: str
    new: bool


def subscribe(run: Run, asked: str) -> Subscription:
    """Subscribe to an address, or to the best feed that the page there announces.

    Raises NetworkError when an address cannot be reached, InputError when there is no
    feed at it or announced by it.
    """
    url = asked if "//" in asked else f"https://{asked}"
    if not is_web(url):
        message = f"{asked} is no web address; give one that starts with https://"
        raise InputError(message)
    page = _fetch(run, url)
    feed = _feed(run, page)
    for candidate in () if feed else feeds(page)[:_CANDIDATES]:
        url = candidate
        feed = _feed(run, _fetch(run, candidate))
        if feed is not None:
            break
    if feed is None:
        message = (
            f"{asked} is no feed and announces none; look for a link named RSS or "
            "Atom on the site and add that"
        )
        raise InputError(message)
    with run.store.transaction():
        source = Source(url=url, title=feed.title, site=feed.site)
        new = run.store.sources.add(source, at=run.now)
    return Subscription(asked=asked, url=url, title=feed.title, new=new)


def _fetch(run: Run, url: str) -> Page:
    request = Request(url=url, purpose="discover")
    answers = stream(
        [request],
        run.settings.fetch,
        version=__version__,
        route=run.route,
        hosts=run.hosts,
    )
    for _, answer in answers:
        if isinstance(answer, Failure):
            detail = f" ({answer.detail})" if answer.detail else ""
            advice = _ADVICE.get(answer.reason, "open it in a browser to see why")
            message = (
                f"{shown(url)} cannot be fetched: {answer.reason}{detail}; {advice}"
            )
            raise NetworkError(message)
        return answer
    raise AssertionError(url)


def _feed(run: Run, page: Page) -> FeedInfo | None:
    """What the page says of itself when it is a feed."""
    for outcome in run.engine.map(parse, [Job(page=page)]):
        if outcome.value is not None:
            return outcome.value.feed
    return None
