"""Finding the feeds of a page: what it announces, then what it links; and sitemaps.

Best first: announced feeds before linked ones; feeds of comments, of one tag or of
another site last.  Whether an address really holds a feed is for the fetcher to see.

Tags are scanned, not parsed into a tree: HTML's tree building takes quadratic time on
pages that are nested deeply on purpose, and where a link stands does not matter here.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from newsfold.text.urls import registrable, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Page

__all__ = ["feeds", "sitemaps"]

_MAX_BYTES = 4_000_000
"""What stands further down a page announces no feed."""
_MAX_FEEDS = 100
_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "application/x.atom+xml": 1,
    "application/x-atom+xml": 1,
    "text/rss+xml": 1,
    "application/xml": 2,
    "text/xml": 2,
    "application/rss": 2,
}
"""Content types of feeds, and how surely they are one: 0 the surest."""
_TAG = re.compile(
    r"""<(link|a|base)\s((?>[^"'<>]+|"[^"]{0,4000}"|'[^']{0,4000}')*+)>?([^<]{0,200})""",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"""(?<![\w-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"\.(?:rss|atom|rdf)/?$|/(?:rss|atom|feeds?|index|news|all)\.(?:xml|json|php)$"
    r"|/(?:feeds?|rss|atom)(?:/[^/]{0,80}){0,3}$",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"(?:^|&)(?:feed|format|type|alt|output)=(?:rss2?|atom|rdf|feed)(?:&|$)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:feeds?|rss)\d?\.", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:rss|atom)\b", re.IGNORECASE)
_SECONDARY = re.compile(r"comment|kommentar|comentario|/tags?/|/author/", re.IGNORECASE)
_OTHER = re.compile(
    r"\.(?:html?|png|jpe?g|gif|svg|pdf|css|js|ico|txt)$|sitemap|/wp-json/|oembed",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^feed:(?://)?(?=https?://)", re.IGNORECASE)
_LINKED, _NAMED = 3, 4
_SIDE, _FOREIGN = 5, 10
"""Added to the rank of what is not the site's main feed, or another site's."""


_SITEMAP = re.compile(
    rb"^[ \t]*site-?map[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE
)
_NEWS = re.compile("news|latest|recent", re.IGNORECASE)
_NO_NEWS = re.compile("image|video|categor|tag|author|product|static", re.IGNORECASE)


def sitemaps(robots: Page) -> list[str]:
    """The sitemaps that a robots.txt names: those of news first, of lists last."""
    urls = (
        resolve(robots.url, found.decode("utf-8", "replace"))
        for found in _SITEMAP.findall(robots.body)
    )
    named = list(dict.fromkeys(url for url in urls if url))[:_MAX_FEEDS]
    return sorted(named, key=_news_first)


def _news_first(url: str) -> int:
    path = urlsplit(url).path
    if _NEWS.search(path):
        return 0
    return 2 if _NO_NEWS.search(path) else 1


def feeds(page: Page) -> list[str]:
    """The addresses of the feeds that an HTML page announces or plausibly links.

    Absolute, each once, best first; empty where there is none.
    """
    base, home = page.url, registrable(page.url)
    ranks: dict[str, int] = {}
    for tag in _tags(page.body[:_MAX_BYTES].decode("utf-8", "replace")):
        href = tag.fields.get("href", "").strip()
        url = resolve(base, _SCHEME.sub("", href)) if href else ""
        url = url.partition("#")[0]
        if not url or url == page.url or len(ranks) >= _MAX_FEEDS:
            continue
        words = f"{tag.fields.get('title', '')} {tag.fields.get('aria-label', '')}"
        match tag.name:
            case "base":
                base = url
                continue
            case "link":
                rank = _announced(tag.fields)
            case _:
                words = f"{words} {tag.text}"
                rank = _linked(url, words)
        if rank is None or _OTHER.search(urlsplit(url).path):
            continue
        if _SECONDARY.search(url) or _SECONDARY.search(words):
            rank += _SIDE
        if registrable(url) != home:
            rank += _FOREIGN
        ranks[url] = min(rank, ranks.get(url, rank))
    return sorted(ranks, key=ranks.__getitem__)


class _Tag(NamedTuple):
    name: str
    fields: dict[str, str]
    text: str
    """What follows it, up to the next tag."""


def _tags(text: str) -> Iterator[_Tag]:
    """The links, anchors and bases of a page, in order; comments left out."""
    first, *commented = text.split("<!--")
    shown = (part.partition("-->")[2] for part in commented)
    for piece in (first, *shown):
        for name, fields, words in _TAG.findall(piece):
            found = {
                field.lower(): html.unescape(double or single or bare)
                for field, double, single, bare in _FIELD.findall(fields)
            }
            yield _Tag(name.lower(), found, html.unescape(words))


def _announced(fields: dict[str, str]) -> int | None:
    """The rank of a `<link>`; None where it announces no feed."""
    relations = fields.get("rel", "").lower().split()
    if "feed" in relations:
        return 0
    type_ = fields.get("type", "").partition(";")[0].strip().lower()
    return _TYPES.get(type_) if "alternate" in relations else None


def _linked(url: str, words: str) -> int | None:
    """The rank of an `<a>`; None where neither address nor words speak of a feed."""
    parts = urlsplit(url)
    if (
        _PATH.search(parts.path)
        or _QUERY.search(parts.query)
        or _HOST.match(parts.hostname or "")
    ):
        return _LINKED
    return _NAMED if _WORDS.search(words) else None
