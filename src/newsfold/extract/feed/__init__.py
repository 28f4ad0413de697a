"""Feeds → articles: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1 and 1.1.

`document` makes a tree of the bytes (mended where they are ill-formed), `elements` and
`entry` read drafts off the tree, `jsonfeed` off JSON, `fallback` off feedparser where
no tree can be had, and `assemble` makes articles of drafts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.challenge import challenge_of
from newsfold.extract.failed import failed
from newsfold.extract.feed import document, elements, fallback, jsonfeed
from newsfold.extract.feed.assemble import assemble
from newsfold.model import Extraction

if TYPE_CHECKING:
    from newsfold.extract.feed.draft import Channel
    from newsfold.model import Page

__all__ = ["extract_feed"]

_BASE = re.compile(rb"xml:base|x\x00m\x00l\x00:\x00b")  # in UTF-16 too


def extract_feed(page: Page) -> Extraction:
    """Read a feed: an article for every entry, and what the feed says of itself.

    An entry that nothing points to becomes a `Failure` with the reason `no-link`, all
    beyond the first 5,000 together one with `too-many-entries`; a document that is no
    feed one with `not-a-feed` and, as `detail`, what it is; one that asks whether we
    are human, `walled` and whose it is.  Links are absolute;
    nothing is repaired or judged here.
    """
    declared = _charset(page.headers.get("content-type", ""))
    head = page.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head and not page.body.strip():
        return _no_feed(page, "the document is empty")
    if head.startswith((b"{", b"[")):
        channel: Channel | None = jsonfeed.read(page.body)
        return (
            _no_feed(page, "JSON, but no JSON Feed")
            if channel is None
            else assemble(channel, page)
        )
    tree = document.read(page.body, declared)
    if tree.root is None:
        channel = fallback.read(page.body, declared) if tree.looks_like_feed else None
    else:
        channel = elements.read(
            tree.root, page.url, has_base=_BASE.search(page.body) is not None
        )
        if len(channel.drafts) < tree.entries:
            # The tree lost entries: where the tolerant parser finds more, it is right.
            other = fallback.read(page.body, declared)
            if other is not None and len(other.drafts) > len(channel.drafts):
                channel = other
    if channel is None:
        return _no_feed(page, tree.detail)
    return assemble(channel, page)


def _no_feed(page: Page, detail: str) -> Extraction:
    wall = challenge_of(page.body)
    reason = "walled" if wall else "not-a-feed"
    return Extraction(failures=(failed(page, reason, wall or detail),))


def _charset(content_type: str) -> str:
    """The charset of a Content-Type, '' where it states none."""
    _, _, rest = content_type.lower().partition("charset")
    if not rest.lstrip().startswith("="):
        return ""
    return rest.lstrip()[1:].partition(";")[0].strip(" \t\"'")
