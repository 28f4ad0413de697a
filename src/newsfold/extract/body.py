"""The article's text out of a page: its blocks, weighed by two small networks.

The first looks at each block, the second again at each among what the first found.
Both have one hidden layer and were fitted to pages whose text is known
(`evals/fit_body.py`); their weights stand in `body.json`.  Where they find next to
nothing, less likely blocks are believed; and where even these are nothing, trafilatura
is asked, which is slower and knows other things.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsfold.extract import context, features
from newsfold.model import Link
from newsfold.text import urls
from newsfold.text.html import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsfold.extract.blocks import Block

__all__ = ["Body", "read"]

_LIKELY = 0.42
_LESS_LIKELY = 0.1
"""What is believed where the likely blocks are next to nothing: a table, a list."""
_FEW = 250
"""Characters: with less text, the less likely is believed, then the other reader asked.
"""
_TIMES_MORE = 3
"""How much more the less likely must be to be believed."""
_WHOLE = 400
"""Characters from which text in the page's data counts as the article's."""
_MOST_TIMES = 2
_LONG = 80
_MOST_LINKS = 200
_SLICE = 16
"""Rows that are multiplied at once: of more, the linear algebra library makes a job for
all cores, which costs thirty times what it saves."""


class Body(NamedTuple):
    """What was found."""

    text: str = ""
    """Paragraphs parted by a blank line."""
    origin: str = ""
    """`rule`, `blocks`, `json-ld` or `trafilatura`."""
    links: tuple[Link, ...] = ()
    first: int = -1
    """Number of its first block, -1 where it has none."""
    last: int = -1


class _Net(NamedTuple):
    inner: NDArray[np.float32]
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]
    outer_bias: float


@cache
def _nets() -> tuple[_Net, _Net]:
    stored = json.loads(files(__package__).joinpath("body.json").read_text("utf-8"))
    columns = (features.FEATURES, (*features.FEATURES, *context.CONTEXT))
    for net, names in zip(stored, columns, strict=True):
        if tuple(net["features"]) != names:
            message = "body.json was fitted to other features: run evals/fit_body.py"
            raise RuntimeError(message)
    first, second = (
        _Net(
            np.array(net["inner"], dtype=np.float32),
            np.array(net["inner_bias"], dtype=np.float32),
            np.array(net["outer"], dtype=np.float32),
            float(net["outer_bias"]),
        )
        for net in stored
    )
    return first, second


def read(
    found: Sequence[Block],
    *,
    html: str,
    url: str,
    title: str,
    excerpt: str,
    told: str,
    ruled: Sequence[Block] = (),
) -> Body:
    """Find the text of the article among the blocks of its page.

    `html` is the page that was parsed, `url` where it came from; `title`, `excerpt` and
    `told` (its `articleBody`) are what the page says of itself.  `ruled` are the blocks
    that the outlet's rule finds: where there are any, they are the text.  Never raises.
    """
    if ruled:
        return _by_rule(found, ruled, url)
    told = to_text(told) if "<" in told else told
    chosen: list[Block] = []
    if found:
        likely = _weighed(found, title, excerpt, told)
        chosen = kept(found, likely)
        if (size := _size(chosen)) < _FEW and len(told) < _WHOLE:
            more = kept(found, likely, _LESS_LIKELY)
            # A little more is what stands around a short text.
            chosen = more if _size(more) >= _TIMES_MORE * size else chosen
    text = "\n\n".join(block.text for block in chosen)
    origin = "blocks" if text else ""
    if len(told) >= _WHOLE and len(text) * 4 < len(told):
        text, origin = _paragraphs(told), "json-ld"
    elif len(text) < _FEW:
        other = _second_opinion(html, url)
        if len(other) > len(text):
            text, origin = other, "trafilatura"
    if not chosen:
        return Body(text, origin)
    first, last = found.index(chosen[0]), found.index(chosen[-1])
    return Body(text, origin, _links(chosen, url), first, last)


def _by_rule(found: Sequence[Block], ruled: Sequence[Block], url: str) -> Body:
    """The text that a rule names, and between which of the page's blocks it stands."""
    texts = {block.text for block in ruled}
    places = [number for number, block in enumerate(found) if block.text in texts]
    first, last = (places[0], places[-1]) if places else (-1, -1)
    text = "\n\n".join(block.text for block in ruled)
    return Body(text, "rule", _links(ruled, url), first, last)


def _weighed(
    found: Sequence[Block], title: str, excerpt: str, told: str
) -> NDArray[np.float32]:
    """How likely each block is the article's, from 0 to 1."""
    numbers, rows = features.rows(found, title, excerpt, told)
    likely = np.zeros(len(found), dtype=np.float32)
    if not numbers:
        return likely
    first, second = _nets()
    likely[numbers] = _answer(first, rows)
    around = context.rows(found, numbers, likely)
    likely[numbers] = _answer(second, np.hstack((rows, around)))
    return likely


def _answer(net: _Net, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    parts = [
        np.maximum(rows[start : start + _SLICE] @ net.inner + net.inner_bias, 0)
        @ net.outer
        for start in range(0, len(rows), _SLICE)
    ]
    score = np.clip(np.concatenate(parts) + net.outer_bias, -30, 30)
    return (1 / (1 + np.exp(-score))).astype(np.float32)


def kept(
    found: Sequence[Block], likely: NDArray[np.float32], least: float = _LIKELY
) -> list[Block]:
    """The blocks that make the article: likely its by more than `least`.

    A long text stands once, and one that the page says again and again is the site's,
    unless that is most of the article; and a heading heads something.
    """
    chosen: list[Block] = []
    known: set[str] = set()
    for block, one in zip(found, likely.tolist(), strict=True):
        if one > least and block.text not in known:
            chosen.append(block)
            if len(block.text) >= _LONG:
                known.add(block.text)
    counts = Counter(block.text for block in found)
    often = {text for text in known if counts[text] > _MOST_TIMES}
    if sum(map(len, often)) * 3 < sum(map(len, known)):
        chosen = [block for block in chosen if block.text not in often]
    while chosen and chosen[-1].tag in features.HEADINGS:
        chosen.pop()
    return chosen


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _paragraphs(told: str) -> str:
    parts = told.replace("\r", "\n").split("\n")
    return "\n\n".join(line for part in parts if (line := " ".join(part.split())))


def _second_opinion(html: str, url: str) -> str:
    from trafilatura import extract

    # It reports every page that it cannot read as an error of the program.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Its own second opinions double its time and change next to nothing.
    text = extract(html, url=url, include_comments=False, fast=True)
    return _paragraphs(text) if text else ""


def _links(kept: Sequence[Block], base: str) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for block in kept:
        for href, text in block.hrefs:
            if href.startswith("#"):
                continue
            url = urls.resolve(base, href)
            if url and url not in found and len(found) < _MOST_LINKS:
                found[url] = Link(url=url, text=text)
    return tuple(found.values())
