"""Renders what the invented outlets put on the web: feeds, pages and front pages."""

from __future__ import annotations

import json
import re
from email.utils import formatdate
from functools import lru_cache
from html import escape
from typing import Any

import jinja2
from markupsafe import Markup

from newsfold.demo.content import CLOCKS, Outlet, Piece, pieces
from newsfold.demo.pictures import HEIGHT, WIDTH
from newsfold.text.dates import iso

__all__ = ["NOTICE", "feed", "front_page", "page"]

NOTICE = (
    "This outlet is invented, and so is everything that it reports: its people, "
    "firms, places and figures. It belongs to the sample hub of Newsfold."
)
_FEED_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
_WORDS = {
    "en": {"by": "By", "more": "More", "sections": ("News", "Opinion", "About us")},
    "de": {"by": "Von", "more": "Mehr", "sections": ("Aktuell", "Meinung", "Über uns")},
}
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https://[^)\s]{1,500})\)")


def feed(outlet: Outlet, phase: int) -> tuple[bytes, str]:
    """The outlet's feed in a phase, and its content type."""
    own = [piece for piece in pieces(phase) if piece.outlet == outlet]
    content_type = f"{_FEED_TYPES[outlet.feed]}; charset={outlet.charset}"
    if outlet.feed == "json":
        return _json_feed(outlet, own), content_type
    text = _render(
        f"{outlet.feed}.xml.j2",
        outlet,
        entries=[(piece, _paragraphs(piece.body)) for piece in own],
        dates={piece.slug: formatdate(piece.time, usegmt=True) for piece in own},
        modified={piece.slug: iso(piece.modified) for piece in own},
        updated=iso(max(min(piece.modified, CLOCKS[phase - 1]) for piece in own)),
    )
    if outlet.broken:
        text = _spoil(text)
    return text.encode(outlet.charset, "xmlcharrefreplace"), content_type


def page(piece: Piece, phase: int) -> bytes:
    """An article's page."""
    others = [other for other in pieces(phase) if other.outlet == piece.outlet]
    text = _render(
        "page.html.j2",
        piece.outlet,
        piece=piece,
        body=_paragraphs(piece.body),
        others=[other for other in others if other.url != piece.url][:4],
        linked_data=_linked_data(piece),
        **_WORDS[piece.outlet.language],
    )
    return text.encode(piece.outlet.charset, "xmlcharrefreplace")


def front_page(outlet: Outlet, phase: int) -> bytes:
    """An outlet's home, which announces its feed."""
    own = [piece for piece in pieces(phase) if piece.outlet == outlet]
    text = _render("home.html.j2", outlet, pieces=own)
    return text.encode(outlet.charset, "xmlcharrefreplace")


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("newsfold.demo"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )


def _render(name: str, outlet: Outlet, **values: Any) -> str:
    return (
        _templates()
        .get_template(name)
        .render(
            outlet=outlet,
            feed_type=_FEED_TYPES[outlet.feed],
            notice=NOTICE,
            width=WIDTH,
            height=HEIGHT,
            **values,
        )
    )


def _paragraphs(body: str) -> Markup:
    """Plain text with `[words](address)` as HTML."""
    blocks = (escape(block, quote=False) for block in body.split("\n\n"))
    linked = (_LINK.sub(r'<a href="\2">\1</a>', block) for block in blocks)
    return Markup("\n".join(f"<p>{block}</p>" for block in linked))  # noqa: S704  # escaped above


def _linked_data(piece: Piece) -> Markup:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "description": piece.excerpt,
        "mainEntityOfPage": piece.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": piece.outlet.name},
    }
    if piece.published:
        data["datePublished"] = piece.published
        data["dateModified"] = iso(piece.modified)
    if piece.author:
        data["author"] = {"@type": "Person", "name": piece.author}
    if piece.image:
        data["image"] = piece.image
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704  # no < is left in it


def _json_feed(outlet: Outlet, own: list[Piece]) -> bytes:
    items = [
        {
            "id": piece.url,
            "url": piece.link,
            "title": piece.title,
            "summary": piece.excerpt,
            "content_html": str(_paragraphs(piece.body)),
            "date_published": piece.published,
            "date_modified": iso(piece.modified),
            "authors": [{"name": piece.author}],
            "tags": list(piece.tags),
            "image": piece.image,
        }
        for piece in own
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home,
        "feed_url": outlet.feed_url,
        "description": f"{outlet.about} {NOTICE}",
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _spoil(text: str) -> str:
    """Break a feed as feeds are broken: bare ampersands, entities that XML does not
    know, junk after the end.
    """
    text = text.replace("&amp;utm", "&utm").replace("<title>", "<title>&nbsp;", 1)
    text = text.replace("<description>Money news,", "<description>Q&A, money news,", 1)
    return text + "\n<!-- served by cache-3 --><script>track()</script>\n"
