"""The states of an article's text, and which of them are its outlet's own edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Edit, Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    import apsw

_FIELDS = Revision.__struct_fields__


def states(db: apsw.Connection, article: str) -> list[Revision]:
    """All states of an article's text, oldest first."""
    rows = db.execute(
        f"""SELECT {_columns("r")} FROM revision r
            WHERE article = ? ORDER BY number""",  # noqa: S608  # our own names
        (article,),
    )
    return [_revision(row) for row in rows]


def edits(db: apsw.Connection, ids: Sequence[str]) -> dict[str, tuple[Edit, ...]]:
    """What outlets changed after publication, by article; see `store.Articles`."""
    found: dict[str, tuple[Edit, ...]] = {}
    rows = db.execute(
        f"""SELECT {_columns("b")}, {_columns("a")}
            FROM change c
            JOIN revision a ON a.article = c.subject
              AND a.number = json_extract(c.detail, '$.revision')
            JOIN revision b ON b.article = a.article
              AND b.number = a.number - 1 AND b.extractor = a.extractor
            WHERE c.kind = 'article.revised'
              AND c.subject IN (SELECT value FROM json_each(?))
            ORDER BY c.seq""",  # noqa: S608  # our own names
        (msgspec.json.encode(list(ids)).decode(),),
    )
    for row in rows:
        before, after = row[: len(_FIELDS)], row[len(_FIELDS) :]
        edit = Edit(before=_revision(before), after=_revision(after))
        name = edit.after.article
        found[name] = (*found.get(name, ()), edit)
    return found


def _columns(table: str) -> str:
    """A revision's columns, in the order of its fields."""
    return ", ".join(f"{table}.{name}" for name in _FIELDS)


def _revision(row: Sequence[object]) -> Revision:
    return msgspec.convert(dict(zip(_FIELDS, row, strict=True)), Revision)
