"""A page's text in blocks, each with what tells an article's paragraph from the rest.

One walk over the tree gives the blocks; one over the blocks gives their features, a
row of numbers each, that `body` weighs.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["BYLINE", "DATE", "FEATURES", "Block", "features", "title_at", "walk"]

_SKIPPED = frozenset(
    """
    script style noscript template head button select input textarea option datalist
    iframe object embed svg canvas video audio map rt rp title meta link dialog
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark
    nobr q ruby s samp small span strike strong sub sup time tt u var wbr rb img picture
    source g-emoji
    """.split()  # noqa: SIM905 - as above
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_MOST_BLOCKS = 4000
_MOST_TEXT = 2_000_000
"""Characters; the rest of a longer page is left out."""

# Hints, one bit each: what the words in an element's class and id say of what it holds.
_HINTS = (
    ("article", "article|artikel|story|entry|post|noticia|nota|single|news|prose|wysiwyg"),
    ("body", "body|bodytext|articlebody|paragraph|paragraphs|copy|richtext|corps|cuerpo"),
    ("content", "content|text|texto|texte|main|inhalt|contenido|detail|details|rich"),
    ("comment", "comment|comments|disqus|kommentar|kommentare|respond|reply|replies|discussion|forum"),
    ("related", "relat.*|recommend.*|recirc.*|teaser.*|trending|popular|outbrain|taboola|carousel|slider"
                "|swiper|verwandt.*|weitere|mehr|similar|suggest.*|latest|next|more|also|most|read|lesen|onward"),
    ("card", "card|cards|tile|tiles|grid|list|item|items|widget|module|box|block|promo|collection|feed"),
    ("side", "sidebar|side|aside|rail|right|left|secondary|infobox|facts?|toc|contents|column|col"),
    ("share", "shar.*|social.*|follow|tool|tools|toolbar|facebook|twitter|whatsapp|print|bookmark|icon|icons|button|btn"),
    ("offer", "newsletter.*|subscri.*|signup|sign|abo|paywall|piano|banner|advert.*|ad|ads|adv|sponsor.*|cookie.*"
              "|consent|gdpr|modal|popup|overlay|login|register|donat.*|support|werbung|anzeige|regwall|offer|cta|alert"),
    ("byline", "byline|author.*|autor.*|writer|contributor.*|bio|credit|credits|avatar|profile|redakt.*"),
    ("date", "date|dates|datum|fecha|time|timestamp|publish.*|published|updated|stamp"),
    ("meta", "meta|tag|tags|topic.*|breadcrumb.*|categor.*|kicker|rubri.*|keyword.*|label.*|source|copyright"
             "|disclaimer|hinweis|footnote.*|correction|note|info"),
    ("caption", "caption.*|figure|figcaption|image.*|img|photo.*|picture|gallery|media|bild.*|foto.*|legend|legende"),
    ("player", "video.*|player|audio|podcast|embed"),
    ("nav", "nav|navbar|navigation|menu|masthead|pagination|pager|search|skip|topbar|tab|tabs"),
    ("header", "header|head|headline|title|hero|heading|titel|titulo|titre"),
    ("footer", "footer|foot|bottom|legal|impressum"),
    ("lead", "summary|lead|intro|standfirst|dek|deck|subtitle|subhead|subheadline|subline|excerpt|abstract|chapo|chapeau"
             "|description|vorspann|sapo|bajada|lede|ingress|teasertext|entradilla|preamble"),
    ("quote", "quote|zitat|pull|pullquote|blockquote"),
    ("hidden", "hidden|hide|visually|sr|reader|invisible|noprint|collapse"),
)  # fmt: skip
_BIT = {name: 1 << number for number, (name, _) in enumerate(_HINTS)}
BYLINE, DATE = _BIT["byline"], _BIT["date"]
_TAG_BITS = [
    "article",
    "main",
    "aside",
    "footer",
    "header",
    "nav",
    "figure",
    "figcaption",
    "li",
    "table",
    "blockquote",
    "a",
    "form",
    "pre",
    "p",
    "details",
    "section",
]
_TAG_BIT = {name: 1 << (len(_HINTS) + number) for number, name in enumerate(_TAG_BITS)}
_TAG_BIT["td"] = _TAG_BIT["th"] = _TAG_BIT["table"]
_TAG_BIT["dd"] = _TAG_BIT["dt"] = _TAG_BIT["li"]
_ALL_BITS = len(_HINTS) + len(_TAG_BITS)
_PATTERNS = tuple((_BIT[name], re.compile(pattern)) for name, pattern in _HINTS)
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_CLASS = 200
_LINK = _TAG_BIT["a"]
_MARKED_BODY = 1 << _ALL_BITS
"""Microdata: `itemprop=articleBody`."""
_MARKED_OTHER = 1 << (_ALL_BITS + 1)
"""The page itself says: navigation, complementary, hidden from readers."""


class Scope:
    """An element on the way from the root to a block."""

    __slots__ = ("bits", "blocks", "depth", "far", "near", "parent", "tag", "weight")

    def __init__(self, parent: Scope | None, tag: str, bits: int) -> None:
        self.parent = parent
        self.tag = tag
        self.bits = bits
        self.weight = 0.0
        self.blocks = 0
        if parent is None:
            self.near = self.far = bits
            self.depth = 0
        else:
            above = parent.parent
            self.near = bits | parent.bits | (above.bits if above is not None else 0)
            self.far = bits | parent.far
            self.depth = parent.depth + 1


class Block:
    """A run of text that no block element parts."""

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
        self.hrefs = hrefs
        """Address and text of each of its links, as written."""
        self.links = links
        """Characters of it that are links."""
        self.scope = scope
        self.tag = scope.tag
        self.strong = strong
        """Characters of it that are bold."""


@lru_cache(maxsize=16384)
def _word_bits(word: str) -> int:
    found = 0
    for bit, pattern in _PATTERNS:
        if pattern.fullmatch(word):
            found |= bit
    return found


@lru_cache(maxsize=16384)
def _class_bits(name: str) -> int:
    found = 0
    for word in _CLASS_WORD.findall(name):
        found |= _word_bits(word.lower())
    return found


def _bits(node: LexborNode, tag: str) -> int:
    bits = _TAG_BIT.get(tag, 0)
    given = node.attributes
    if not given:
        return bits
    name = given.get("class") or ""
    if own := given.get("id"):
        name = f"{name} {own}"
    if name:
        bits |= _class_bits(name[:_LONGEST_CLASS])
    if "itemprop" in given and "articlebody" in (given["itemprop"] or "").lower():
        bits |= _MARKED_BODY
    if (role := given.get("role")) and role.lower() in _OTHER_ROLES:
        bits |= _MARKED_OTHER
    if given.get("aria-hidden") == "true" or "hidden" in given:
        bits |= _MARKED_OTHER
    return bits


_OTHER_ROLES = frozenset(
    (
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alert",
        "menu",
        "toolbar",
    )
)


class _Writer:
    """Collects text into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.room = _MOST_TEXT
        self._parts: list[str] = []
        self._hrefs: list[tuple[str, str]] = []
        self._links = self._strong = 0

    @property
    def mark(self) -> int:
        """How many pieces of text are waiting."""
        return len(self._parts)

    def link(self, href: str, since: int) -> None:
        """Note a link around the text that was added since `since` was marked."""
        self._hrefs.append((href, " ".join("".join(self._parts[since:]).split())))

    def add(self, text: str, linked: bool, strong: bool) -> None:  # noqa: FBT001 - two states of one call
        self._parts.append(text)
        if linked:
            self._links += len(text.strip())
        if strong:
            self._strong += len(text)

    def flush(self, scope: Scope) -> None:
        if not self._parts:
            return
        text = " ".join("".join(self._parts).split())
        if text and self.room > 0:
            self.room -= len(text)
            self.blocks.append(
                Block(text, scope, self._links, self._strong, self._hrefs)
            )
        self._parts = []
        self._hrefs = []
        self._links = self._strong = 0


def walk(tree: LexborHTMLParser) -> list[Block]:
    """The page's blocks in reading order, at most 4,000; navigation elements left out."""
    body = tree.body
    if body is None:
        return []
    writer = _Writer()
    scope = Scope(None, "body", 0)
    stack: list[tuple[Iterator[LexborNode], Scope, bool]] = []
    children = body.iter(include_text=True)
    # Depths of links and of bold text that we are in.
    linked = strong = breaks = 0
    state: list[tuple[int, int, str | None, int]] = []
    while True:
        for node in children:
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text:
                    if breaks and not text.isspace():
                        breaks = 0
                    writer.add(text, linked > 0, strong > 0)
                continue
            if tag == "br":
                breaks += 1
                if breaks > 1:
                    writer.flush(scope)
                else:
                    writer.add(" ", linked=False, strong=False)
                continue
            if tag is None or tag in _SKIPPED or tag[0] == "-" or tag[0] == "!":
                continue
            if len(writer.blocks) >= _MOST_BLOCKS:
                return writer.blocks
            inline = tag in _INLINE
            if not inline:
                writer.flush(scope)
                breaks = 0
                inner = Scope(scope, tag, _bits(node, tag))
            else:
                inner = scope
            stack.append((children, scope, inline))
            href = None
            if tag == "a":
                href = node.attributes.get("href")
            state.append((linked, strong, href, writer.mark))
            if tag == "a":
                linked += 1
            elif tag in {"b", "strong"}:
                strong += 1
            scope = inner
            children = node.iter(include_text=True)
            break
        else:
            if not stack:
                writer.flush(scope)
                return writer.blocks
            inside = scope
            children, scope, inline = stack.pop()
            linked, strong, href, mark = state.pop()
            if href:
                writer.link(href, mark)
            if not inline:
                writer.flush(inside)


# ── features ─────────────────────────────────────────────────────────────────────────

_END = re.compile(r"[.!?…。！？।؟۔:;\"”’»」』)]$")
_STOP = re.compile(r"[.!?。！？।؟][\s\"”’»)」]|[.!?。！？।؟]$")
_COMMA = re.compile(r"[,;，、،]")
_DIGITS = re.compile(r"\d")
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ODD = re.compile(r"©|\||»|›|→|#\w|@\w|https?:|www\.|^\W")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GOOD = 80
_OWN_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "blockquote",
    "figcaption",
    "pre",
    "span",
    "section",
    "dd",
)
_TAG_INDEX = {tag: number for number, tag in enumerate(_OWN_TAGS)}
_TAG_INDEX["h5"] = _TAG_INDEX["h6"] = _TAG_INDEX["h4"]
_TAG_INDEX["th"] = _TAG_INDEX["td"]
_TAG_INDEX["dt"] = _TAG_INDEX["dd"]
_TEXT = (
    "length", "short", "long", "links", "mostly-links", "ends", "stops", "commas", "digits",
    "time", "odd", "upper", "bold", "repeated", "is-title", "in-title", "in-excerpt", "told",
)  # fmt: skip
_PLACE = (
    "position", "after-title", "before-title", "distance", "in-main", "under-main", "main-share",
    "main-depth", "siblings", "sibling-weight", "previous-length", "previous-links", "next-length",
    "next-links", "around", "before", "after", "same-parent-previous", "same-parent-next",
    "in-first-half", "heading-next-good",
)  # fmt: skip
FEATURES: tuple[str, ...] = (
    *_TEXT,
    *_PLACE,
    *(f"tag-{tag}" for tag in _OWN_TAGS),
    *(f"near-{name}" for name, _ in _HINTS),
    *(f"near-<{tag}>" for tag in _TAG_BITS),
    "near-marked-body",
    "near-marked-other",
    *(f"far-{name}" for name, _ in _HINTS),
    *(f"far-<{tag}>" for tag in _TAG_BITS),
    "far-marked-body",
    "far-marked-other",
)
_BITS_COUNT = _ALL_BITS + 2


def features(
    blocks: Sequence[Block], title: str, excerpt: str, told: str
) -> list[list[float]]:
    """One row of `FEATURES` a block.

    `title` and `excerpt` are the page's own; `told` is the text that its data gives as
    the article's, empty where it gives none.
    """
    sizes = [_size(block.text) for block in blocks]
    main, total = _weigh(blocks, sizes)
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.text] = counts.get(block.text, 0) + 1
    folded_title = _letters(title)
    folded_excerpt = _letters(excerpt)
    folded_told = _letters(told)
    headline = title_at(blocks, title)
    count = len(blocks)
    goods = [
        1.0 if size >= _GOOD and block.links * 3 < len(block.text) else 0.0
        for block, size in zip(blocks, sizes, strict=True)
    ]
    sums = [0.0]
    for good in goods:
        sums.append(sums[-1] + good)
    main_chain = set()
    scope: Scope | None = main
    while scope is not None:
        main_chain.add(id(scope))
        scope = scope.parent
    rows = []
    for number, block in enumerate(blocks):
        text, size = block.text, sizes[number]
        letters = _letters(text)
        length = len(text)
        density = min(1.0, block.links / length)
        row = [
            min(1.0, math.log1p(size) / 7),
            1.0 if size < 25 else 0.0,
            1.0 if size > 200 else 0.0,
            density,
            1.0 if density > 0.6 else 0.0,
            1.0 if _END.search(text) else 0.0,
            min(1.0, len(_STOP.findall(text)) / 4),
            min(1.0, len(_COMMA.findall(text)) / 5),
            min(1.0, len(_DIGITS.findall(text)) * 5 / length),
            1.0 if size < 120 and _TIME.search(text) else 0.0,
            1.0 if _ODD.search(text) else 0.0,
            1.0 if text.isupper() else 0.0,
            min(1.0, block.strong / length),
            1.0 if counts[text] > 1 else 0.0,
            1.0 if letters and letters == folded_title else 0.0,
            1.0 if len(letters) > 12 and letters in folded_title else 0.0,
            1.0
            if len(letters) > 12
            and (
                letters in folded_excerpt
                or (len(folded_excerpt) > 40 and folded_excerpt[:-4] in letters)
            )
            else 0.0,
            _is_told(letters, folded_told),
        ]
        depth, up = 0, block.scope
        in_main = False
        climbed = 0
        while up is not None:
            if id(up) in main_chain:
                in_main = up is main
                break
            climbed += 1
            up = up.parent
        depth = climbed
        before, after = max(0, number - 4), min(count, number + 5)
        parent = block.scope.parent or block.scope
        previous = blocks[number - 1] if number else None
        following = blocks[number + 1] if number + 1 < count else None
        row += (
            number / count,
            1.0 if headline >= 0 and number > headline else 0.0,
            1.0 if headline >= 0 and number < headline else 0.0,
            min(1.0, (number - headline) / 60)
            if headline >= 0 and number > headline
            else 0.0,
            1.0 if in_main else 0.0,
            1.0 if in_main and climbed <= 2 else 0.0,
            main.weight / total if total else 0.0,
            min(1.0, depth / 8),
            min(1.0, parent.blocks / 10),
            min(1.0, parent.weight / (main.weight or 1.0)),
            min(1.0, math.log1p(sizes[number - 1]) / 7) if previous else 0.0,
            min(1.0, previous.links / len(previous.text)) if previous else 0.0,
            min(1.0, math.log1p(sizes[number + 1]) / 7) if following else 0.0,
            min(1.0, following.links / len(following.text)) if following else 0.0,
            (sums[after] - sums[before]) / 9,
            (sums[number] - sums[before]) / 4,
            (sums[after] - sums[number + 1]) / 4,
            1.0 if previous and previous.scope.parent is block.scope.parent else 0.0,
            1.0 if following and following.scope.parent is block.scope.parent else 0.0,
            1.0 if sums[number] * 2 < sums[-1] else 0.0,
            goods[number + 1] if following and block.tag in _HEADINGS else 0.0,
        )
        tags = [0.0] * len(_OWN_TAGS)
        if (own := _TAG_INDEX.get(block.tag)) is not None:
            tags[own] = 1.0
        row += tags
        row += _unpacked(block.scope.near)
        row += _unpacked(block.scope.far)
        rows.append(row)
    return rows


@lru_cache(maxsize=4096)
def _unpacked(bits: int) -> tuple[float, ...]:
    return tuple(float(bits >> number & 1) for number in range(_BITS_COUNT))


def _size(text: str) -> int:
    # A character of a script without spaces says as much as two or three letters.
    if text.isascii():
        return len(text)
    return len(text) + 2 * len(_WIDE.findall(text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _is_told(letters: str, told: str) -> float:
    """1: within the text that the page's data gives, 0: not, ½: it gives none."""
    if not told:
        return 0.5
    return 1.0 if letters and letters in told else 0.0


def title_at(blocks: Sequence[Block], title: str) -> int:
    """Where the headline stands among the blocks; -1 where it does not."""
    found = -1
    title = _letters(title)
    if not title:
        return found
    for number, block in enumerate(blocks):
        if block.tag == "h1" and _letters(block.text) in title and len(block.text) > 10:
            return number
        if (
            found < 0
            and len(block.text) < 2 * len(title) + 60
            and _letters(block.text) == title
        ):
            found = number
    return found


def _weigh(blocks: Sequence[Block], sizes: Sequence[int]) -> tuple[Scope, float]:
    """The innermost element that holds most of the page's prose, and all its weight."""
    root = blocks[0].scope
    while root.parent is not None:
        root = root.parent
    inner: dict[int, list[Scope]] = {}
    for block, size in zip(blocks, sizes, strict=True):
        plain = size * (1 - min(1.0, block.links / len(block.text)))
        weight = plain if size >= _GOOD else plain / 4 if size > 40 else 0.0
        scope: Scope | None = block.scope
        while scope is not None:
            if scope.blocks == 0 and scope.parent is not None:
                inner.setdefault(id(scope.parent), []).append(scope)
            scope.blocks += 1
            scope.weight += weight
            scope = scope.parent
    main = root
    while heirs := inner.get(id(main)):
        best = max(heirs, key=lambda heir: heir.weight)
        if best.weight < 0.6 * main.weight:
            break
        main = best
    return main, root.weight
