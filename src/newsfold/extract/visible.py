"""What readers see around a headline: a date line and a byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract import hints
from newsfold.extract.features import title_at
from newsfold.text.bylines import names
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfold.extract.blocks import Block
    from newsfold.extract.evidence import Evidence

__all__ = ["read", "read_around", "read_bylines", "read_signature"]

_BYLINE, _DATE = hints.bit("byline"), hints.bit("date")
_COMMENT = hints.bit("comment")
_UPWARD = 8
"""Elements around a byline that may say that it is a comment's."""
_PICTURED = re.compile(
    r"(?:photo|foto|bild|image|picture|video|illustration)", re.IGNORECASE
)
_BEFORE, _AFTER = 5, 14
"""Blocks around the headline that are looked at."""
_ABOVE, _BELOW = 8, 6
"""Blocks above and below a text that are looked at."""
_DATELINE = 60
"""Characters at the start of a text in which a dateline stands."""
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
_CHANGED = re.compile(
    r"\b(?:updated?|modified|revised|edited|mis à jour|actualizad[oa]|atualizad[oa]"
    r"|modificad[oa]|aggiornat[oa]|aktualisiert|geändert|bearbeitet|bijgewerkt"
    r"|oppdatert|uppdaterad|opdateret|zaktualizowano|güncellen)|обновлен|更新",
    re.IGNORECASE,
)
"""What leads the date of a change: that of the publication only where no other is."""
_CREDIT = re.compile(
    r"^(?:by|von|par|por|di|da|av|af|door|text|autor(?:in)?|author|от|автор|oleh"
    r"|(?:geschrieben|erstellt|veröffentlicht) von|(?:written|posted) by)"
    r"\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?:\s+(?:[a-zäöü]{2,3}\s+)?[^\W\d_a-z][\w.'’-]*){1,3}"
)
_SIGNED = frozenset(("p", "div"))
"""Elements that hold a signature; a heading holds none."""
_BOLD = 0.9
"""Share of a signature that is bold."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|firmas?|journalists?|journalisten"
    r"|redakteure?|reporters?|writers?|contributors?|columnists?)/[^/]",
    re.IGNORECASE,
)
_CREDIT_BYLINES = 3
_BYLINES = (
    '[class*="author" i], [class*="byline" i], [id*="author" i], [class*="autor" i]'
)
_MOST_BYLINES = 12


def read(found: Sequence[Block], title: str, evidence: Evidence) -> None:
    """Offer the dates and names that stand near the headline.

    A name counts where a word of authorship leads it, or where the page's own markup
    calls the place a byline.
    """
    at = title_at(found, title)
    if at >= 0:
        _read_headline(found, at, evidence)


def read_bylines(tree: LexborHTMLParser, evidence: Evidence) -> None:
    """Offer the first byline that the markup marks, wherever it stands."""
    for node in tree.css(_BYLINES)[:_MOST_BYLINES]:
        text = _line(node)
        if (
            len(text) > _LONGEST_BYLINE
            or not (_CREDIT.match(text) or _NAME.match(text))
            or _PICTURED.match(text)
            or _in_comment(node)
        ):
            continue
        parts = [
            line for part in node.css("a, span") if _NAME.fullmatch(line := _line(part))
        ]
        for name in parts if len(parts) > 1 else (text,):
            evidence.offer("author", name, "byline")
        return


def _line(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator=" ").split())


def _in_comment(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(_UPWARD):
        if parent is None or not parent.tag:
            return False
        if hints.bits_of(parent, parent.tag) & _COMMENT:
            return True
        parent = parent.parent
    return False


def read_around(
    found: Sequence[Block], first: int, last: int, evidence: Evidence
) -> None:
    """Offer the first date that stands around a text or opens it, and changes before.

    `first` and `last` are the numbers of its outer blocks: where nothing is said at the
    headline, the date stands above the text, opens it as its dateline, or ends it.
    """
    above = range(first - 1, max(-1, first - _ABOVE), -1)
    below = range(last, min(len(found), last + _BELOW))
    opening = range(first, min(len(found), first + 3))
    for numbers, longest in (
        (above, _LONGEST_DATE),
        (opening, 0),
        (below, _LONGEST_DATE),
    ):
        for number in numbers:
            text = found[number].text
            if len(text) <= longest or not longest:
                words, changed = _date_in(text, longest or _DATELINE)
                if parse(words):
                    origin = "changed" if changed else "around"
                    evidence.offer("published", words, origin)
                    if not changed:
                        return


def _date_in(text: str, end: int) -> tuple[str, bool]:
    """The words of a date in `text[:end]`, if any, and whether it is of a change."""
    match = _HAS_DATE.search(text, 0, end)
    if match is None:
        return "", False
    start = match.start()
    return text[start : start + 60], _CHANGED.search(text, 0, start) is not None


def read_signature(
    found: Sequence[Block], first: int, last: int, evidence: Evidence
) -> None:
    """Offer the names that sign a text: in bold, a line of their own, at either end.

    `first` and `last` are the numbers of its outer blocks.
    """
    for number in (first, first - 1, first + 1, last, last + 1):
        if not 0 <= number < len(found):
            continue
        block = found[number]
        text = block.text
        if (
            len(text) > _LONGEST_BYLINE
            or block.links
            or text.endswith(":")
            or block.tag not in _SIGNED
            or block.strong < _BOLD * len(text)
        ):
            continue
        signed = names((text,))
        if signed and all(map(_NAME.fullmatch, signed)):
            evidence.offer("author", text, "signature")
            return


def _read_headline(found: Sequence[Block], at: int, evidence: Evidence) -> None:
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
        if dated and len(text) <= _LONGEST_DATE:
            words, changed = _date_in(text, _LONGEST_DATE)
            evidence.offer("published", words, "changed" if changed else "visible")
        if len(text) > _LONGEST_BYLINE or bylines >= _CREDIT_BYLINES:
            continue
        near = block.scope.near
        if _PICTURED.match(text):
            continue
        linked = [
            name
            for href, name in block.hrefs
            if _AUTHOR_PAGE.search(href) and _NAME.fullmatch(name)
        ]
        if linked:
            for name in linked:
                evidence.offer("author", name, "byline")
            bylines += 1
        elif _CREDIT.match(text) or (
            near & _BYLINE and not near & _DATE and _NAME.match(text)
        ):
            evidence.offer("author", text, "byline")
            bylines += 1
