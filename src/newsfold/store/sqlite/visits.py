"""Visits to articles' own pages, what these said kept as packed records."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Article, Visit

if TYPE_CHECKING:
    import apsw

    from newsfold.model import Instant


class SqliteVisits:
    """See `newsfold.store.Visits`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def save(self, visit: Visit) -> None:
        """Write a visit; it replaces the article's last."""
        lean = msgspec.structs.replace(visit, told=None)
        told = None
        if visit.told is not None:
            told = zlib.compress(msgspec.msgpack.encode(visit.told))
        self._db.execute(
            "INSERT OR REPLACE INTO visit (article, due, record, told) "
            "VALUES (?, ?, ?, ?)",
            (visit.article, visit.due, msgspec.json.encode(lean).decode(), told),
        )

    def get(self, article: str) -> Visit | None:
        """The last visit to an article's page."""
        query = "SELECT due, record, told FROM visit WHERE article = ?"
        for due, record, told in self._db.execute(query, (article,)):
            visit = msgspec.json.decode(record, type=Visit)
            page = (
                None
                if told is None
                else msgspec.msgpack.decode(zlib.decompress(told), type=Article)
            )
            return msgspec.structs.replace(visit, due=due, told=page)
        return None

    def due(self, now: Instant, *, limit: int) -> list[Visit]:
        """Those whose time has come, the longest overdue first, without `told`."""
        rows = self._db.execute(
            """SELECT due, record FROM visit WHERE due <= ?
               ORDER BY due, article LIMIT ?""",
            (now, limit),
        )
        return [
            msgspec.structs.replace(msgspec.json.decode(record, type=Visit), due=due)
            for due, record in rows
        ]

    def put_off(self, article: str, due: Instant) -> None:
        """Look later; what is known of the page stays."""
        self._db.execute("UPDATE visit SET due = ? WHERE article = ?", (due, article))

    def end(self, article: str) -> None:
        """Look no more."""
        self._db.execute("DELETE FROM visit WHERE article = ?", (article,))
