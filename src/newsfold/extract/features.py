"""What tells an article's paragraph from the rest of its page, in numbers.

A row of `FEATURES` a block, each from 0 to 1: what its text looks like, where it stands
among the others, and what the elements around it say of themselves.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from newsfold.extract import hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsfold.extract.blocks import Block, Scope

__all__ = ["FEATURES", "HEADINGS", "rows", "title_at"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TAGS = (
    ("p",),
    ("div",),
    ("li",),
    ("h1",),
    ("h2",),
    ("h3",),
    ("h4", "h5", "h6"),
    ("td", "th"),
    ("blockquote",),
    ("figcaption",),
    ("pre",),
    ("section",),
    ("dd", "dt"),
)
_TAG_ROW = {
    tag: tuple(float(number == own) for number in range(len(_TAGS)))
    for own, tags in enumerate(_TAGS)
    for tag in tags
}
_NO_TAG = (0.0,) * len(_TAGS)
_TEXT = """
    length short long links mostly-links ends stops commas digits time odd upper bold
    repeated is-title in-title in-excerpt told
""".split()  # noqa: SIM905 - a list of words reads best as words
_PLACE = """
    position after-title before-title distance in-main under-main main-share main-depth
    siblings sibling-weight previous-length previous-links next-length next-links around
    before after with-previous with-next first-half heads same-article from-title
    no-title
""".split()  # noqa: SIM905 - as above
FEATURES: tuple[str, ...] = (
    *_TEXT,
    *(f"of-{topic}" for topic in hints.TOPICS),
    *_PLACE,
    *(f"tag-{tags[0]}" for tags in _TAGS),
    *(f"near-{name}" for name in hints.NAMES),
    *(f"far-{name}" for name in hints.NAMES),
)
"""The columns; the network in `body.json` was fitted to exactly these."""

_HOPELESS = 80
"""Characters of a block that is all links: no sentence."""
_SHORT, _LONG = 25, 200
_PROSE = 80
"""Characters from which a block counts as prose, if it is not all links."""
_SOME_PROSE = 40
_LINE = 120
"""Characters of a line that may be a date line or a heading."""
_DISTINCT = 12
"""Letters from which finding one text within another means something."""
_LONG_EXCERPT = 40
_REACH = 4
"""Blocks on either side that make a block's surroundings."""
_FAR = 60
_MOST_OF = 0.6
"""Share of the prose that an inner element must hold to be the article's."""
_MOSTLY = 0.6
_TITLE_TAIL = 60
_GLANCE = 160
"""Characters of a block that are searched for odd signs."""

_ENDS = frozenset('.!?…。！？।؟۔:;"”’»」』)]')
_STOP = re.compile(r"[.!?。！？।؟](?:[\s\"”’»)」]|$)")
_COMMA = re.compile(r"[,;，、،]")
_NOT_LETTER = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ODD = re.compile(r"©|\||»|›|→|#\w|@\w|https?:|www\.|^\W")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def rows(
    blocks: Sequence[Block], title: str, excerpt: str, told: str
) -> tuple[list[int], NDArray[np.float32]]:
    """The blocks that may be the article's, by number, and a row of `FEATURES` each.

    `title` and `excerpt` are the page's own; `told` is the text that its data gives as
    the article's, empty where it gives none.  Short blocks that are all links are left
    out, and there may be no row at all.
    """
    numbers = [number for number, block in enumerate(blocks) if _hopeful(block)]
    if not numbers:
        return numbers, np.empty((0, len(FEATURES)), dtype=np.float32)
    page = _Page(blocks, title, excerpt, told)
    told_rows = np.array(
        [
            (
                *page.text_row(number),
                *hints.topic_row(blocks[number].text),
                *page.place_row(number),
                *_TAG_ROW.get(blocks[number].tag, _NO_TAG),
            )
            for number in numbers
        ],
        dtype=np.float32,
    )
    near = [blocks[number].scope.near for number in numbers]
    far = [blocks[number].scope.far for number in numbers]
    return numbers, np.hstack((told_rows, _unpacked(near), _unpacked(far)))


def _hopeful(block: Block) -> bool:
    return len(block.text) > _HOPELESS or block.links * 10 < 9 * len(block.text)


def _unpacked(bits: list[int]) -> NDArray[np.float32]:
    """The hints as numbers, a row for each set of bits."""
    shifts = np.arange(len(hints.NAMES), dtype=np.uint64)
    packed = np.array(bits, dtype=np.uint64)
    return ((packed[:, None] >> shifts) & np.uint64(1)).astype(np.float32)


def title_at(blocks: Sequence[Block], title: str) -> int:
    """Where the headline stands among the blocks; -1 where it does not."""
    found = -1
    title = _letters(title)
    if not title:
        return found
    for number, block in enumerate(blocks):
        if block.tag == "h1":
            if len(block.text) >= _DISTINCT and _letters(block.text) in title:
                return number
        elif (
            found < 0
            and len(block.text) < 2 * len(title) + _TITLE_TAIL
            and _letters(block.text) == title
        ):
            found = number
    return found


class _Page:
    """What all rows of a page need."""

    def __init__(
        self, blocks: Sequence[Block], title: str, excerpt: str, told: str
    ) -> None:
        self._blocks = blocks
        self._sizes = [_size(block.text) for block in blocks]
        self._lengths = [min(1.0, math.log1p(size) / 7) for size in self._sizes]
        self._links = [min(1.0, block.links / len(block.text)) for block in blocks]
        self._main, self._total = _weigh(blocks, self._sizes)
        self._counts = Counter(block.text for block in blocks)
        self._title = _letters(title)
        self._excerpt = _letters(excerpt)
        self._told = _letters(told)
        self._headline = title_at(blocks, title)
        self._prose = [
            float(size >= _PROSE and links * 3 < 1)
            for size, links in zip(self._sizes, self._links, strict=True)
        ]
        self._sums = [0.0]
        for prose in self._prose:
            self._sums.append(self._sums[-1] + prose)
        self._main_chain = _chain(self._main)
        at = self._headline
        self._title_chain = _chain(blocks[at].scope if at >= 0 else None)
        self._article = _article_of(self._main)

    def text_row(self, number: int) -> tuple[float, ...]:
        """What the text looks like."""
        block, size = self._blocks[number], self._sizes[number]
        text, links = block.text, self._links[number]
        length = len(text)
        letters = _letters(text)
        distinct = len(letters) > _DISTINCT
        excerpt = self._excerpt
        return (
            self._lengths[number],
            float(size < _SHORT),
            float(size > _LONG),
            links,
            float(links > _MOSTLY),
            float(text[-1] in _ENDS),
            min(1.0, len(_STOP.findall(text)) / 4),
            min(1.0, len(_COMMA.findall(text)) / 5),
            min(1.0, len(_DIGIT.findall(text)) * 5 / length),
            float(size < _LINE and _TIME.search(text) is not None),
            float(_ODD.search(text, 0, _GLANCE) is not None),
            float(text.isupper()),
            min(1.0, block.strong / length),
            float(self._counts[text] > 1),
            float(bool(letters) and letters == self._title),
            float(distinct and letters in self._title),
            float(
                distinct
                and (
                    letters in excerpt
                    or (len(excerpt) > _LONG_EXCERPT and excerpt[:-4] in letters)
                )
            ),
            0.5 if not self._told else float(bool(letters) and letters in self._told),
        )

    def place_row(self, number: int) -> tuple[float, ...]:
        """Where the block stands."""
        blocks, sums, at = self._blocks, self._sums, self._headline
        scope = blocks[number].scope
        parent = scope.parent or scope
        count = len(blocks)
        first, last = max(0, number - _REACH), min(count, number + _REACH + 1)
        steps, meeting = _climb(scope, self._main_chain)
        below = at >= 0 and number > at
        more = number + 1 < count
        inside = meeting is self._main
        return (
            number / count,
            float(below),
            float(at >= 0 and number < at),
            min(1.0, (number - at) / _FAR) if below else 0.0,
            float(inside),
            float(inside and steps <= 2),  # noqa: PLR2004 - itself, child, grandchild
            self._main.weight / self._total if self._total else 0.0,
            min(1.0, steps / 8),
            min(1.0, parent.blocks / 10),
            min(1.0, parent.weight / (self._main.weight or 1.0)),
            self._lengths[number - 1] if number else 0.0,
            self._links[number - 1] if number else 0.0,
            self._lengths[number + 1] if more else 0.0,
            self._links[number + 1] if more else 0.0,
            (sums[last] - sums[first]) / (2 * _REACH + 1),
            (sums[number] - sums[first]) / _REACH,
            (sums[last] - sums[number + 1]) / _REACH,
            float(number > 0 and blocks[number - 1].scope.parent is scope.parent),
            float(more and blocks[number + 1].scope.parent is scope.parent),
            float(sums[number] * 2 < sums[-1]),
            self._prose[number + 1] if more and scope.tag in HEADINGS else 0.0,
            float(_article_of(scope) is self._article),
            min(1.0, _climb(scope, self._title_chain)[0] / 10) if at >= 0 else 0.0,
            float(at < 0),
        )


def _weigh(blocks: Sequence[Block], sizes: Sequence[int]) -> tuple[Scope, float]:
    """The innermost element that holds most of the page's prose, and all its weight."""
    root = blocks[0].scope
    while root.parent is not None:
        root = root.parent
    inner: dict[int, list[Scope]] = {}
    for block, size in zip(blocks, sizes, strict=True):
        plain = size * (1 - min(1.0, block.links / len(block.text)))
        weight = plain if size >= _PROSE else plain / 4 if size > _SOME_PROSE else 0.0
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
        if best.weight < _MOST_OF * main.weight:
            break
        main = best
    return main, root.weight


def _chain(scope: Scope | None) -> set[int]:
    """The element and all around it."""
    found = set()
    while scope is not None:
        found.add(id(scope))
        scope = scope.parent
    return found


def _climb(scope: Scope | None, chain: set[int]) -> tuple[int, Scope | None]:
    """How many steps up the first element of `chain` is, and that element."""
    steps = 0
    while scope is not None and id(scope) not in chain:
        steps += 1
        scope = scope.parent
    return steps, scope


def _article_of(scope: Scope | None) -> Scope | None:
    """The `<article>` that an element stands in."""
    while scope is not None and scope.tag != "article":
        scope = scope.parent
    return scope


def _size(text: str) -> int:
    # A character of a script without spaces says as much as two or three letters.
    if text.isascii():
        return len(text)
    return len(text) + 2 * len(_WIDE.findall(text))


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", text.lower())
