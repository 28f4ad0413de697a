"""Addresses that sources name and whose pages make articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Request, Tip
from newsfold.store.sqlite import forgotten

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from newsfold.model import Instant


class SqliteTips:
    """See `newsfold.store.Tips`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def note(self, tip: Tip, *, at: Instant, ask: bool = True) -> bool:
        """Take in a tip; False where its address is known already or was forgotten."""
        known = self._db.execute(
            """SELECT 1 FROM tip WHERE url = ?1
               UNION ALL SELECT 1 FROM article WHERE url = ?1""",
            (tip.web_url,),
        ).fetchall()
        if known or forgotten.has(self._db, tip.web_url, tip.url):
            return False
        self._db.execute(
            "INSERT INTO tip (url, source, time, record, due) VALUES (?, ?, ?, ?, ?)",
            (
                tip.web_url,
                tip.source,
                at if tip.time is None else tip.time,
                msgspec.json.encode(tip).decode() if ask else "",
                0 if ask else None,
            ),
        )
        return True

    def due(
        self, sources: Iterable[str], now: Instant, *, most: int
    ) -> list[tuple[Request, Tip]]:
        """Tips to ask now, at most so many a source, the newest first."""
        found = []
        for source in sources:
            rows = self._db.execute(
                """SELECT record FROM tip WHERE source = ? AND due <= ?
                   ORDER BY time DESC, url LIMIT ?""",
                (source, now, most),
            )
            found += [msgspec.json.decode(record, type=Tip) for (record,) in rows]
        return [
            (Request(url=tip.url, purpose="page", source=tip.source), tip)
            for tip in found
        ]

    def answered(
        self,
        url: str,
        *,
        article: str = "",
        retry: Instant | None = None,
        counted: bool = True,
    ) -> None:
        """A tip's page came, or failed: `retry` is when to try again, None: never."""
        if retry is None:
            self._db.execute(
                "UPDATE tip SET due = NULL, record = '', article = ? WHERE url = ?",
                (article, url),
            )
        else:
            self._db.execute(
                "UPDATE tip SET due = ?, attempts = attempts + ? WHERE url = ?",
                (retry, counted, url),
            )

    def attempts(self, url: str) -> int:
        """How often a tip's page has failed."""
        rows = self._db.execute("SELECT attempts FROM tip WHERE url = ?", (url,))
        return next((int(attempts) for (attempts,) in rows), 0)
