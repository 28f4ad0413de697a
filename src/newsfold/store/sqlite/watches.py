"""What people watch for, and what met it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Hit, Watch
from newsfold.store.sqlite.search import among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import apsw

    from newsfold.model import Instant
    from newsfold.text.query import Query


class SqliteWatches:
    """See `newsfold.store.Watches`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def add(self, watch: Watch) -> None:
        """Write a watch, in place of one with its id."""
        self._db.execute(
            """INSERT OR REPLACE INTO watch (id, query, added, secret, published)
               VALUES (?, ?, ?, ?, ?)""",
            (watch.id, watch.query, watch.added, watch.secret, int(watch.published)),
        )

    def remove(self, watch: str) -> None:
        """Forget a watch and what met it."""
        self._db.execute("DELETE FROM hit WHERE watch = ?", (watch,))
        self._db.execute("DELETE FROM watch WHERE id = ?", (watch,))

    def get(self, name: str) -> Watch | None:
        """One by its id or its secret."""
        return next(iter(self._read("WHERE id = ?1 OR secret = ?1", name)), None)

    def all(self) -> list[Watch]:
        """All, the one added last first."""
        return self._read("ORDER BY added DESC, id")

    def _read(self, rest: str, *values: str) -> list[Watch]:
        rows = self._db.execute(
            f"SELECT id, query, added, secret, published FROM watch {rest}",  # noqa: S608  # our own words
            values,
        )
        return [
            Watch(
                id=id_,
                query=query,
                added=added,
                secret=secret,
                published=bool(published),
            )
            for id_, query, added, secret, published in rows
        ]

    def matching(self, query: Query, stories: Sequence[str]) -> list[str]:
        """Which of these stories are published and have such an article."""
        return among(self._db, query, stories)

    def hit(
        self, watch: str, story: str, *, last: int, at: Instant, past: bool = False
    ) -> int:
        """Note a story that meets a watch, or the facts that changed in it since."""
        before = self._db.execute(
            "SELECT max(known) FROM hit WHERE watch = ? AND story = ?", (watch, story)
        ).fetchall()[0][0]
        lines = [0]
        if before is not None:
            rows = self._db.execute(
                """SELECT seq FROM change WHERE subject = ? AND kind = 'fact.changed'
                   AND seq > ? ORDER BY seq""",
                (story, before),
            )
            lines = [seq for (seq,) in rows]
        self._db.executemany(
            """INSERT OR IGNORE INTO hit (watch, story, line, known, at, past)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [(watch, story, line, last, at, int(past)) for line in lines],
        )
        return len(lines)

    def hits(self, watch: str, *, limit: int | None = None) -> list[Hit]:
        """What met a watch, the latest first."""
        rows = self._db.execute(
            """SELECT n, watch, story, at, line, shown FROM hit
               WHERE watch = ? AND past = 0 ORDER BY n DESC LIMIT ?""",
            (watch, -1 if limit is None else limit),
        )
        return [
            Hit(n=n, watch=of, story=story, at=at, line=line, new=not shown)
            for n, of, story, at, line, shown in rows
        ]

    def show(self, hits: Iterable[Hit]) -> None:
        """Note that somebody was shown these."""
        self._db.executemany(
            "UPDATE hit SET shown = 1 WHERE n = ?", [(hit.n,) for hit in hits]
        )
