"""The deals that stories tell, and finding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Dealing, Summary
from newsfold.store.sqlite.asking import Test, of_deals
from newsfold.store.sqlite.search import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

    from newsfold.store.sqlite.asking import Value
    from newsfold.text.query import Query

_SHOWN = """dealing d JOIN shelf s ON s.shelf = '' AND s.story = d.story
    JOIN summary m ON m.story = d.story"""


class SqliteLedger:
    """See `newsfold.store.Ledger`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def keep(self, story: str, dealing: Dealing | None) -> bool:
        """Write what a story tells, None for nothing; False when it stood so."""
        record = msgspec.json.encode(dealing).decode() if dealing else None
        rows = self._db.execute("SELECT record FROM dealing WHERE story = ?", (story,))
        if next((old for (old,) in rows.fetchall()), None) == record:
            return False
        self._db.execute("DELETE FROM dealing_party WHERE story = ?", (story,))
        self._db.execute("DELETE FROM dealing WHERE story = ?", (story,))
        if dealing is None:
            return True
        from newsfold.text.names import key  # costly to load

        self._db.execute(
            """INSERT INTO dealing (story, at, kind, status, usd, record)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (story, dealing.at, dealing.kind, dealing.status, dealing.usd, record),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO dealing_party (key, story) VALUES (?, ?)",
            [
                (key(name), story)
                for name in (dealing.target, *dealing.parties)
                if key(name)
            ],
        )
        return True

    def deals(
        self, query: Query, *, limit: int, skip: int = 0
    ) -> list[tuple[Dealing, Summary]]:
        """The deals that are asked for, the latest first, each with its story."""
        where, values = _where(query)
        rows = self._db.execute(
            f"""SELECT d.record, m.record FROM {_SHOWN} WHERE {where}
                ORDER BY d.at DESC, d.story LIMIT ? OFFSET ?""",  # noqa: S608  # our own words, marks for theirs
            (*values, limit, skip),
        )
        return [
            (
                msgspec.json.decode(record, type=Dealing),
                msgspec.msgpack.decode(told, type=Summary),
            )
            for record, told in rows
        ]

    def count(self, query: Query) -> int:
        """How many deals are asked for."""
        where, values = _where(query)
        rows = self._db.execute(
            f"SELECT count(*) FROM {_SHOWN} WHERE {where}",  # noqa: S608  # our own words, marks for theirs
            values,
        )
        return int(rows.fetchall()[0][0])

    def kinds(self) -> dict[str, int]:
        """How many deals there are of each kind, most first."""
        rows = self._db.execute(
            f"""SELECT d.kind, count(*) FROM {_SHOWN} GROUP BY d.kind
                ORDER BY count(*) DESC, d.kind"""  # noqa: S608  # our own words
        )
        return dict(rows.fetchall())


def _where(query: Query) -> tuple[str, tuple[Value, ...]]:
    tests = [*of_deals(query), *_of_story(query)] or [Test("1")]
    return (
        " AND ".join(test.words for test in tests),
        tuple(value for test in tests for value in test.values),
    )


def _of_story(query: Query) -> Iterator[Test]:
    """What a query asks of the story that tells a deal."""
    for sign, moment in ((">=", query.after), ("<", query.before)):
        if moment is not None:
            yield Test(f"d.at {sign} ?", (moment,))
    for shelf in (
        *(f"topic:{topic.casefold()}" for topic in query.topics),
        *(f"verdict:{verdict}" for verdict in query.verdicts),
    ):
        words = "SELECT 1 FROM shelf h WHERE h.shelf = ? AND h.story = d.story"
        yield Test(f"EXISTS ({words})", (shelf,))
    words = matching(query.words, query.without)
    if words:
        yield Test(
            """d.story IN (SELECT p.story FROM search x JOIN article a ON a.n = x.rowid
               JOIN placement p ON p.article = a.id WHERE search MATCH ?)""",
            (words,),
        )
