"""A page, parsed once for all readers of its fields.

Two thirds of a news page are scripts, styles and drawings.  They are cut out of the
text before it is parsed, which halves the time; the JSON-LD among them is kept aside.
What would make a parser's time grow with the square of the page is cut off too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

__all__ = ["Document", "parse"]

_CUT = re.compile(
    r"<(?:!--|(script|style|svg|noscript|template|iframe|object)\b([^<>]*)>)",
    re.IGNORECASE,
)
_NEST = re.compile(
    r"<(/?)(?:div|section|article|aside|main|header|footer|nav|figure|blockquote|details"
    r"|center|form|fieldset|address|menu|dir|ul|ol|dl)\b",
    re.IGNORECASE,
)
_DEEPEST = 500
"""Elements within one another; browsers stop at 512."""
_MANY_TAGS = 8000
"""Below this no nesting is deep enough to cost time."""
_LONG_TAG = 20_000
_MOST_ATTRIBUTES = 1000
_MOST_JSON = 2_000_000
"""Characters of JSON-LD that are kept, in all."""


class Document(NamedTuple):
    """A parsed page."""

    tree: LexborHTMLParser
    """Without scripts, styles, drawings and comments."""
    scripts: tuple[str, ...]
    """Texts of its JSON-LD scripts, as written."""
    html: str
    """What was parsed."""


def parse(html: str) -> Document:
    """Parse decoded HTML.  Never raises; takes time linear in the page."""
    rest, scripts = _cut(html)
    rest = _defused(rest)
    return Document(LexborHTMLParser(rest), scripts, rest)


def _cut(html: str) -> tuple[str, tuple[str, ...]]:
    out: list[str] = []
    scripts: list[str] = []
    unclosed: set[str] = set()
    room = _MOST_JSON
    position = 0
    while match := _CUT.search(html, position):
        start, after = match.span()
        name = match[1]
        out.append(html[position:start])
        if name is None:
            # `<!-->` and `<!--->` are whole comments.
            closing, end = "-->", html.find("-->", start + 2)
        else:
            closing, end = _closing(html, name, after, unclosed)
        if end < 0:
            unclosed.add(closing)
            position = after
            # To a browser, an open comment or script is all the rest.
            if name is None or name.lower() in {"script", "style"}:
                break
            continue
        if name and "ld+json" in match[2].lower() and end - after <= room:
            room -= end - after
            scripts.append(html[after:end])
        position = html.find(">", end) + 1
        if position == 0:
            break
        # What was cut out parted words no less than a space does.
        out.append(" ")
    else:
        out.append(html[position:])
    return "".join(out), tuple(scripts)


def _closing(html: str, name: str, after: int, unclosed: set[str]) -> tuple[str, int]:
    """Where the element `name` ends: its closing tag as found, and the offset or -1."""
    closing = f"</{name}"
    end = -1 if closing in unclosed else html.find(closing, after)
    if end < 0:
        unclosed.add(closing)
        closing = f"</{name.swapcase()}"
        end = -1 if closing in unclosed else html.find(closing, after)
    return closing, end


def _defused(html: str) -> str:
    """Cut off what is nested too deep; empty tags with thousands of attributes."""
    pieces = html.split("<")
    if max(map(len, pieces)) > _LONG_TAG:
        html = "<".join(map(_without_attributes, pieces))
    if len(pieces) <= _MANY_TAGS:
        return html
    depth = 0
    for match in _NEST.finditer(html):
        if match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > _DEEPEST:
                return html[: match.start()]
    return html


def _without_attributes(piece: str) -> str:
    if len(piece) <= _LONG_TAG:
        return piece
    tag, closed, rest = piece.partition(">")
    words = tag.split(None, _MOST_ATTRIBUTES)
    if len(words) <= _MOST_ATTRIBUTES or not words[0][:1].isalpha():
        return piece
    return words[0] + closed + rest
