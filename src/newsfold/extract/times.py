"""When it was published: the evidence weighed, to the minute where anybody says it."""

from __future__ import annotations

import logging
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from newsfold.text.dates import Moment, parse

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence
    from newsfold.model import Instant

__all__ = ["Times", "choose", "guess", "is_dated"]

_ORIGINS = ("rule", "json-ld", "opengraph", "microdata", "meta")
_WEAKER = (
    *("time-marked", "visible", "meta-date", "time", "around", "changed", "htmldate"),
)
"""Origins that may speak of another article on the page; a date in the URL overrules
them where they differ from it by more than a few days."""
_NEAR_URL = 4 * 86_400
_DAY = 86_400
_MONTH = 31 * _DAY
_FIRST = 631_152_000
"""1990-01-01: nothing on the web is older."""
_SLACK = 2 * _DAY
_COPIES = frozenset(("time",))
"""Origins that are no witnesses: any `<time>` may be another article's."""
_MONTH_ONLY = re.compile(r"\s*\d{4}[-/.]\d{1,2}\s*")
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
"""A month in an address, as blogs have it."""
_MONTH_FIRST = re.compile(r"en(?:[-_](?:us|ca|ph))?$|fil\b|$", re.IGNORECASE)
"""Languages, as pages state them, that write 3/2/2026 for the second of March."""
_DAY_FIRST_SITE = re.compile(r"https?://[^/]+\.(?:uk|au|in|ie|nz|za|eu)(?:[:/]|$)")


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
    disagreed: tuple[tuple[str, str], ...] = ()
    """What other evidence says of another day, by origin."""


class _Said(NamedTuple):
    moment: Moment
    origin: str
    words: str


def choose(evidence: Evidence, url: str, fetched: Instant) -> Times:
    """Weigh what was said of the time.  `fetched`: 0 where unknown."""
    said, refused = _gather(evidence, url, fetched)
    if not said:
        return Times(refused=refused)
    best = _leader(said)
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
        disagreed=tuple(
            (other.origin, other.words)
            for other in reversed(said)
            if _apart(other, best) > _DAY
        ),
    )


def _apart(one: _Said, other: _Said) -> int:
    return abs(one.moment.instant - other.moment.instant)


def _leader(said: list[_Said]) -> _Said:
    """The most trusted evidence, unless it stands alone against two that agree.

    One of these must be the page's own data, unless the first is but a lone `<meta>`.
    """
    first = said[0]
    if first.origin == "rule" or first.origin not in _ORIGINS:
        return first
    against = [
        one for one in said if _apart(one, first) > _DAY and one.origin != first.origin
    ]
    if {one.origin for one in said} - {one.origin for one in against} - {first.origin}:
        return first
    for one in against:
        same = {other.origin for other in against if _apart(one, other) <= _DAY}
        if len(same - _COPIES) > 1 and (
            one.origin in _ORIGINS[:-1] or first.origin == "meta"
        ):
            return one
    return first


def day_first(evidence: Evidence, url: str) -> bool:
    """Whether the page at `url` writes days before months where only numbers stand."""
    stated = evidence.first("language", "html", "json-ld", "opengraph", "meta")
    if stated is not None and not _MONTH_FIRST.match(stated.value.strip()):
        return True
    return bool(_DAY_FIRST_SITE.match(url))


def is_dated(evidence: Evidence) -> bool:
    """Whether anything but the day of a change is told."""
    return any(offer.origin != "changed" for offer in evidence.of("published"))


def guess(html: str, url: str, fetched: Instant, evidence: Evidence) -> None:
    """Ask htmldate, which knows more markup, for a day that not even the address tells.

    Its search of all of a page for anything like a date is left out: it takes as long
    as reading ten pages, and half of what it finds is wrong.
    """
    if _in_url(url, fetched) is not None:
        return
    from htmldate import find_date

    # It reports every page that it cannot read as an error of the program.
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(html, original_date=True, url=url, extensive_search=False)
    except Exception:  # noqa: BLE001 - a heuristic over hostile pages; no date is an answer
        return
    if found:
        evidence.offer("published", found, "htmldate")


def _gather(evidence: Evidence, url: str, fetched: Instant) -> tuple[list[_Said], str]:
    said: list[_Said] = []
    rough: list[_Said] = []
    refused = ""
    dated = _in_url(url, fetched)
    span = _span(dated, url, fetched)
    first = day_first(evidence, url)
    for origin in (*_ORIGINS, *_WEAKER):
        for offer in evidence.of("published", origin):
            moment = parse(offer.value, day_first=first)
            if moment is None:
                continue
            if _impossible(moment, fetched):
                refused = refused or offer.value
                continue
            if origin in _WEAKER and not span[0] <= moment.instant <= span[1]:
                continue
            one = _Said(moment, origin, offer.value)
            (rough if _MONTH_ONLY.fullmatch(offer.value) else said).append(one)
            if origin in _WEAKER:
                break
    said += rough
    if dated is not None:
        said.append(dated)
    return said, refused


def _in_url(url: str, fetched: Instant) -> _Said | None:
    match = _URL_DATE.search(url)
    if match is None:
        return None
    words = "-".join(match.groups())
    moment = parse(words)
    if moment is None or _impossible(moment, fetched):
        return None
    return _Said(moment, "url", words)


def _span(dated: _Said | None, url: str, fetched: Instant) -> tuple[float, float]:
    """Between which times a page of this address was published, as far as that says."""
    if dated is not None:
        first = last = dated.moment.instant
    else:
        match = _URL_MONTH.search(url)
        month = parse(f"{match[1]}-{match[2]}-01") if match else None
        if month is None or _impossible(month, fetched):
            return -math.inf, math.inf
        first, last = month.instant, month.instant + _MONTH
    return first - _NEAR_URL, last + _NEAR_URL


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
