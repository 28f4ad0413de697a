"""Pictures that published stories show: wanted, had, or not to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from newsfold.model import Instant


class SqlitePictures:
    """See `newsfold.store.Pictures`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def want(self, url: str, story: str) -> None:
        """Ask for a picture; what was asked for before is not asked for again."""
        self._db.execute(
            "INSERT OR IGNORE INTO picture (url, story) VALUES (?, ?)", (url, story)
        )

    def wanted(self, now: Instant) -> list[tuple[str, str, int]]:
        """Address, story and failed attempts of each picture that is due."""
        rows = self._db.execute(
            "SELECT url, story, attempts FROM picture WHERE due <= ? ORDER BY url",
            (now,),
        )
        return [(url, story, attempts) for url, story, attempts in rows]

    def save(self, image: Image) -> None:
        """A picture came, and has a rendition."""
        self._db.execute(
            """UPDATE picture SET file = ?, width = ?, height = ?, due = NULL
               WHERE url = ?""",
            (image.file, image.width, image.height, image.url),
        )

    def failed(self, url: str, *, retry: Instant | None) -> None:
        """A picture did not come: `retry` is when to try again, None: never."""
        self._db.execute(
            "UPDATE picture SET due = ?, attempts = attempts + 1 WHERE url = ?",
            (retry, url),
        )

    def had(self, urls: Iterable[str]) -> dict[str, Image]:
        """The pictures among these that have a rendition."""
        query = "SELECT file, width, height FROM picture WHERE url = ? AND file <> ''"
        return {
            url: Image(url=url, width=width, height=height, is_cached=True, file=file)
            for url in urls
            for file, width, height in self._db.execute(query, (url,))
        }

    def files(self) -> set[str]:
        """Names of all renditions below `media/`."""
        rows = self._db.execute("SELECT DISTINCT file FROM picture WHERE file <> ''")
        return {file for (file,) in rows}

    def forget(self, urls: Iterable[str]) -> None:
        """Forget the pictures among these that no article has any more."""
        for url in urls:
            self._db.execute(
                """DELETE FROM picture WHERE url = ?1 AND NOT EXISTS
                   (SELECT 1 FROM article, json_each(article.record, '$.images') i
                    WHERE json_extract(i.value, '$.url') = ?1)""",
                (url,),
            )
