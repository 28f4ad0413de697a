"""What a page may weigh: rows are shown until their share of it is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from newsfold.publish.charts import Point, Tick
from newsfold.publish.wording import Chip, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "COPIES",
    "COVERAGE",
    "DEALS",
    "EDITS",
    "FACTS",
    "FIGURE",
    "HOLDINGS",
    "MAX_ROWS",
    "MOVES",
    "MOVES_PAGE",
    "REASONS",
    "within",
]

FACTS, DEALS, EDITS, COVERAGE, COPIES = 17_000, 7_000, 5_000, 13_000, 4_000
REASONS = 3_500
"""Bytes that the parts of a story's page may take, whatever is in the dossier, so that
it stays below 100 KB together with stylesheet and script.  What does not fit is
counted, and the page says how many; `REASONS` is for each explanation."""
FIGURE = 14_000
"""Bytes of one figure: the first is shown whatever it takes."""
HOLDINGS = 36_000
"""Bytes of what is told of an organisation's deals; a third of it for figures."""
MOVES = 2_500
"""Bytes of the facts of one story that moved."""
MOVES_PAGE = 52_000
"""Bytes of the page of the facts that moved in all stories."""
MAX_ROWS = 24
"""Reports of one figure; terms and reports in one explanation."""
_ROW = 420
"""Bytes of one row's markup, about."""
_ESCAPE = 4
"""Of what `&amp;` takes beside the character itself."""
_MARKUP = {tuple: 0, Chip: 0, When: 0, Span: 24, Point: 250, Tick: 80}
"""Of what stands within a row; of anything else as much as a row."""

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
    return _ROW + sum(map(_part, row))


def _part(item: object) -> int:
    if isinstance(item, str):
        size = len(item) if item.isascii() else len(item.encode("utf-8", "replace"))
        return size + _ESCAPE * sum(map(item.count, "&<>\"'"))
    if isinstance(item, tuple):
        own = _MARKUP.get(type(item), _ROW)
        return own if isinstance(item, Chip | When) else own + sum(map(_part, item))
    return 0
