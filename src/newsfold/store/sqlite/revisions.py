"""The states of an article's text, and which of them are its outlet's own edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Edit, Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    import apsw

    from newsfold.model import Told

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
    names = msgspec.json.encode(list(ids)).decode()
    told = _told(db, names)
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
        (names,),
    )
    for row in rows:
        before, after = row[: len(_FIELDS)], row[len(_FIELDS) :]
        edit = Edit(before=_revision(before), after=_revision(after))
        name = edit.after.article
        how, notice = told.get((name, edit.after.number), ("", ""))
        edit = msgspec.structs.replace(edit, told=how, notice=notice)
        found[name] = (*found.get(name, ()), edit)
    return found


def _told(db: apsw.Connection, names: str) -> dict[tuple[str, int], tuple[Told, str]]:
    """How outlets told of edits, by article and revision; `names`: ids as JSON."""
    rows = db.execute(
        """SELECT subject, json_extract(detail, '$.revision'),
                  json_extract(detail, '$.told'), json_extract(detail, '$.notice')
           FROM change WHERE kind = 'article.told'
             AND subject IN (SELECT value FROM json_each(?)) ORDER BY seq""",
        (names,),
    )
    return {(name, number): (told, notice) for name, number, told, notice in rows}


def _columns(table: str) -> str:
    """A revision's columns, in the order of its fields."""
    return ", ".join(f"{table}.{name}" for name in _FIELDS)


def _revision(row: Sequence[object]) -> Revision:
    return msgspec.convert(dict(zip(_FIELDS, row, strict=True)), Revision)
