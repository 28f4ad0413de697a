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
_SAID = 160
"""Characters of a block that are looked for in what the page says of itself."""
_READ = 600
"""Characters of a block that are looked at; more of the same tells nothing new."""

_ENDS = frozenset('.!?…。！？।؟۔:;"”’»」』)]')
_STOP = re.compile(r"[.!?。！？।؟](?:[\s\"”’»)」]|$)")
_COMMAS = ",;"
_OTHER_COMMAS = "，、،；"
_NOT_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = {n: None for n in range(128) if not chr(n).isalnum()}
_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ODD = ("©", "|", "»", "›", "→", "http", "www.")
_TAGGED = re.compile(r"[#@]\w")
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
    columns = (
        np.array([page.text_row(number) for number in numbers], dtype=np.float32),
        _unpacked([hints.topics_of(blocks[n].text) for n in numbers], _TOPIC_SHIFTS),
        page.places(np.array(numbers)),
        np.array(
            [_TAG_ROW.get(blocks[n].tag, _NO_TAG) for n in numbers], dtype=np.float32
        ),
        _unpacked([blocks[number].scope.near for number in numbers], _SHIFTS),
        _unpacked([blocks[number].scope.far for number in numbers], _SHIFTS),
    )
    return numbers, np.hstack(columns)


def _hopeful(block: Block) -> bool:
    return len(block.text) > _HOPELESS or block.links * 10 < 9 * len(block.text)


_SHIFTS = np.arange(len(hints.NAMES), dtype=np.uint64)
_TOPIC_SHIFTS = np.arange(len(hints.TOPICS), dtype=np.uint64)


def _unpacked(bits: list[int], shifts: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Sets of bits as numbers, a row each."""
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
            and len(title) <= len(block.text) < 2 * len(title) + _TITLE_TAIL
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
        sizes = np.array(self._sizes, dtype=np.float32)
        self._lengths = np.minimum(1.0, np.log1p(sizes) / 7)
        self._links = np.array(
            [min(1.0, block.links / len(block.text)) for block in blocks],
            dtype=np.float32,
        )
        self._prose = ((sizes >= _PROSE) & (self._links * 3 < 1)).astype(np.float32)
        self._main, self._total = _weigh(blocks, self._sizes)
        self._counts = Counter(block.text for block in blocks)
        self._title = _letters(title)
        self._excerpt = _letters(excerpt)
        self._told = _letters(told)
        self._compared = max(_SAID, min(_READ, len(excerpt) + _SAID // 2))
        self._headline = title_at(blocks, title)

    def text_row(self, number: int) -> tuple[float, ...]:
        """What the text looks like."""
        block, size = self._blocks[number], self._sizes[number]
        text, links = block.text, block.links / len(block.text)
        start = text[:_READ]
        length = len(start)
        letters = _letters(text[: self._compared])
        distinct = len(letters) > _DISTINCT
        excerpt = self._excerpt
        commas = sum(map(start.count, _COMMAS))
        if not start.isascii():
            commas += sum(map(start.count, _OTHER_COMMAS))
        glance = text[:_GLANCE]
        return (
            min(1.0, math.log1p(size) / 7),
            float(size < _SHORT),
            float(size > _LONG),
            min(1.0, links),
            float(links > _MOSTLY),
            float(text[-1] in _ENDS),
            min(1.0, len(_STOP.findall(start)) / 4),
            min(1.0, commas / 5),
            min(1.0, len(_DIGIT.findall(start)) * 5 / length),
            float(size < _LINE and _TIME.search(text) is not None),
            float(
                not (text[0].isalnum() or text[0] == "_")
                or any(map(glance.__contains__, _ODD))
                or _TAGGED.search(glance) is not None
            ),
            float(start.isupper()),
            min(1.0, block.strong / len(text)),
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

    def places(self, numbers: NDArray[np.intp]) -> NDArray[np.float32]:
        """Where the blocks of these numbers stand, a row each."""
        blocks, at = self._blocks, self._headline
        count = len(blocks)
        sums = np.concatenate(([0.0], np.cumsum(self._prose)))
        first = np.maximum(0, numbers - _REACH)
        last = np.minimum(count, numbers + _REACH + 1)
        below = (numbers > at) & (at >= 0)
        parents = np.array([id(block.scope.parent) for block in blocks])
        heads = np.array([block.tag in HEADINGS for block in blocks])
        none = np.zeros(1)  # beyond either end
        edged = np.concatenate(([0], parents, [0]))
        lengths = np.concatenate((none, self._lengths, none))
        links = np.concatenate((none, self._links, none))
        scopes = np.array(self._scope_rows(numbers), dtype=np.float32)
        columns = (
            numbers / count,
            below,
            (numbers < at) & (at >= 0),
            np.where(below, np.minimum(1.0, (numbers - at) / _FAR), 0.0),
            *scopes.T[:6],
            lengths[numbers],
            links[numbers],
            lengths[numbers + 2],
            links[numbers + 2],
            (sums[last] - sums[first]) / (2 * _REACH + 1),
            (sums[numbers] - sums[first]) / _REACH,
            (sums[last] - sums[numbers + 1]) / _REACH,
            edged[numbers] == parents[numbers],
            edged[numbers + 2] == parents[numbers],
            sums[numbers] * 2 < sums[-1],
            np.where(heads, np.concatenate((self._prose[1:], none)), 0.0)[numbers],
            *scopes.T[6:],
            np.full(len(numbers), at < 0),
        )
        return np.column_stack(columns).astype(np.float32)

    def _scope_rows(self, numbers: NDArray[np.intp]) -> list[tuple[float, ...]]:
        """Where the elements stand that hold these blocks, a row each."""
        at, main = self._headline, self._main
        share = main.weight / self._total if self._total else 0.0
        main_chain = _chain(main)
        title_chain = _chain(self._blocks[at].scope if at >= 0 else None)
        article = _article_of(main)
        known: dict[int, tuple[float, ...]] = {}
        found = []
        for number in numbers.tolist():
            scope = self._blocks[number].scope
            row = known.get(id(scope))
            if row is None:
                steps, meeting = _climb(scope, main_chain)
                parent = scope.parent or scope
                inside = meeting is main
                row = known[id(scope)] = (
                    float(inside),
                    float(inside and steps <= 2),  # noqa: PLR2004 - itself, child, grandchild
                    share,
                    min(1.0, steps / 8),
                    min(1.0, parent.blocks / 10),
                    min(1.0, parent.weight / (main.weight or 1.0)),
                    float(_article_of(scope) is article),
                    min(1.0, _climb(scope, title_chain)[0] / 10) if at >= 0 else 0.0,
                )
            found.append(row)
        return found


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
    text = text.lower()
    if text.isascii():
        return text.translate(_NO_ASCII_LETTER)
    return _NOT_LETTER.sub("", text)
