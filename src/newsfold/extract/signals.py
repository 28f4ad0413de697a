"""What a page says of what may be done with it: robots directives, reservations of
text and data mining, a licence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser

__all__ = ["read"]

_NAMED = frozenset({"robots", "newsfold"})
"""Names of the meta tags whose directives are for us."""
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview"})
_TDM = ("tdm-reservation", "tdm-policy")
_WORD = re.compile(r"[a-z_-]{2,30}")
_MOST = 40
_LONGEST = 400


def read(tree: LexborHTMLParser, headers: Mapping[str, str]) -> dict[str, str]:
    """The signals of a page, of its header fields and of its markup.

    `robots`: all directives, parted by commas; `tdm-reservation` (0 or 1) and
    `tdm-policy`; `licence`: an address.  What is not said is not there.
    """
    said: dict[str, str] = {}
    words = dict.fromkeys(_directives(headers.get("x-robots-tag", "")))
    for name in _TDM:
        if value := headers.get(name, "").strip():
            said[name] = value[:_LONGEST]
    for node in tree.css("meta[name][content]")[: 8 * _MOST]:
        name = (node.attributes.get("name") or "").strip().lower()
        value = (node.attributes.get("content") or "").strip()
        if name in _NAMED:
            words.update(dict.fromkeys(_directives(value)))
        elif name in _TDM and value:
            said.setdefault(name, value[:_LONGEST])
    if words:
        said["robots"] = ", ".join(sorted(words)[:_MOST])
    if licence := _licence(tree):
        said["licence"] = licence
    return said


def _directives(text: str) -> Iterator[str]:
    """Directives as `noai` and `max-snippet:50`.

    A field may name the robot that it is for, but fields come joined, so that nobody
    can tell where its part ends: all of them are taken for ours.
    """
    for part in text.lower()[: 10 * _LONGEST].split(","):
        name, _, value = (word.strip() for word in part.strip().rpartition(":"))
        directive = name.rpartition(":")[2].strip()
        if directive in _VALUED and value:
            yield f"{directive}:{value[:20]}"
        elif _WORD.fullmatch(value):
            yield value


def _licence(tree: LexborHTMLParser) -> str:
    """The licence of the page: of several links to different ones, none is its own."""
    for selector in ('link[rel~="license"]', 'a[rel~="license"]'):
        found = {
            href.strip()
            for node in tree.css(selector)[:_MOST]
            if (href := node.attributes.get("href"))
        }
        if len(found) == 1:
            (href,) = found
            href = f"https:{href}" if href.startswith("//") else href
            return href[:_LONGEST] if is_web(href) else ""
    return ""
