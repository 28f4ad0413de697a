"""How the feeds that are read fare, in words, ready for a template."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import web
from newsfold.publish.wording import When, when
from newsfold.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Poll, Source

__all__ = ["Feed", "State", "feeds", "tally"]

_REASONS = {
    "timeout": "it does not answer in time",
    "dns": "its host has no address",
    "connection": "its host does not answer",
    "tls": "its certificate does not hold",
    "refused-address": "its address is not a public one",
    "not-a-feed": "what it answers is no feed",
    "not-a-sitemap": "what it answers is no sitemap",
    "not-json": "what it answers is no JSON",
    "no-links": "none of its links leads to an article",
    "bad-rule": "the rule by which it is read does not fit",
    "too-large": "its answer is too large",
    "bad-coding": "its answer cannot be decoded",
    "bad-http": "its answer is no HTTP",
    "robots": "its host asks robots to stay away",
    "backed-off": "its host asked to be left alone",
    "too-many-redirects": "it redirects without end",
}
_PLAIN = {"ok": "read well", "slow": "read too seldom", "failing": "failing"} | {
    name: name for name in ("new", "paused", "gone")
}


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
    last: When | None


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
    kind, state, why = _state(source, poll)
    # The address that is polled may hold a password or a token: it is shown nowhere.
    named = source.title and "://" not in source.title
    return Feed(
        name=source.title if named else host_of(source.url),
        href="" if source.site == source.url else web(source.site),
        kind=kind,
        state=state,
        why=why,
        last=when(poll.last) if poll.last else None,
    )


def _state(source: Source, poll: Poll) -> tuple[str, str, str]:
    """Style, a word or two, and why."""
    if source.state == "paused":
        return "paused", "Paused", "nobody asks it until it is resumed"
    if source.state == "gone":
        return "gone", "Gone", "its host says that it is no more"
    if poll.failures:
        times = "once" if poll.failures == 1 else f"{poll.failures} times in a row"
        return "failing", f"Failing, {times}", _reason(poll.reason)
    if not poll.last:
        return "new", "Not read yet", ""
    if poll.overflow:
        return "slow", "Read too seldom", "it turned over since: items may be missing"
    return "ok", "Read well", ""


def _reason(reason: str) -> str:
    """A failure's stable word, for people."""
    status = reason.removeprefix("http-")
    if status != reason and status.isdigit():
        return f"its host answers HTTP {status}"
    return _REASONS.get(reason, reason)
