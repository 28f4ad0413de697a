"""What rule an outlet's pages would be read by: selectors learnt from pages, and tried.

Most pages of an outlet are read rightly without a rule.  A selector that finds on all
of them what was read there finds it on the others, too, where the evidence is missing
or misleads (wrapper induction; Kushmerick, 1997).  `study` says of one page which
selectors would find what was read, `agree` how well given ones do; both run in the
workers.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsfold.extract import document, ruled
from newsfold.extract.page import read_html
from newsfold.model import Page, Record
from newsfold.text import charset
from newsfold.text.dates import parse as parse_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.model import Article

__all__ = ["Study", "Trial", "agree", "study"]

_STABLE = re.compile(r"[A-Za-z][A-Za-z_-]{2,40}")
"""Names of classes and ids that a person chose: without numbers."""
_GIVEN = ("itemprop", "property", "name", "rel", "data-testid", "data-component")
"""Attributes that say what an element is."""
_LONGEST = 60
_QUOTES = frozenset("\"'\\\n")
_PLACES = {
    "title": "h1, h2, h3, meta",
    "authors": "a, span, p, li, address, strong, em, meta",
    "published": "time, span, p, meta",
}
"""Elements that may say a field."""
_PARAGRAPHS = "p, h2, h3, h4, li, blockquote"
_UP = 4
"""Elements above a paragraph that may hold the whole text."""
_MOST = 40
"""Selectors of one field that a page speaks for."""
_SHORT = 20
"""Characters of a paragraph that says enough to be known again."""
_MINUTE = 60
_BYLINE = 2
"""How many times as long as the names a byline may be."""


class Study(Record, frozen=True, kw_only=True):
    """What one page speaks for."""

    selectors: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  # msgspec copies it
    """For each field those that find there what was read."""
    paragraphs: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  # as above
    """Paragraphs that were read, each with the selectors of its element."""


class Trial(Record, frozen=True, kw_only=True):
    """A page, and the selectors to try on it."""

    page: Page
    selectors: dict[str, tuple[str, ...]]
    """By field; `drop` among them."""
    repeated: frozenset[str] = frozenset()
    """Paragraphs that stand on many pages: what `drop` is to take, and no other."""


def study(page: Page) -> Study:
    """The selectors that find on a page what is read there without a rule."""
    html, article = _read(page)
    tree = document.parse(html).tree
    lines = set(article.body.split("\n\n")) - {""}
    found = {name: _of_values(tree, name, article) for name in _PLACES}
    found["body"] = _of_text(tree, lines)
    paragraphs = {}
    for node in tree.css(_PARAGRAPHS):
        text = _words(node)
        if len(text) >= _SHORT and text in lines:
            paragraphs[text] = tuple(dict.fromkeys(_selectors(node)))
    return Study(
        selectors={
            name: tuple(dict.fromkeys(chosen))[:_MOST]
            for name, chosen in found.items()
            if chosen
        },
        paragraphs=paragraphs,
    )


def agree(trial: Trial) -> dict[str, dict[str, float]]:
    """How well selectors find on a page what is read there without them.

    For each field and selector from 0 to 1, -1 where it finds nothing; fields of which
    nothing is read are left out.  Of `drop`: the share of what it takes from the text
    that is repeated, -1 where it takes nothing.
    """
    html, article = _read(trial.page)
    tree = document.parse(html).tree
    found = {}
    for name, selectors in trial.selectors.items():
        if name == "drop":
            found[name] = {s: _repeated(tree, s, article, trial) for s in selectors}
        elif name == "body" and article.body:
            words = Counter(article.body.split())
            found[name] = {s: _overlap(tree, s, words) for s in selectors}
        elif name != "body" and getattr(article, name):
            found[name] = {s: _agreement(tree, s, name, article) for s in selectors}
    return found


def _read(page: Page) -> tuple[str, Article]:
    html, _ = charset.decode(page.body, page.headers.get("content-type", ""))
    return html, read_html(html, page.url, fetched=page.fetched, headers=page.headers)


def _agreement(
    tree: LexborHTMLParser, selector: str, name: str, article: Article
) -> float:
    said = ruled.values(tree, selector, dated=name == "published")
    return float(_is(said, name, article)) if said else -1.0


def _overlap(tree: LexborHTMLParser, selector: str, words: Counter[str]) -> float:
    """F1 of the words within a selector's elements."""
    text = " ".join(block.text for block in ruled.text(tree, selector))
    theirs = Counter(text.split())
    if not theirs:
        return -1.0
    return 2 * (words & theirs).total() / (words.total() + theirs.total())


def _repeated(
    tree: LexborHTMLParser, selector: str, article: Article, trial: Trial
) -> float:
    lines = set(article.body.split("\n\n"))
    taken = {block.text for block in ruled.text(tree, selector)} & lines
    size = sum(map(len, taken))
    return sum(map(len, taken & trial.repeated)) / size if size else -1.0


def _is(said: list[str], name: str, article: Article) -> bool:
    """Whether the values of a field are what was read of it."""
    if name == "title":
        return _plain(said[0]) == _plain(article.title)
    if name == "published":
        moment, known = parse_date(said[0]), article.published
        if moment is None or known is None:
            return False
        return abs(moment.instant - known) < _MINUTE
    told = _plain(" ".join(said))
    names = [_plain(author) for author in article.authors]
    whole = sum(map(len, names)) + len(names)
    return len(told) <= _BYLINE * whole and all(one in told for one in names)


def _of_values(tree: LexborHTMLParser, name: str, article: Article) -> list[str]:
    """Selectors that find what was read of a field."""
    if not getattr(article, name):
        return []
    dated = name == "published"
    asked: dict[str, bool] = {}
    for node in tree.css(_PLACES[name]):
        said = ruled.value(node, dated=dated)
        # Of several authors each may stand in an element of its own.
        if not said or not (name == "authors" or _is([said], name, article)):
            continue
        if name == "authors" and not _names(said, article):
            continue
        for selector in _selectors(node):
            if selector not in asked:
                found = ruled.values(tree, selector, dated=dated)
                asked[selector] = _is(found, name, article)
    return [selector for selector, finds in asked.items() if finds]


def _names(said: str, article: Article) -> bool:
    told = _plain(said)
    return any(_plain(author) in told for author in article.authors)


def _of_text(tree: LexborHTMLParser, lines: Collection[str]) -> list[str]:
    """Selectors of the elements around most of the text."""
    around: Counter[str] = Counter()
    for node in tree.css(_PARAGRAPHS):
        if _words(node) not in lines:
            continue
        above = node.parent
        for _ in range(_UP):
            if above is None or above.tag in {"body", "html"}:
                break
            around.update(list(dict.fromkeys(_selectors(above))))
            above = above.parent
    return [selector for selector, _ in around.most_common(_MOST)]


def _words(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator="").split())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _selectors(node: LexborNode) -> Iterator[str]:
    """Selectors by which a person would name an element."""
    given = node.attributes
    for name in _GIVEN:
        said = given.get(name) or ""
        if said and len(said) <= _LONGEST and not set(said) & _QUOTES:
            yield f'{node.tag}[{name}="{said}"]'
    if _STABLE.fullmatch(given.get("id") or ""):
        yield f"#{given['id']}"
    for name in (given.get("class") or "").split():
        if _STABLE.fullmatch(name):
            yield f"{node.tag}.{name}"
    if node.tag in {"h1", "time", "address", "article", "main"}:
        yield node.tag
