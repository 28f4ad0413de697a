"""A page as a source: those of its links that lead to articles.

By a rule where there is one.  Without, a link counts that stays on the site, whose
address looks like an article's, and which is headed by more than a word or two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsfold.extract import document
from newsfold.extract.failed import failed
from newsfold.extract.rules import PageRule, matches
from newsfold.model import Extraction, FeedInfo, Tip
from newsfold.text import charset, paths, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.model import Page

__all__ = ["extract_links"]

_MOST = 200
"""Links that are taken from one page, in its order."""
_MOST_ANCHORS = 5_000
_HEADLINE, _WIDE_HEADLINE = 18, 7
"""Characters of a headline at least; of one in a script like Chinese."""
_LABELS = ("aria-label", "title")
"""Attributes in which a headline may stand for those who do not see it."""


def extract_links(page: Page, rule: PageRule | None = None) -> Extraction:
    """Read the links of a page as tips, in its order.

    A page without any becomes a `Failure` with the reason `no-links`: it was built
    anew, or the rule is wrong.  Never raises for what the page holds.
    """
    url = page.url or page.request.url
    declared = page.headers.get("content-type", "").lower().partition("charset=")[2]
    text, _ = charset.decode(page.body, declared.strip(" \"';"))
    tree = document.parse(text).tree
    words: dict[str, int] = {}
    for link, length in _links(tree, url, rule):
        words[link] = max(length, words.get(link, 0))
    chosen = [
        link for link, length in words.items() if _is_told(link, length, url, rule)
    ]
    if not chosen:
        by = "by its rule" if rule else "without a rule"
        detail = f"of {len(words)} links none leads to an article {by}"
        return Extraction(failures=(failed(page, "no-links", detail),))
    parts = urlsplit(url)
    title = tree.css_first("title")
    return Extraction(
        tips=tuple(Tip(url=link, changed=paths.day(link)) for link in chosen[:_MOST]),
        feed=FeedInfo(
            kind="page",
            title=" ".join(title.text().split())[:200] if title else parts.netloc,
            site=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/",
        ),
    )


def _links(
    tree: LexborHTMLParser, url: str, rule: PageRule | None
) -> Iterator[tuple[str, int]]:
    """The addresses of a page's anchors, each with how long a headline it bears."""
    base = tree.css_first("base[href]")
    base_url = urls.resolve(url, _href(base)) if base else ""
    places = _alternatives(rule.within) if rule and rule.within else [""]
    selector = ", ".join(f"{place} a[href]" for place in places)
    for anchor in tree.css(selector)[:_MOST_ANCHORS]:
        link = urls.resolve(base_url or url, _href(anchor)).partition("#")[0]
        if link:
            yield link, _length(anchor)


def _alternatives(selector: str) -> list[str]:
    """The parts of a selector between its commas, those within brackets aside."""
    parts, depth = [""], 0
    for character in selector:
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _href(node: LexborNode) -> str:
    return node.attributes.get("href") or ""


def _length(anchor: LexborNode) -> int:
    """Characters of an anchor's words, or of those that stand for a picture in it."""
    words = anchor.text(deep=True, separator=" ")
    if not words.strip():
        picture = anchor.css_first("img[alt]")
        words = (picture.attributes.get("alt") if picture else "") or ""
    told = (words, *(anchor.attributes.get(name) or "" for name in _LABELS))
    return max(map(_told, told))


def _told(text: str) -> int:
    """Characters of a text; wide ones count for as many as they tell."""
    text = " ".join(text.split())
    if text.isascii():
        return len(text)
    wide = sum(character >= "\u2e80" for character in text)
    return len(text) + wide * (_HEADLINE // _WIDE_HEADLINE)


def _is_told(link: str, length: int, url: str, rule: PageRule | None) -> bool:
    """Whether a link is one of those that are wanted."""
    if link == url.partition("#")[0]:
        return False
    if rule is not None and rule.patterns:
        return any(matches(pattern, link) for pattern in rule.patterns)
    if _site_of(link) != _site_of(url):
        return False
    if rule is not None:
        return length > 0
    return length >= _HEADLINE and paths.is_article(link)


def _site_of(url: str) -> str:
    return urls.registrable(url) or urls.host_of(url)
