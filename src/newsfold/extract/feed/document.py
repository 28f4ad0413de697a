"""Bytes → an XML tree, mended where they are ill-formed.

Well-formed UTF-8 without a document type goes straight to the parser.  Whatever it
refuses is decoded, mended and parsed again, at last in the parser's recovering mode;
`entries` then says how many entries the text seems to hold, so that losses show.
Entities are never expanded and nothing is fetched; libxml2's own limits stay on (depth
256, 10 MB a text): a feed that needs more is hostile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from newsfold.extract.feed.mend import mend
from newsfold.text import charset

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Tree", "read"]

_STRICT, _LENIENT = (
    etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=False,
    )
    for recover in (False, True)
)
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_LABEL = re.compile(rb"""\A<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_FEED_NAMES = frozenset({"rss", "feed", "rdf", "channel"})
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)(?=[\s>])", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_ATOM_ENTRY = "{http://www.w3.org/2005/Atom}entry"  # may stand alone (RFC 4287, 2)
_HEAD = 20_000  # characters in which a feed's root stands
_DEEPEST_ROOT = 50  # elements that may stand before a wrapped feed's own


class Tree(NamedTuple):
    """What became of the bytes."""

    root: _Element | None
    """The feed's element, if there is one."""
    entries: int = 0
    """How many entries an ill-formed text seems to hold; 0 for a well-formed one."""
    looks_like_feed: bool = False
    detail: str = ""
    """What the document is, where it is no feed."""


def read(body: bytes, declared: str = "") -> Tree:
    """Parse a feed.  `declared` is the charset of its Content-Type.  Never raises."""
    root = _well_formed(body, declared)
    if root is not None:
        return _found(root, 0)
    text, used = charset.decode(body, declared)
    start = text.find("<")
    if start < 0:
        return Tree(None, detail="no markup at all")
    text = text[start:]
    if start or used != "utf-8":  # it may have been the label alone that was wrong
        root = _parsed(text, _STRICT)
        if root is not None and not _has_doctype(root):
            return _found(root, 0)
    mended = mend(text)
    looks = _ROOT.search(mended, 0, _HEAD) is not None
    for parser in (_STRICT, _LENIENT):
        root = _parsed(mended, parser)
        if root is not None:
            entries = 0 if parser is _STRICT else len(_ENTRY.findall(mended))
            tree = _found(root, entries)
            if tree.root is not None or not looks:
                return tree
    return Tree(None, looks_like_feed=looks, detail="markup that no parser can read")


def _well_formed(body: bytes, declared: str) -> _Element | None:
    """The root of the bytes as they are; None unless they need no help at all."""
    label = _LABEL.match(body)
    if label is not None and label[1].decode("latin-1").lower() not in _UTF8:
        return None
    if label is None and declared not in _UTF8:
        return None
    root = _parsed(body, _STRICT)
    return None if root is None or _has_doctype(root) else root


def _parsed(document: str | bytes, parser: etree.XMLParser) -> _Element | None:
    if isinstance(document, str):
        document = document.encode("utf-8", errors="replace")
    try:
        return etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _has_doctype(root: _Element) -> bool:
    """A document type may declare entities, which our parsers leave unread."""
    return root.getroottree().docinfo.internalDTD is not None


def _found(root: _Element, entries: int) -> Tree:
    """The feed's element at or near the root, or what the document is instead."""
    for number, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2].rpartition(":")[2].lower()
        if name in _FEED_NAMES:
            # CDF, which only the fallback reads, has a channel for its root.
            expected = max(entries, 1) if name == "channel" else entries
            return Tree(element, expected, looks_like_feed=True)
        if number == 0 and element.tag == _ATOM_ENTRY:
            return Tree(element, entries, looks_like_feed=True)
        if name == "html" or number >= _DEEPEST_ROOT:
            break
    name = str(root.tag).rpartition("}")[2]
    if name.lower() == "html":
        return Tree(None, detail="an HTML page")
    return Tree(None, detail=f"XML whose root is <{name[:60]}>")
