"""A page's text in blocks: runs of text that no block element parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from newsfold.extract import hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

__all__ = ["Block", "Scope", "walk"]

_SKIPPED = frozenset(
    """
    script style noscript template head button select input textarea option datalist
    iframe object embed svg canvas video audio map rt rp title meta link dialog nav
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark
    nobr q ruby s samp small span strike strong sub sup time tt u var wbr rb img picture
    source g-emoji
    """.split()  # noqa: SIM905 - as above
)
_BOLD = frozenset(("b", "strong"))
_MOST_BLOCKS = 4000
_MOST_TEXT = 2_000_000
"""Characters; the rest of a longer page is left out."""


class Scope:
    """A block element on the way from the page's root to a block."""

    __slots__ = ("bits", "blocks", "far", "near", "parent", "tag", "weight")

    def __init__(self, parent: Scope | None, tag: str, bits: int) -> None:
        self.parent = parent
        self.tag = tag
        self.bits = bits
        self.weight = 0.0
        """Characters of prose within it."""
        self.blocks = 0
        """Blocks within it."""
        self.near = self.far = bits
        """Hints of the element and the two around it; and all around it."""
        if parent is not None:
            self.far |= parent.far
            self.near |= parent.bits
            if parent.parent is not None:
                self.near |= parent.parent.bits


class Block:
    """One run of text."""

    __slots__ = ("hrefs", "links", "scope", "strong", "tag", "text")

    def __init__(
        self,
        text: str,
        scope: Scope,
        links: int,
        strong: int,
        hrefs: list[tuple[str, str]],
    ) -> None:
        self.text = text
        self.scope = scope
        self.tag = scope.tag
        self.links = links
        """Characters of it that are links."""
        self.strong = strong
        """Characters of it that are bold."""
        self.hrefs = hrefs
        """Address and text of each of its links, as written."""


# What the walk goes back to when an element ends: the children still to come, the
# scope, whether it stood in a link and in bold text; the address of the element that
# ends, where it is a link, and how many pieces of text were waiting when it began.
_Frame: TypeAlias = "tuple[Iterator[LexborNode], Scope, bool, bool, str, int]"


class _Writer:
    """Collects text into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        """Pieces of text that wait for their block's end."""
        self._links = self._strong = 0
        self._hrefs: list[tuple[str, str]] = []
        self._room = _MOST_TEXT

    def add(self, text: str, *, linked: bool, strong: bool) -> None:
        self.parts.append(text)
        if linked:
            self._links += len(text.strip())
        if strong:
            self._strong += len(text)

    def link(self, href: str, since: int) -> None:
        """Note a link around the pieces from `since` on, if its block has begun."""
        if self.parts:
            self._hrefs.append((href, " ".join("".join(self.parts[since:]).split())))

    def flush(self, scope: Scope) -> None:
        """End the block."""
        text = " ".join("".join(self.parts).split())
        if text and self._room > 0:
            self._room -= len(text)
            block = Block(text, scope, self._links, self._strong, self._hrefs)
            self.blocks.append(block)
        self.parts.clear()
        self._hrefs = []
        self._links = self._strong = 0


def walk(root: LexborNode | None) -> list[Block]:
    """The blocks of an element (a page's body, where it has one) in reading order.

    At most 4,000, navigation left out.
    """
    if root is None:
        return []
    writer = _Writer()
    parts = writer.parts
    scope = Scope(None, "body", 0)
    children: Iterator[LexborNode] = root.iter(include_text=True)
    linked = strong = False
    breaks = 0
    stack: list[_Frame] = []
    while True:
        for node in children:
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and not text.isspace():
                    breaks = 0
                    writer.add(text, linked=linked, strong=strong)
                elif parts:
                    # Most white space is the source's layout, between blocks.
                    parts.append(" ")
                continue
            if tag == "br":
                # Two of them part paragraphs.
                breaks += 1
                if breaks == 1:
                    parts.append(" ")
                elif parts:
                    writer.flush(scope)
                continue
            if tag is None or tag in _SKIPPED or tag[0] in "-!":
                continue
            if len(writer.blocks) >= _MOST_BLOCKS:
                return writer.blocks
            if tag in _INLINE:
                href = (node.attributes.get("href") or "") if tag == "a" else ""
                stack.append((children, scope, linked, strong, href, len(parts)))
                linked = linked or tag == "a"
                strong = strong or tag in _BOLD
            else:
                stack.append((children, scope, linked, strong, "", 0))
                if parts:
                    writer.flush(scope)
                breaks = 0
                scope = Scope(scope, tag, hints.bits_of(node, tag))
            children = node.iter(include_text=True)
            break
        else:
            if parts and (not stack or stack[-1][1] is not scope):
                writer.flush(scope)
            if not stack:
                return writer.blocks
            children, scope, linked, strong, href, mark = stack.pop()
            if href:
                writer.link(href, mark)
