"""What a page may weigh: rows are shown until their share of it is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from newsfold.publish.wording import Chip, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["COPIES", "COVERAGE", "DEALS", "EDITS", "FACTS", "MAX_ROWS", "within"]

FACTS, DEALS, EDITS, COVERAGE, COPIES = 18_000, 8_000, 6_000, 16_000, 5_000
"""Bytes that the parts of a story's page may take, whatever is in the dossier, so that
it stays below 100 KB together with stylesheet and script.  What does not fit is
counted, and the page says how many."""
MAX_ROWS = 24
"""Reports of one figure; terms and reports in one explanation."""
_ROW = 420
"""Bytes of one row's markup, about."""
_INLINE = 24
"""Of a piece of a line."""

_Row = TypeVar("_Row", bound=tuple[object, ...])


def within(most: int, rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """The first rows that together weigh at most `most` bytes, and always one."""
    kept: list[_Row] = []
    for row in rows:
        most -= _weight(row)
        if most < 0 and kept:
            break
        kept.append(row)
    return tuple(kept)


def _weight(row: tuple[object, ...]) -> int:
    """About what a row weighs as markup."""
    total = _INLINE if isinstance(row, Span) else _ROW
    for item in row:
        if isinstance(item, str):
            total += (
                len(item) if item.isascii() else len(item.encode("utf-8", "replace"))
            )
        elif isinstance(item, tuple) and not isinstance(item, Chip | When):
            total += sum(_weight(each) for each in item if isinstance(each, tuple))
    return total
