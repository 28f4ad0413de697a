"""Stage 3: pages → articles, and whatever more has to be asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.feed import extract_feed
from newsfold.extract.rules import ApiRule, ArticleRule, PageRule
from newsfold.extract.sitemap import extract_sitemap, is_sitemap

if TYPE_CHECKING:
    from newsfold.extract.rules import Rule
    from newsfold.model import Extraction, Instant, Page

__all__ = ["extract"]

_FEED_TYPES = ("rss", "atom", "feed+json", "rdf")
_FEED_ROOT = re.compile(
    rb"<(?:rss|feed|rdf:RDF|channel)[\s>]|\"version\"\s{0,9}:\s{0,9}\"https?://jsonfeed"
)
_HTML_ROOT = re.compile(rb"<(?:html|!doctype\s{1,9}html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 4096  # bytes in which a document's root stands


def extract(
    page: Page, *, rule: Rule | None = None, since: Instant = 0, site: str = ""
) -> Extraction:
    """Read a page: as the source that was asked for or that it is, else as HTML.

    `rule` is the source's, or the outlet's for an article's page; `since` and `site`
    are `extract_sitemap`'s.  Never raises for what the page holds: what cannot be read
    is in `failures`.
    """
    purpose = page.request.purpose
    if purpose == "listing":
        from newsfold.extract.listing import extract_links

        return extract_links(page, rule if isinstance(rule, PageRule) else None)
    if purpose == "api" and isinstance(rule, ApiRule):
        from newsfold.extract.api import extract_items

        return extract_items(page, rule)
    if purpose != "feed" and is_sitemap(page.body):
        return extract_sitemap(page, since=since, site=site)
    if purpose == "feed" or _is_feed(page):
        return extract_feed(page)
    if purpose == "sitemap":
        return extract_sitemap(page, since=since, site=site)
    from newsfold.extract.page import extract_page

    return extract_page(page, rule if isinstance(rule, ArticleRule) else None)


def _is_feed(page: Page) -> bool:
    """Whether the content says so, or the label where the content says nothing."""
    head = page.body[:_HEAD]
    if root := _FEED_ROOT.search(head):
        html = _HTML_ROOT.search(head)
        return html is None or root.start() < html.start()
    kind = page.headers.get("content-type", "").lower().partition(";")[0]
    return any(name in kind for name in _FEED_TYPES) and not _HTML_ROOT.search(head)
