"""When it was published: the evidence weighed, to the minute where anybody says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsfold.text.dates import Moment, parse

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence
    from newsfold.model import Instant

__all__ = ["Times", "choose"]

_ORIGINS = (
    "json-ld",
    "opengraph",
    "microdata",
    "time-marked",
    "meta",
    "time",
    "url",
    "htmldate",
)
_DAY = 86_400
_FIRST = 631_152_000
"""1990-01-01: nothing on the web is older."""
_SLACK = 2 * _DAY
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


class Times(NamedTuple):
    """What was decided."""

    published: Instant | None = None
    modified: Instant | None = None
    origin: str = ""
    stated: str = ""
    """The words that were believed."""
    day_only: bool = False
    refused: str = ""
    """A date that was not believed: in the future, or before the web."""


class _Said(NamedTuple):
    moment: Moment
    origin: str
    words: str


def choose(evidence: Evidence, url: str, fetched: Instant) -> Times:
    """Weigh what was said of the time.  `fetched`: 0 where unknown."""
    said, refused = _gather(evidence, url, fetched)
    if not said:
        return Times(refused=refused)
    best = said[0]
    moment = best.moment
    if moment.precision == "day" or not moment.zone_stated:
        moment, best = _sharpened(best, said)
    modified = None
    for offer in evidence.of("modified"):
        later = parse(offer.value)
        if (
            later
            and later.instant >= moment.instant
            and not _impossible(later, fetched)
        ):
            modified = later.instant
            break
    return Times(
        published=moment.instant,
        modified=modified,
        origin=best.origin,
        stated=best.words,
        day_only=moment.precision == "day",
        refused=refused,
    )


def _gather(evidence: Evidence, url: str, fetched: Instant) -> tuple[list[_Said], str]:
    said: list[_Said] = []
    refused = ""
    for origin in _ORIGINS:
        for offer in evidence.of("published", origin):
            moment = parse(offer.value)
            if moment is None:
                continue
            if _impossible(moment, fetched):
                refused = refused or offer.value
                continue
            said.append(_Said(moment, origin, offer.value))
            if origin == "time":
                break
    if match := _URL_DATE.search(url):
        words = "-".join(match.groups())
        moment = parse(words)
        if moment is not None and not _impossible(moment, fetched):
            said.append(_Said(moment, "url", words))
    return said, refused


def _impossible(moment: Moment, fetched: Instant) -> bool:
    return moment.instant < _FIRST or bool(
        fetched and moment.instant > fetched + _SLACK
    )


def _sharpened(best: _Said, said: list[_Said]) -> tuple[Moment, _Said]:
    """The same time as `best`, as more precise evidence says it, if there is any."""
    moment = best.moment
    for other in said:
        finer = other.moment
        if finer.precision == "day":
            continue
        apart = abs(finer.instant - moment.instant)
        if moment.precision == "day":
            # A bare day, and a time within it in whatever zone.
            if apart < 1.6 * _DAY and (finer.zone_stated or not moment.zone_stated):
                return finer, other
        elif finer.zone_stated and apart <= _DAY // 2 and apart % 900 < 60:  # noqa: PLR2004 - zones differ by quarters of an hour
            return finer, other
    return moment, best
