"""What a page's markup says: meta tags, microdata, links, `<time>`, headings."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.extract.evidence import Evidence

__all__ = ["read"]

_LOCKED = frozenset(("locked", "metered", "paid", "premium", "yes", "true", "hard"))

_MICRODATA = {
    "headline": "title",
    "datepublished": "published",
    "datecreated": "created",
    "datemodified": "modified",
    "author": "author",
    "creator": "author",
    "description": "excerpt",
    "articlesection": "section",
    "keywords": "keywords",
    "publisher": "publisher",
    "inlanguage": "language",
}
_MOST = 60
_LONGEST = 400
"""Characters of a heading, a name, a date; longer text is none."""


def read(tree: LexborHTMLParser, evidence: Evidence) -> None:
    """Offer what the markup of a page says of its article."""
    _read_meta(tree, evidence)
    _read_links(tree, evidence)
    _read_microdata(tree, evidence)
    _read_visible(tree, evidence)


@cache
def _tags() -> dict[str, tuple[str, str]]:
    """Name of a meta tag → the field that it states, and the evidence it counts as."""
    table = tomllib.loads(files(__package__).joinpath("meta.toml").read_text("utf-8"))
    return {
        name: (row["field"], row["origin"])
        for row in table["tag"]
        for name in row["names"]
    }


def _read_meta(tree: LexborHTMLParser, evidence: Evidence) -> None:
    tags = _tags()
    for node in tree.css("meta[content]"):
        given = node.attributes
        value = given.get("content") or ""
        # Some write two names into one tag.
        names = dict.fromkeys(
            name.strip().lower()
            for key in ("property", "name", "itemprop", "http-equiv")
            if (name := given.get(key))
        )
        for name in names:
            known = tags.get(name)
            if known is None:
                field = _MICRODATA.get(name) if "itemprop" in given else None
                if field:
                    evidence.offer(field, value, "microdata")
                continue
            field, origin = known
            if field == "paywall":
                told = value.strip().lower()
                free = "free" in name
                if told in (("false", "no") if free else _LOCKED):
                    evidence.offer(field, "yes", origin)
            elif origin != "twitter" or field != "author" or _labelled(tree):
                evidence.offer(field, value, origin)


def _labelled(tree: LexborHTMLParser) -> bool:
    """Whether `twitter:data1` is the author: its label says what it is."""
    label = tree.css_first('meta[name="twitter:label1"]')
    words = (label.attributes.get("content") or "").lower() if label else ""
    return any(
        stem in words
        for stem in ("by", "author", "verfass", "auteur", "autor", "skrev")
    )


def _read_links(tree: LexborHTMLParser, evidence: Evidence) -> None:
    for node in tree.css("link[rel][href]"):
        given = node.attributes
        rel = (given.get("rel") or "").lower().split()
        href = given.get("href") or ""
        if "canonical" in rel:
            evidence.offer("canonical", href, "link")
        elif "image_src" in rel:
            evidence.offer("image", href, "link")
        elif "amphtml" in rel:
            evidence.offer("amp", href, "link")
    root = tree.root
    if root is not None:
        given = root.attributes
        evidence.offer(
            "language", given.get("lang") or given.get("xml:lang") or "", "html"
        )
    title = tree.css_first("head > title") or tree.css_first("title")
    if title is not None:
        evidence.offer("title", _line(title), "title")


def _read_microdata(tree: LexborHTMLParser, evidence: Evidence) -> None:
    for node in tree.css("[itemprop]")[:_MOST]:
        if node.tag == "meta":
            continue
        given = node.attributes
        for name in (given.get("itemprop") or "").lower().split():
            field = _MICRODATA.get(name)
            if field is None:
                continue
            if field in {"author", "publisher"} and "itemscope" in given:
                inner = node.css_first('[itemprop~="name"]')
                if inner is not None:
                    evidence.offer(
                        field,
                        inner.attributes.get("content") or _line(inner),
                        "microdata",
                    )
                    continue
            if field in {"published", "modified", "created"}:
                value = given.get("datetime") or given.get("content") or _line(node)
            else:
                value = given.get("content") or _line(node)
            evidence.offer(field, value, "microdata")


def _read_visible(tree: LexborHTMLParser, evidence: Evidence) -> None:
    for node in tree.css("h1")[:8]:
        evidence.offer("title", _line(node), "heading")
    for node in tree.css("time")[:_MOST]:
        given = node.attributes
        told = given.get("datetime") or _line(node)
        hint = f"{given.get('class') or ''} {given.get('itemprop') or ''}".lower()
        if "pubdate" in given or "publish" in hint or "entry-date" in hint:
            evidence.offer("published", told, "time-marked")
        elif "updat" in hint or "modif" in hint:
            evidence.offer("modified", told, "time")
        else:
            evidence.offer("published", told, "time")
    for node in tree.css('[rel~="author"]')[:8]:
        if node.tag == "a":
            evidence.offer("author", _line(node), "rel-author")


def _line(node: LexborNode) -> str:
    text = " ".join(node.text(deep=True, separator=" ").split())
    return text if len(text) <= _LONGEST else ""
