"""`/.well-known/tdmrep.json`: where a host reserves text and data mining.

The TDM Reservation Protocol (W3C community group, 2024): a list of locations, each with
`tdm-reservation` 0 or 1; a location is a path as robots.txt has them, with `*` and `$`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsfold.text import charset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Page

__all__ = ["reserved", "rules"]

_MOST = 500
_LONGEST = 300


def rules(page: Page) -> tuple[tuple[str, bool, str], ...]:
    """Location, whether it is reserved, policy; nothing where the file is no such."""
    try:
        told = json.loads(charset.decode(page.body, "")[0])
    except (ValueError, RecursionError):
        return ()
    found = []
    for row in told[:_MOST] if isinstance(told, list) else ():
        location = row.get("location") if isinstance(row, dict) else None
        if isinstance(location, str) and location[:1] in {"/", "*"}:
            policy = row.get("tdm-policy")
            found.append(
                (
                    location[:_LONGEST],
                    str(row.get("tdm-reservation")).strip() == "1",
                    policy[:_LONGEST] if isinstance(policy, str) else "",
                )
            )
    return tuple(found)


def reserved(found: Sequence[tuple[str, bool, str]], url: str) -> bool | None:
    """Whether the page at `url` is reserved, by the first rule that fits; else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for location, is_reserved, _ in found:
        if _fits(location, path):
            return is_reserved
    return None


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as the pattern says; takes time linear in both."""
    whole = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if len(pieces) == 1:
        return not whole or at == len(path)
    last = pieces[-1]
    if whole:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
