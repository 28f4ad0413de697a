"""When to ask each source next: facts in, requests and polls out.

The pace of a source lies between what its server declares (a TTL, Cache-Control,
Expires) and what its turnover suggests:

- never more often than every 10 minutes, not even where a server would allow it;
- so that one or two new items, and at most a quarter of the feed, come with a poll;
- at least hourly where nothing is declared, however quiet it is, and at least daily
  whatever is declared;
- an explicit Retry-After is never cut short, not even when forced, and holds for every
  source of that host.

A poll that shares nothing with the last one means that items were missed: the next one
comes sooner, whatever a cache declares, and `Poll.overflow` says so.  Failures back off
exponentially, up to a day.  A permanent redirect is adopted after it held for a week;
410 ends a source; nothing else does.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from newsfold.model import Page, Poll, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Failure, FeedInfo, Instant, Kind, Purpose, Source

__all__ = ["MIN_INTERVAL", "PURPOSES", "after", "due", "moved"]

MIN_INTERVAL = 600
"""Seconds: no source is asked more often."""
_FIRST_INTERVAL = 1800
_MAX_INTERVAL = 3600
_DAY = 86_400
_MOVE_AFTER = 7 * _DAY
_JITTER = 0.1
"""Share of the interval by which polls are spread."""
_ITEMS = 2
"""New items that a poll should bring."""
_SHARE = 0.25
"""Share of a feed that may turn over between two polls."""
_QUIETER = 1.5
"""Growth of the interval when nothing is new."""
PURPOSES: dict[Kind, Purpose] = {
    "feed": "feed",
    "sitemap": "sitemap",
    "page": "listing",
    "api": "api",
}
"""What a source of each kind is asked as."""
_NOT_MODIFIED, _GONE = 304, 410
_TELLING = frozenset({"not-a-feed", "walled"})
"""Failures whose detail says who or what was in the way."""
_WALL = "behind "
"""Begins the detail of a refusal that came from a service before the host."""
_DETAIL = 120
"""Characters of a detail that are kept."""
_PERMANENT = frozenset({301, 308})
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


def due(
    pairs: Iterable[tuple[Source, Poll]], now: Instant, *, force: bool = False
) -> list[Request]:
    """The requests that are due, the longest overdue first, with their validators.

    `force` asks every active source, except where its host said Retry-After.
    """
    pairs = list(pairs)
    held: dict[str, Instant] = {}
    for source, poll in pairs:
        if poll.not_before > now:
            host = _host(moved(source, poll, now))
            held[host] = max(held.get(host, 0), poll.not_before)
    ready = []
    for source, poll in pairs:
        if source.state != "active":
            continue
        if not force and (poll.reason == "gone" or _ready_at(poll, now) > now):
            continue
        url = moved(source, poll, now)
        if poll.not_before > now or held.get(_host(url), 0) > now:
            continue
        request = Request(
            url=url,
            purpose=PURPOSES[source.kind],
            source=source.url,
            etag=poll.etag,
            last_modified=poll.last_modified,
        )
        ready.append((poll.due, request))
    ready.sort(key=lambda pair: pair[0])
    return [request for _, request in ready]


def moved(source: Source, poll: Poll, now: Instant) -> str:
    """The address to poll: the new one once a permanent redirect has held a week."""
    held = poll.moved_to and now - poll.moved_since >= _MOVE_AFTER
    return poll.moved_to if held else source.url


def after(
    poll: Poll,
    outcome: Page | Failure,
    *,
    feed: FeedInfo | None,
    fresh: int,
    total: int,
    now: Instant,
    jitter: float,
) -> Poll:
    """What a poll taught us, as the next Poll.

    `feed` is what the page says of itself (None where it is no feed, or for a 304),
    `fresh` and `total` count its entries that are new to us and all of them (those of
    the further documents that it names too), `jitter` is a number from 0 to 1.
    """
    if not isinstance(outcome, Page):
        return _failed(poll, outcome, now, jitter)
    if outcome.status == _NOT_MODIFIED:
        return _good(poll, outcome, None, fresh, total, now, jitter)
    if feed is None:
        return _missed(poll, outcome.status, "not-a-feed", 0, now, jitter)
    return _good(poll, outcome, feed, fresh, total, now, jitter)


def _good(
    poll: Poll,
    page: Page,
    feed: FeedInfo | None,
    fresh: int,
    total: int,
    now: Instant,
    jitter: float,
) -> Poll:
    declared = max(_declared(page.headers, now), feed.ttl if feed else poll.declared)
    declared = min(declared, _DAY)
    overflow = bool(poll.last) and total > 1 and fresh >= total
    if feed is None:
        overflow = poll.overflow
    interval = _interval(poll, declared, fresh, total, now, overflow=overflow)
    moved_to, moved_since = _move(poll, page, now)
    kept = poll if feed is None else Poll(hub=feed.hub, topic=feed.topic)
    return Poll(
        etag=page.headers.get("etag", kept.etag),
        last_modified=page.headers.get("last-modified", kept.last_modified),
        last=now,
        due=now + _spread(interval, jitter),
        declared=declared,
        interval=interval,
        status=page.status,
        moved_to=moved_to,
        moved_since=moved_since,
        overflow=overflow,
        hub=kept.hub,
        topic=kept.topic,
        news=now if fresh else poll.news,
    )


def _interval(
    poll: Poll, declared: int, fresh: int, total: int, now: Instant, *, overflow: bool
) -> int:
    """Seconds to the next poll, from what is declared and how the feed turns over."""
    before = poll.interval or _FIRST_INTERVAL
    elapsed = max(now - poll.last, 1) if poll.last else 0
    if not elapsed:
        wanted = float(before)
    elif not fresh:
        wanted = before * _QUIETER
    else:
        ideal = elapsed * min(_ITEMS / fresh, _SHARE * total / fresh)
        # The geometric mean: one odd poll moves the pace, but not all the way.
        wanted = (max(ideal, 1.0) * before) ** 0.5
    if overflow and fresh:
        wanted = min(wanted, elapsed / 2, before / 2)
        declared = 0
    wanted = min(max(wanted, MIN_INTERVAL), _MAX_INTERVAL)
    return int(max(wanted, declared))


def _failed(poll: Poll, failure: Failure, now: Instant, jitter: float) -> Poll:
    name, _, number = failure.reason.partition("-")
    status = int(number) if name == "http" and number.isdigit() else 0
    reason = "gone" if status == _GONE else failure.reason
    if failure.reason == "backed-off":
        # Another source's doing: this one was not asked.
        wait = max(failure.wait, MIN_INTERVAL)
        return replace(poll, due=now + _spread(wait, jitter))
    told = reason in _TELLING or failure.detail.startswith(_WALL)
    detail = failure.detail if told else ""
    following = _missed(poll, status, reason, failure.wait, now, jitter, detail)
    lost = 400 <= status < 500 and failure.subject == poll.moved_to  # noqa: PLR2004  # the class of errors that are ours
    if lost and status != _GONE:
        # What we had moved to refuses us: ask at the old address again.
        following = replace(following, moved_to="", moved_since=0)
    return following


def _missed(
    poll: Poll,
    status: int,
    reason: str,
    wait: int,
    now: Instant,
    jitter: float,
    detail: str = "",
) -> Poll:
    """A poll that brought nothing: validators stay, for they stand for what we have."""
    failures = poll.failures + 1
    base = max(poll.interval, _FIRST_INTERVAL)
    pause = min(base * 2 ** min(failures - 1, 10), _DAY)
    due_at = now + max(_spread(pause, jitter), wait)
    return replace(
        poll,
        last=now,
        due=due_at,
        failures=failures,
        status=status,
        reason=reason,
        detail=detail[:_DETAIL],
        failing_since=poll.failing_since or now,
        not_before=now + wait if wait else 0,
    )


def _move(poll: Poll, page: Page, now: Instant) -> tuple[str, Instant]:
    """Where the source has moved to for good, and since when that has held."""
    asked_there = bool(poll.moved_to) and page.request.url == poll.moved_to
    target = poll.moved_to if asked_there else ""
    for status, url in page.redirects:
        if status not in _PERMANENT:
            break
        target = url
    if not target:
        return "", 0
    # A move further on starts to count anew, unless it is the same one.
    return target, poll.moved_since if target == poll.moved_to else now


def _declared(headers: dict[str, str], now: Instant) -> int:
    """Seconds for which the answer says that it stays good."""
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return 0
    age = headers.get("age", "").strip()
    spent = int(age[:9]) if age.isascii() and age.isdigit() else 0
    stated = _MAX_AGE.search(control)
    if stated:
        return max(0, int(stated[1]) - spent)
    try:
        expires = parsedate_to_datetime(headers["expires"]).timestamp()
        date = headers.get("date")
        start = parsedate_to_datetime(date).timestamp() if date else float(now)
    except (KeyError, ValueError, TypeError, OverflowError):
        return 0
    return max(0, int(expires - start))


def _ready_at(poll: Poll, now: Instant) -> Instant:
    """When a source is due; at once where the last poll lies in the future.

    A clock that was put right must not silence a source for years.
    """
    if not 0 < poll.last <= now:
        return 0 if poll.last else poll.due
    return max(poll.due, poll.last + MIN_INTERVAL)


def _spread(seconds: int, jitter: float) -> int:
    """Lengthened by up to a tenth: jitter never makes us come sooner."""
    return seconds + int(seconds * _JITTER * min(max(jitter, 0.0), 1.0))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
