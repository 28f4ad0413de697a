"""Addresses as the client asks for them: read strictly, sent exactly as written."""

from __future__ import annotations

import re
from base64 import b64encode
from urllib.parse import quote, urljoin

from yarl import URL

from newsfold.fetch.trouble import TroubleError
from newsfold.text.urls import shown

__all__ = ["credentials", "parse", "shown", "site_of", "target"]

_MAX_LENGTH = 8190
_PLAIN = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)
"""What needs no quoting: signatures in a query survive only when nothing is touched."""
_PARTS = re.compile(r"(https?://[^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.DOTALL)
_SENDABLE = re.compile(r"[!-~]+", re.ASCII)
_DROPPED = {ord(character): None for character in "\t\r\n"}


def parse(text: str) -> URL:
    """The URL that is asked for; TroubleError `bad-url` for what is none of http(s)."""
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        raise TroubleError("bad-url", "it is too long")
    try:
        plain = _PLAIN.fullmatch(text) is not None
        url = URL(text if plain else _quoted(text), encoded=plain)
        usable = url.scheme in {"http", "https"} and bool(url.raw_host)
        # What was quoted is fit to be sent, unless its host is not.
        usable = usable and (plain or _SENDABLE.fullmatch(str(url)) is not None)
    except ValueError as error:
        raise TroubleError("bad-url", shown(str(error))[:200]) from error
    if not usable:
        raise TroubleError("bad-url", "it is no http or https address")
    return url


def _quoted(text: str) -> URL | str:
    """What is written in a browser's sloppy way, with nothing quoted but what must be.

    (yarl alone would also unquote what need not be quoted.)
    """
    parts = _PARTS.fullmatch(text.translate(_DROPPED))
    if parts is None:
        return text
    site = str(URL(parts[1])).rstrip("/")
    rest = quote(parts[2], safe="%/?:@!$&'()*+,;=~[]", errors="replace")
    return URL(f"{site}{rest}", encoded=True)


def target(url: URL, location: str) -> URL:
    """Where a redirect from `url` leads, without credentials and fragment."""
    try:
        joined = urljoin(str(url), location.strip())
    except ValueError as error:
        raise TroubleError("bad-url", "it redirects to no address") from error
    return parse(joined).with_user(None).with_fragment(None)


def credentials(url: URL) -> str:
    """The Authorization that a URL's own user name and password make; or empty."""
    if url.raw_user is None and url.raw_password is None:
        return ""
    pair = f"{url.user or ''}:{url.password or ''}"
    return "Basic " + b64encode(pair.encode("utf-8", "replace")).decode("ascii")


def site_of(text: str) -> str:
    """The origin of a URL, `https://host:port`; empty for what is no URL."""
    try:
        return str(parse(text).origin())
    except (TroubleError, ValueError):
        return ""
