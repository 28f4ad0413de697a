"""What we watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Poll, Source

if TYPE_CHECKING:
    import apsw

    from newsfold.model import Instant
    from newsfold.store.sqlite.log import SqliteLog


class SqliteSources:
    """See `newsfold.store.Sources`."""

    def __init__(self, db: apsw.Connection, log: SqliteLog) -> None:
        self._db = db
        self._log = log

    def all(self) -> list[tuple[Source, Poll]]:
        """Every source with its poll state, by URL."""
        rows = self._db.execute("SELECT record, poll FROM source ORDER BY url")
        return [_decode(record, poll) for record, poll in rows]

    def get(self, url: str) -> tuple[Source, Poll] | None:
        """One source by its address."""
        query = "SELECT record, poll FROM source WHERE url = ?"
        for record, poll in self._db.execute(query, (url,)):
            return _decode(record, poll)
        return None

    def add(self, source: Source, *, at: Instant) -> bool:
        """Subscribe; False when it was there already."""
        if self.get(source.url) is not None:
            return False
        source = msgspec.structs.replace(source, added=at)
        self._db.execute(
            "INSERT INTO source (url, record, poll) VALUES (?, ?, ?)",
            (source.url, _encode(source), _encode(Poll())),
        )
        self._log.add("source.added", source.url, at=at)
        return True

    def update(self, source: Source, poll: Poll | None = None) -> None:
        """Write a source back, and its poll state where one is given."""
        self._db.execute(
            "UPDATE source SET record = ? WHERE url = ?", (_encode(source), source.url)
        )
        if poll is not None:
            self._db.execute(
                "UPDATE source SET poll = ? WHERE url = ?", (_encode(poll), source.url)
            )

    def remove(self, url: str, *, at: Instant) -> bool:
        """Unsubscribe; its articles stay."""
        if self.get(url) is None:
            return False
        self._db.execute("DELETE FROM source WHERE url = ?", (url,))
        self._db.execute("DELETE FROM delivery WHERE source = ?", (url,))
        self._db.execute("DELETE FROM tip WHERE source = ? AND article = ''", (url,))
        self._log.add("source.removed", url, at=at)
        return True


def _encode(record: Source | Poll) -> str:
    return msgspec.json.encode(record).decode()


def _decode(record: str, poll: str) -> tuple[Source, Poll]:
    return (
        msgspec.json.decode(record, type=Source),
        msgspec.json.decode(poll, type=Poll),
    )
