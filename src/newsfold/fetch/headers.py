"""Header fields: what we say when we ask, and what we take from an answer."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsfold.fetch.trouble import TroubleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Instant, Purpose, Request

__all__ = ["asking", "fields", "readable", "wait_of"]

_MAX_BYTES = 262_144
"""Of all fields of one answer."""
_MAX_WAIT = 31 * 86_400
"""Seconds; a Retry-After beyond a month is taken for a mistake."""

_HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
_FEED = (
    "application/rss+xml,application/atom+xml,application/feed+json,"
    "application/rdf+xml;q=0.9,application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.5"
)
_ACCEPT: dict[Purpose, str] = {
    "feed": _FEED,
    "sitemap": "application/xml,text/xml,text/plain;q=0.5,*/*;q=0.3",
    "listing": _HTML,
    "push": "*/*",
    "api": "application/json,*/*;q=0.5",
    "page": _HTML,
    "discover": f"{_HTML},{_FEED}",
    "image": "image/webp,image/*;q=0.9,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
    "rights": "application/json,*/*;q=0.5",
}


def asking(request: Request) -> dict[str, str]:
    """The fields of a request: what it takes, and its validators verbatim."""
    chosen = {"Accept": _ACCEPT[request.purpose]}
    if _sendable(request.etag):
        chosen["If-None-Match"] = request.etag
    if _sendable(request.last_modified):
        chosen["If-Modified-Since"] = request.last_modified
    return chosen


def fields(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """An answer's fields as a Page has them; cookies are not for us.

    Raises TroubleError `bad-http` when they are too large all together.
    """
    found: dict[str, str] = {}
    size = 0
    for name, value in pairs:
        size += len(name) + len(value)
        key = name.lower()
        if key == "set-cookie":
            continue
        text = value if value.isascii() else readable(value)
        found[key] = f"{found[key]}, {text}" if key in found else text
    if size > _MAX_BYTES:
        raise TroubleError("bad-http", "the headers are too large")
    return found


def readable(value: str) -> str:
    """A value whose bytes may be of any charset, as proper text."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def wait_of(found: dict[str, str], now: Instant) -> int:
    """Seconds that Retry-After asks for, given as a number or as a date; 0: none."""
    text = found.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:12]), _MAX_WAIT)
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    return min(max(0, int(moment) - now), _MAX_WAIT)


def _sendable(validator: str) -> bool:
    """Whether a validator is worth sending: it came back whole and is one line."""
    return bool(validator) and validator.isprintable() and "\ufffd" not in validator
