"""What may be done with an article: signals × uses → allow, private or deny.

Signals are kept with the article, as its outlet gave them; the table says what each
takes away.  Of several the strictest holds.  A free licence gives what the default
keeps back, and takes nothing from the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from newsfold.model import Grant, Rights, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["DEFAULT", "TABLE", "decide"]

DEFAULT: Mapping[Use, Grant] = {
    "fetch": "allow",
    "analyse": "allow",
    "model": "private",
    "republish": "private",
    "image": "allow",
}
TABLE: Mapping[str, Mapping[Use, Grant]] = {
    "robots.txt": {"fetch": "deny", "analyse": "deny"},
    "tdm-reservation": {"analyse": "deny", "model": "deny"},
    "tdmrep.json": {"analyse": "deny", "model": "deny"},
    "noai": {"model": "deny"},
    "noindex": {"republish": "deny", "image": "private"},
    "nosnippet": {"republish": "deny"},
    "noarchive": {"image": "private"},
    "noimageindex": {"image": "private"},
    "max-image-preview:none": {"image": "deny"},
    "paywall": {"model": "deny"},
}
"""What each signal takes away."""
FREE: Mapping[Use, Grant] = {"model": "allow", "republish": "allow"}
"""What a free licence gives."""
_ORDER: Mapping[Grant, int] = {"deny": 0, "private": 1, "allow": 2}
_RESERVED = frozenset({"tdm-reservation", "tdmrep.json"})
_FREE = re.compile(
    r"https?://creativecommons\.org/(?:licenses/by(?:-sa)?/|publicdomain/)",
    re.IGNORECASE,
)
_KEEPS_OUT = frozenset({"noarchive", "noindex", "robots.txt", *_RESERVED})
"""Signals of pages that are not kept for reading again."""


def decide(signals: Mapping[str, str], *, reserved: Grant = "deny") -> Rights:
    """What may be done with what has these signals (see `Article.signals`).

    `reserved`: what a reservation of text and data mining means for analysis.
    """
    grants = dict(DEFAULT)
    why: dict[str, str] = {}
    if _FREE.match(signals.get("licence", "")):
        for use, grant in FREE.items():
            grants[use], why[use] = grant, "licence"
    said = list(_said(signals))
    for signal in said:
        for use, grant in TABLE[signal].items():
            if use == "analyse" and signal in _RESERVED:
                grant = reserved  # noqa: PLW2901  # the operator's word on it
            if _ORDER[grant] < _ORDER[grants[use]]:
                grants[use], why[use] = grant, signal
    snippet = _snippet(signals)
    if snippet >= 0:
        why["snippet"] = f"max-snippet:{snippet}"
    return Rights(
        **{use: grants[use] for use in get_args(Use)},
        snippet=snippet,
        own_summary="paywall" in said,
        archive=_KEEPS_OUT.isdisjoint(said),
        why=why,
    )


def _said(signals: Mapping[str, str]) -> Iterator[str]:
    """The signals by the names that the table has."""
    if signals.get("robots.txt") == "disallow":
        yield "robots.txt"
    # What a page says of itself goes before what its host says of it.
    for name in ("tdm-reservation", "tdmrep.json"):
        if name in signals:
            if signals[name] == "1":
                yield name
            break
    if "paywall" in signals:
        yield "paywall"
    words = {word.strip() for word in signals.get("robots", "").split(",")}
    if "none" in words:
        words.add("noindex")
    if "max-snippet:0" in words:
        words.add("nosnippet")
    if "noimageai" in words:
        words.add("noai")
    yield from sorted(words & TABLE.keys())


def _snippet(signals: Mapping[str, str]) -> int:
    """The least of the limits that it states; -1: none."""
    found = re.findall(r"max-snippet:(\d{1,6})\b", signals.get("robots", ""))
    return min(map(int, found), default=-1)
