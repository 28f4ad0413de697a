"""An outlet's page read by its rule: what the rule's selectors find there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.extract import blocks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.extract.blocks import Block
    from newsfold.extract.evidence import Evidence
    from newsfold.extract.rules import ArticleRule

__all__ = ["ORIGIN", "drop", "field", "offer", "text"]

ORIGIN = "rule"
_MOST = 100
"""Elements that one selector finds, at most; the rest is left out."""
_LONGEST = 400
_ATTRIBUTES = ("datetime", "content")


def drop(tree: LexborHTMLParser, rule: ArticleRule) -> None:
    """Take out of the tree what the rule says is no part of any article."""
    for selector in rule.drop:
        # The inner first: an element that went with the one around it is gone already.
        for node in reversed(tree.css(selector)):
            if node.tag not in {"html", "body"}:
                node.decompose()


def offer(tree: LexborHTMLParser, rule: ArticleRule, evidence: Evidence) -> None:
    """Offer what the rule finds of title, authors and time."""
    for name in ("title", "published"):
        for value in field(tree, rule, name)[:1]:
            evidence.offer(name, value, ORIGIN)
    for value in field(tree, rule, "authors"):
        evidence.offer("author", value, ORIGIN)


def field(tree: LexborHTMLParser, rule: ArticleRule, name: str) -> list[str]:
    """The values that the rule finds of `title`, `authors` or `published`."""
    selector = rule.selectors().get(name)
    found = tree.css(selector)[:_MOST] if selector else []
    values = [_value(node, dated=name == "published") for node in found]
    return [value for value in values if value and len(value) <= _LONGEST]


def text(tree: LexborHTMLParser, rule: ArticleRule) -> list[Block]:
    """The blocks of the elements that the rule calls the body, in reading order."""
    if not rule.body:
        return []
    chosen = tree.css(rule.body)[:_MOST]
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


def _value(node: LexborNode, *, dated: bool) -> str:
    given = node.attributes
    for name in _ATTRIBUTES if dated or node.tag == "meta" else ():
        if value := given.get(name):
            return value.strip()
    return " ".join(node.text(deep=True, separator=" ").split())
