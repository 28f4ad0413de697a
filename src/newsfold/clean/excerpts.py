"""The excerpt: the outlet's own, or chosen from the body; whole sentences, short."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsfold.text.titles import fold
from newsfold.text.words import sentences

__all__ = ["Chosen", "choose", "headline_of"]

_LONGEST = 300
_LONGEST_TITLE = 120
_FULL_PARAGRAPH = 60
"""Characters: a shorter paragraph at the start is a dateline, a byline, a heading."""
_WINDOW = 2000
_SEARCHED_PARAGRAPHS = 8
_QUOTES = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "’",
}
_SINGLE = "‘’'"
_CLAUSE = re.compile(r"[,;:、，；：–—](?=\s|[^\x00-\x7f])")
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


class Chosen(NamedTuple):
    """An excerpt and where it comes from."""

    text: str
    origin: str
    """`outlet`, `chosen` or empty."""
    unquoted: str
    """The outlet's excerpt, whole, without stray quotation marks."""
    shortened: bool


def choose(excerpt: str, body: str, title: str, language: str) -> Chosen:
    """The excerpt of an article, at most 300 characters, never cut within a word.

    The outlet's, unless it has none or only repeats the title where the body says more.
    """
    unquoted = _unquoted(excerpt)
    if unquoted and not (body and _same(unquoted, title)):
        text = _shortened(unquoted, language)
        return Chosen(text, "outlet", unquoted, text != unquoted)
    if not body:
        return Chosen("", "", unquoted, shortened=False)
    opening = " ".join(_opening(body, title).split())
    return Chosen(_shortened(opening, language), "chosen", unquoted, shortened=False)


def headline_of(text: str) -> str:
    """A title for an article that has none: its first words."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return _at_word(text, _LONGEST_TITLE)


def _same(one: str, other: str) -> bool:
    return len(one) < 2 * len(other) + 8 and fold(one) == fold(other)


def _unquoted(text: str) -> str:
    """Without the quotation marks around the whole: they quote nobody."""
    while len(text) > 2:  # noqa: PLR2004 - two marks and something between
        closing = _QUOTES.get(text[0])
        if closing is None or text[-1] != closing:
            return text
        inner = text[1:-1]
        if text[0] in inner or closing in inner:
            return text
        text = inner.strip()
    return text


def _opening(body: str, title: str) -> str:
    """The first paragraph that is one, with those that follow within the window."""
    folded = fold(title)
    start = 0
    spare = None
    for _ in range(_SEARCHED_PARAGRAPHS):
        end = body.find("\n\n", start)
        paragraph = body[start : end if end >= 0 else start + _WINDOW]
        long_enough = len(paragraph) >= _FULL_PARAGRAPH or (
            _UNPARTED.search(paragraph) and len(paragraph) >= _FULL_PARAGRAPH // 3
        )
        if long_enough and fold(paragraph) != folded:
            return body[start : start + _WINDOW]
        if spare is None and fold(paragraph) != folded:
            spare = start
        if end < 0:
            break
        start = end + 2
    start = spare or 0
    return body[start : start + _WINDOW]


def _shortened(text: str, language: str) -> str:
    if len(text) <= _LONGEST and "\n" not in text:
        return text
    window = text[:_WINDOW]
    best = ""
    for start, end in sentences(window, language):
        if best and "\n\n" in window[:start]:
            # A further paragraph is joined only to a very short one.
            gap = window[:start].rstrip()
            if len(gap) >= _FULL_PARAGRAPH:
                break
        if end > _LONGEST or (end == len(window) and len(text) > _WINDOW):
            break
        best = window[:end]
    if not best:
        best = _at_word(window, _LONGEST)
    return " ".join(best.split()) if "\n" in best else best


def _at_word(text: str, longest: int) -> str:
    """The start of `text`, cut after a clause or a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    clauses = [match.start() for match in _CLAUSE.finditer(head)]
    if clauses and clauses[-1] > longest * 2 // 3:
        return head[: clauses[-1]].rstrip() + " …"
    last = longest - 2
    cut = (
        last
        if text[last].isspace()
        else max(head.rfind(" ", 0, last), head.rfind("\n", 0, last))
    )
    if cut < longest // 2:
        # A script without spaces, or one endless word.
        return head.rstrip() + "…"
    return head[:cut].rstrip(" ,;:-–—") + " …"
