"""What hubs push (WebSub): subscriptions and deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Delivery, Push

if TYPE_CHECKING:
    import apsw


class SqlitePushes:
    """See `newsfold.store.Pushes`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def all(self) -> dict[str, Push]:
        """Every subscription, by its source's address."""
        rows = self._db.execute("SELECT source, record FROM push ORDER BY source")
        return {source: _decode(record) for source, record in rows}

    def of(self, source: str) -> Push | None:
        """The subscription of a source."""
        rows = self._db.execute("SELECT record FROM push WHERE source = ?", (source,))
        return next((_decode(record) for (record,) in rows), None)

    def by_token(self, token: str) -> Push | None:
        """The subscription of a callback address."""
        rows = self._db.execute("SELECT record FROM push WHERE token = ?", (token,))
        return next((_decode(record) for (record,) in rows), None)

    def save(self, push: Push) -> None:
        """Write a subscription; it replaces the one that its source had."""
        self._db.execute(
            "INSERT OR REPLACE INTO push (source, token, record) VALUES (?, ?, ?)",
            (push.source, push.token, msgspec.json.encode(push).decode()),
        )

    def drop(self, source: str) -> None:
        """Forget the subscription of a source."""
        self._db.execute("DELETE FROM push WHERE source = ?", (source,))

    def deliver(
        self, source: str, content_type: str, body: bytes, *, most: int
    ) -> bool:
        """Keep what was pushed; False where so many wait for the next run already."""
        ((waiting,),) = self._db.execute("SELECT count(*) FROM delivery").fetchall()
        if waiting >= most:
            return False
        self._db.execute(
            "INSERT INTO delivery (source, kind, body) VALUES (?, ?, ?)",
            (source, content_type, body),
        )
        return True

    def deliveries(self) -> list[int]:
        """Numbers of what waits, the oldest first."""
        rows = self._db.execute("SELECT number FROM delivery ORDER BY number")
        return [number for (number,) in rows]

    def delivery(self, number: int) -> Delivery | None:
        """One of them."""
        rows = self._db.execute(
            "SELECT source, kind, body FROM delivery WHERE number = ?", (number,)
        )
        for source, kind, body in rows:
            return Delivery(number=number, source=source, content_type=kind, body=body)
        return None

    def taken(self, number: int) -> None:
        """Drop what was taken in."""
        self._db.execute("DELETE FROM delivery WHERE number = ?", (number,))


def _decode(record: str) -> Push:
    return msgspec.json.decode(record, type=Push)
