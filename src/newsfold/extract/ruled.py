"""An outlet's page read by its rule: what the rule's selectors find there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.extract import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.extract.blocks import Block
    from newsfold.extract.evidence import Evidence
    from newsfold.extract.rules import ArticleRule

__all__ = ["drop", "offer", "text", "value", "values"]

_ORIGIN = "rule"
_MOST = 100
"""Elements that one selector finds, at most; the rest is left out."""
_LONGEST = 400
_ATTRIBUTES = ("datetime", "content")


def drop(tree: LexborHTMLParser, selectors: Iterable[str]) -> None:
    """Take out of the tree what the rule says is no part of any article."""
    for selector in selectors:
        # The inner first: an element that went with the one around it is gone already.
        for node in reversed(tree.css(selector)):
            if node.tag not in {"html", "body"}:
                node.decompose()


def offer(tree: LexborHTMLParser, rule: ArticleRule, evidence: Evidence) -> None:
    """Offer what the rule finds of title, authors and time."""
    for title in values(tree, rule.title)[:1]:
        evidence.offer("title", title, _ORIGIN)
    for published in values(tree, rule.published, dated=True)[:1]:
        evidence.offer("published", published, _ORIGIN)
    for author in values(tree, rule.authors):
        evidence.offer("author", author, _ORIGIN)


def values(tree: LexborHTMLParser, selector: str, *, dated: bool = False) -> list[str]:
    """What a selector's elements say, each in one line; of a date its attribute."""
    found = tree.css(selector)[:_MOST] if selector else []
    said = [value(node, dated=dated) for node in found]
    return [one for one in said if one and len(one) <= _LONGEST]


def text(tree: LexborHTMLParser, selector: str) -> list[Block]:
    """The blocks of a selector's elements, in reading order, each once."""
    chosen = tree.css(selector)[:_MOST] if selector else []
    inner = {node.mem_id for node in chosen}
    return [
        block
        for node in chosen
        if not _within(node, inner)
        for block in blocks.walk(node)
    ]


def _within(node: LexborNode, chosen: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in chosen:
            return True
        parent = parent.parent
    return False


def value(node: LexborNode, *, dated: bool = False) -> str:
    """What an element says, in one line."""
    given = node.attributes
    for name in _ATTRIBUTES if dated or node.tag == "meta" else ():
        if said := given.get(name):
            return said.strip()
    return " ".join(node.text(deep=True, separator=" ").split())
