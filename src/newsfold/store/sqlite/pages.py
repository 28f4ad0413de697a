"""Pages as they came, packed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    import apsw

    from newsfold.model import Instant


class SqlitePages:
    """See `newsfold.store.Pages`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def keep(self, page: Page, packed: bytes) -> None:
        """Keep a page in the place of the one before; `packed`: its body by `pack`."""
        request = page.request
        self._db.execute(
            """INSERT OR REPLACE INTO page (article, source, at, record, body)
               VALUES (?, ?, ?, ?, ?)""",
            (
                request.article,
                "" if request.article else request.source,
                page.fetched,
                msgspec.json.encode(msgspec.structs.replace(page, body=b"")).decode(),
                packed,
            ),
        )

    def kept(self, *, after: int = 0, limit: int) -> list[tuple[int, Page]]:
        """Kept pages with their places, by place."""
        rows = self._db.execute(
            "SELECT n, record, body FROM page WHERE n > ? ORDER BY n LIMIT ?",
            (after, limit),
        )
        return [(n, _page(record, body)) for n, record, body in rows]

    def latest(self, fits: Callable[[str], bool], *, limit: int) -> list[Page]:
        """The latest kept pages of articles whose addresses fit, the latest first."""
        found = []
        query = "SELECT n, record FROM page WHERE article <> '' ORDER BY n DESC"
        for n, record in self._db.execute(query):
            if fits(msgspec.json.decode(record, type=Page).url):
                found.append((n, record))
                if len(found) == limit:
                    break
        body = "SELECT body FROM page WHERE n = ?"
        return [
            _page(record, packed)
            for n, record in found
            for (packed,) in self._db.execute(body, (n,))
        ]

    def drop(self, domain: str, article: str, *, limit: int) -> int:
        """Drop pages that may hold an article's words, at most `limit`."""
        self._db.execute(
            """DELETE FROM page WHERE n IN (
                 SELECT n FROM page
                 WHERE article = ?2
                    OR article IN (SELECT id FROM article WHERE domain = ?1)
                    OR source IN (SELECT source FROM sighting WHERE article = ?2)
                 LIMIT ?3)""",
            (domain, article, limit),
        )
        return int(self._db.changes())

    def expire(self, before: Instant, *, limit: int) -> int:
        """Drop pages that came before a moment, at most `limit`."""
        self._db.execute(
            """DELETE FROM page WHERE n IN
               (SELECT n FROM page WHERE at < ? ORDER BY at LIMIT ?)""",
            (before, limit),
        )
        return int(self._db.changes())


def _page(record: str, body: bytes) -> Page:
    page = msgspec.json.decode(record, type=Page)
    return msgspec.structs.replace(page, body=zlib.decompress(body))
