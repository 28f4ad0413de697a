"""What readers see around a headline: a date line and a byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract import hints
from newsfold.extract.features import title_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser

    from newsfold.extract.blocks import Block
    from newsfold.extract.evidence import Evidence

__all__ = ["read"]

_BYLINE, _DATE = hints.bit("byline"), hints.bit("date")
_BEFORE, _AFTER = 5, 14
"""Blocks around the headline that are looked at."""
_PROSE = 220
"""Characters of a paragraph: dates that stand below one are others'."""
_LONGEST_DATE = 120
_LONGEST_BYLINE = 90
_HAS_DATE = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d]{3,12}\.?\s+\d{1,2},?\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}"
)
_CREDIT = re.compile(
    r"^(?:by|von|par|por|di|da|av|af|door|text|autor(?:in)?|author|от|автор"
    r"|geschrieben von|written by|posted by)\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?:\s+(?:[a-zäöü]{2,3}\s+)?[^\W\d_a-z][\w.'’-]*){1,3}"
)
_CREDIT_BYLINES = 3
_BYLINES = (
    '[class*="author" i], [class*="byline" i], [id*="author" i], [class*="autor" i]'
)
_MOST_BYLINES = 12


def read(
    found: Sequence[Block], tree: LexborHTMLParser, title: str, evidence: Evidence
) -> None:
    """Offer the dates and names that stand near the headline.

    A name counts where a word of authorship leads it, or where the page's own markup
    calls the place a byline.
    """
    at = title_at(found, title)
    if at >= 0:
        _read_around(found, at, evidence)
    if evidence.first("author") is None:
        for node in tree.css(_BYLINES)[:_MOST_BYLINES]:
            text = " ".join(node.text(deep=True, separator=" ").split())
            if len(text) <= _LONGEST_BYLINE and (
                _CREDIT.match(text) or _NAME.match(text)
            ):
                evidence.offer("author", text, "byline")
                return


def _read_around(found: Sequence[Block], at: int, evidence: Evidence) -> None:
    bylines = 0
    dated = True
    below = range(at + 1, min(len(found), at + _AFTER))
    above = range(at - 1, max(-1, at - _BEFORE), -1)
    for number in (*below, *above):
        block = found[number]
        text = block.text
        if number < at:
            dated = True
        elif len(text) > _PROSE and number > at + 1:
            dated = False
        if dated and len(text) <= _LONGEST_DATE and (match := _HAS_DATE.search(text)):
            start = match.start()
            evidence.offer("published", text[start : start + 60], "visible")
        if len(text) > _LONGEST_BYLINE or bylines >= _CREDIT_BYLINES:
            continue
        near = block.scope.near
        if _CREDIT.match(text) or (
            near & _BYLINE and not near & _DATE and _NAME.match(text)
        ):
            evidence.offer("author", text, "byline")
            bylines += 1
