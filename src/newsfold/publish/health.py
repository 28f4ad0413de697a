"""How the feeds that are read fare: why one is silent, since when, what mends it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsfold.publish.card import web
from newsfold.publish.wording import When, when
from newsfold.text.urls import host_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Instant, Poll, Source

__all__ = ["QUIET_DAYS", "Feed", "Health", "State", "diagnose", "feeds", "tally"]

Kind = Literal[
    "ok",
    "new",
    "paused",
    "gone",
    "moved",
    "overflow",
    "quiet",
    "blocked",
    "resting",
    "missing",
    "certificate",
    "unreachable",
    "broken",
    "unreadable",
    "misread",
    "refused",
]
"""What is the matter with a source: first what is well or wanted, then what is not."""

QUIET_DAYS = 30
"""A feed that answers and brings nothing for so long may have died quietly."""
_DAY = 86_400
_REASONS: dict[str, tuple[Kind, str]] = {
    "timeout": ("unreachable", "it does not answer in time"),
    "dns": ("unreachable", "its host has no address"),
    "connection": ("unreachable", "its host does not answer"),
    "tls": ("certificate", "its certificate does not hold"),
    "refused-address": ("refused", "its address is not a public one"),
    "bad-url": ("refused", "its address leads nowhere"),
    "not-a-feed": ("unreadable", "what it answers is no feed"),
    "not-a-sitemap": ("unreadable", "what it answers is no sitemap"),
    "not-json": ("unreadable", "what it answers is no JSON"),
    "no-links": ("unreadable", "none of its links leads to an article"),
    "bad-rule": ("misread", "the rule by which it is read does not fit"),
    "too-large": ("unreadable", "its answer is too large"),
    "bad-coding": ("unreadable", "its answer cannot be decoded"),
    "bad-http": ("unreadable", "its answer is no HTTP"),
    "quarantined": ("unreadable", "reading its answer takes too long or too much"),
    "error": ("unreadable", "its answer cannot be read"),
    "too-many-redirects": ("broken", "it redirects without end"),
    "walled": ("blocked", "a page in its place asks whether one is human"),
    "robots": ("blocked", "its host asks robots to stay away"),
    "backed-off": ("resting", "its host asked to be left alone"),
    "http-401": ("blocked", "its host wants a user name and password (HTTP 401)"),
    "http-402": ("blocked", "its host wants to be paid (HTTP 402)"),
    "http-403": ("blocked", "its host refuses us (HTTP 403)"),
    "http-404": ("missing", "its host has it no more (HTTP 404)"),
    "http-429": ("resting", "its host wants to be asked less (HTTP 429)"),
    "http-451": ("blocked", "its host may not show it, by law (HTTP 451)"),
}
_MENDS: dict[Kind, str] = {
    "blocked": "ask its outlet, then newsfold source resume {url}",
    "resting": "newsfold run (it is asked again when its host wants it)",
    "missing": "newsfold add {site} && newsfold source remove {url}",
    "certificate": "its owner must renew it; until then newsfold source pause {url}",
    "unreachable": "newsfold add {url} says more; else newsfold source pause {url}",
    "broken": "newsfold add {url} says more; else newsfold source pause {url}",
    "unreadable": "newsfold add {site} && newsfold source remove {url}",
    "misread": "newsfold doctor (it names the rule to edit)",
    "refused": "newsfold source remove {url}",
    "gone": "newsfold source remove {url}",
    "moved": "newsfold add {target} && newsfold source remove {url}",
    "overflow": "newsfold run (on schedule: it then asks more often)",
    "quiet": "see whether it lives; else newsfold source remove {url}",
    "paused": "newsfold source resume {url}",
    "new": "newsfold run --once",
}
_STYLES: dict[Kind, str] = {
    "ok": "ok",
    "moved": "ok",
    "overflow": "slow",
    "quiet": "slow",
    "new": "new",
    "paused": "paused",
    "gone": "gone",
}
_PLAIN = {"ok": "read well", "slow": "bring too little", "failing": "failing"} | {
    name: name for name in ("new", "paused", "gone")
}


class Health(NamedTuple):
    """How one source fares."""

    kind: Kind
    why: str
    """In words; empty where all is well."""
    since: Instant
    """When that began; 0: not known."""
    mend: str
    """The command that mends it; empty where nothing has to be mended."""


class State(NamedTuple):
    """How many feeds fare so."""

    kind: str
    label: str


class Feed(NamedTuple):
    """One feed."""

    name: str
    href: str
    kind: str
    """Style: ok, slow, failing, new, paused or gone."""
    state: str
    why: str
    since: When | None
    last: When | None


def diagnose(source: Source, poll: Poll) -> Health:
    """Why a source is silent, since when, and the command that mends it.

    Addresses come without user name and password.
    """
    kind, why, since = _found(source, poll)
    url = shown(source.url)
    mend = _MENDS.get(kind, "").format(
        url=url, site=shown(source.site) or url, target=shown(poll.moved_to)
    )
    return Health(kind, why, since, mend)


def _found(source: Source, poll: Poll) -> tuple[Kind, str, Instant]:
    if source.state == "paused":
        return "paused", "nobody asks it until it is resumed", 0
    if source.state == "gone":
        return "gone", "its host says that it is no more", poll.failing_since
    if poll.reason:
        kind, why = _reason(poll.reason)
        detail = f": {poll.detail}" if poll.detail else ""
        return kind, f"{why}{detail}", poll.failing_since
    if not poll.last:
        return "new", "", 0
    if poll.moved_to:
        return "moved", f"to {shown(poll.moved_to)}", poll.moved_since
    if poll.overflow:
        return "overflow", "it turned over since: items may be missing", poll.last
    news = poll.news or source.added
    if news and poll.last - news > QUIET_DAYS * _DAY:
        return "quiet", "it answers, and brings nothing new", news
    return "ok", "", 0


def _reason(reason: str) -> tuple[Kind, str]:
    """A failure's stable word, for people."""
    if reason in _REASONS:
        return _REASONS[reason]
    status = reason.removeprefix("http-")
    if status != reason and status.isdigit():
        kind: Kind = "blocked" if status.startswith("4") else "broken"
        return kind, f"its host answers HTTP {status}"
    return "broken", reason


def feeds(sources: Iterable[tuple[Source, Poll]]) -> list[Feed]:
    """The feeds, in the order given."""
    return [_feed(source, poll) for source, poll in sources]


def tally(rows: Iterable[Feed]) -> list[State]:
    """How many feeds there are in each state, in a fixed order of the states."""
    counts = Counter(row.kind for row in rows)
    return [
        State(kind, f"{counts[kind]} {word}")
        for kind, word in _PLAIN.items()
        if counts[kind]
    ]


def _feed(source: Source, poll: Poll) -> Feed:
    health = diagnose(source, poll)
    # The address that is polled may hold a password or a token: it is shown nowhere.
    named = source.title and "://" not in source.title
    return Feed(
        name=source.title if named else host_of(source.url),
        href="" if source.site == source.url else web(source.site),
        kind=_STYLES.get(health.kind, "failing"),
        state=_label(health.kind, poll),
        why="it has moved" if health.kind == "moved" else health.why,
        since=when(health.since) if health.since else None,
        last=when(poll.last) if poll.last else None,
    )


def _label(kind: Kind, poll: Poll) -> str:
    """A word or two."""
    labels: dict[Kind, str] = {
        "ok": "Read well",
        "moved": "Read well",
        "overflow": "Read too seldom",
        "quiet": "Nothing new",
        "new": "Not read yet",
        "paused": "Paused",
        "gone": "Gone",
    }
    if kind in labels:
        return labels[kind]
    times = "once" if poll.failures <= 1 else f"{poll.failures} times in a row"
    return f"Failing, {times}"
