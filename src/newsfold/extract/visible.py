"""What readers see around a headline: a date line and a byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.blocks import BYLINE, DATE, title_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.extract.blocks import Block
    from newsfold.extract.evidence import Evidence

__all__ = ["read"]

_BEFORE, _AFTER = 8, 16
"""Blocks around the headline that are looked at."""
_LONGEST_DATE = 120
_LONGEST_BYLINE = 90
_HAS_DATE = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d]{3,12}\.?\s+\d{1,2},?\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}"
)
_CREDIT = re.compile(
    r"^(?:by|von|par|por|di|da|av|af|door|text|autor(?:in)?|author|от|автор|geschrieben von"
    r"|written by|posted by)\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?:\s+(?:[a-zäöü]{2,3}\s+)?[^\W\d_a-z][\w.'’-]*){1,3}"
)
_CREDIT_BYLINES = 3


def read(found: Sequence[Block], title: str, evidence: Evidence) -> None:
    """Offer the dates and names that stand near the headline.

    A name counts where a word of authorship leads it, or where the page's own markup
    calls the place a byline.
    """
    at = title_at(found, title)
    if at < 0:
        return
    bylines = 0
    order = [
        *range(at + 1, min(len(found), at + _AFTER)),
        *range(at - 1, max(-1, at - _BEFORE), -1),
    ]
    for number in order:
        block = found[number]
        text = block.text
        if len(text) <= _LONGEST_DATE and (match := _HAS_DATE.search(text)):
            start = match.start()
            evidence.offer("published", text[start : start + 60], "visible")
        if len(text) > _LONGEST_BYLINE or bylines >= _CREDIT_BYLINES:
            continue
        if _CREDIT.match(text) or (
            block.scope.near & BYLINE
            and not block.scope.near & DATE
            and _NAME.match(text)
        ):
            evidence.offer("author", text, "byline")
            bylines += 1
