"""Stage 3: pages → articles, and whatever more has to be asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.feed import extract_feed

if TYPE_CHECKING:
    from newsfold.model import Extraction, Page

__all__ = ["extract"]

_FEED_TYPES = ("rss", "atom", "feed+json", "rdf")
_FEED_ROOT = re.compile(
    rb"<(?:rss|feed|rdf:RDF|channel)[\s>]|\"version\"\s{0,9}:\s{0,9}\"https?://jsonfeed"
)
_HTML_ROOT = re.compile(rb"<(?:html|!doctype\s{1,9}html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 4096  # bytes in which a document's root stands


def extract(page: Page) -> Extraction:
    """Read a page: as a feed where that was asked for or where it is one, else as HTML.

    Never raises for what the page holds: what cannot be read is in `failures`.
    """
    if page.request.purpose == "feed" or _is_feed(page):
        return extract_feed(page)
    from newsfold.extract.page import extract_page

    return extract_page(page)


def _is_feed(page: Page) -> bool:
    """Whether the content says so, or the label where the content says nothing."""
    head = page.body[:_HEAD]
    if root := _FEED_ROOT.search(head):
        html = _HTML_ROOT.search(head)
        return html is None or root.start() < html.start()
    kind = page.headers.get("content-type", "").lower().partition(";")[0]
    return any(name in kind for name in _FEED_TYPES) and not _HTML_ROOT.search(head)
