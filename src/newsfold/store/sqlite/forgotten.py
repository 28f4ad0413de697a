"""What was forgotten: taken out of every table, remembered as hashes of its address."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import apsw

from newsfold.errors import StorageError
from newsfold.store.sqlite import organisations

if TYPE_CHECKING:
    from collections.abc import Iterable

_RECORD = "record:"
"""Begins the source of what came with a record, the name of its file behind it."""
_OF_ARTICLE = (
    ("sighting", "article"),
    ("revision", "article"),
    ("reading", "article"),
    ("sketch", "article"),
    ("wanted", "article"),
    ("tip", "article"),
    ("visit", "article"),
    ("copy", "article"),
    ("copy", "origin"),
    ("placement", "article"),
    ("judgement", "subject"),
    ("decision", "subject"),
    ("decision", "value"),
    ("change", "subject"),
    ("article", "id"),
)
_OF_STORY = (
    ("judgement", "subject"),
    ("imported", "story"),
    ("summary", "story"),
    ("shelf", "story"),
    ("dealing", "story"),
    ("dealing_party", "story"),
    ("cell", "story"),
    ("failure", "subject"),
)
"""What the next run makes anew where the story goes on, and nobody needs where not."""
_OF_GONE_STORY = (
    ("story", "id"),
    ("published", "story"),
    ("relation", "story"),
    ("relation", "other"),
    ("decision", "subject"),
    ("decision", "value"),
    ("change", "subject"),
    ("alias", "new"),
    ("hit", "story"),
)


class SqliteForgotten:
    """See `newsfold.store.Forgotten`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def has(self, *names: str) -> bool:
        """Whether one of these ids or addresses is a forgotten article's."""
        return has(self._db, *names)

    def article(self, article: str) -> None:
        """Take an article out of every table; remember hashes of id and addresses."""
        rows = self._db.execute(
            """SELECT url FROM article WHERE id = ?1
               UNION SELECT url FROM sighting WHERE article = ?1
               UNION SELECT url FROM wanted WHERE article = ?1
               UNION SELECT url FROM tip WHERE article = ?1
               UNION SELECT json_extract(record, '$.url') FROM visit
               WHERE article = ?1""",
            (article,),
        )
        urls = [url for (url,) in rows]
        self._db.executemany(
            "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)",
            [(_hash(name),) for name in (article, *urls)],
        )
        # It may stand in what was pushed; the next poll brings the rest of that.
        self._db.execute("DELETE FROM delivery")
        # It may have been found, and not yet asked for, elsewhere.
        self._db.executemany("DELETE FROM tip WHERE url = ?", [(url,) for url in urls])
        self._unname(article)
        # Of all that told of it, lines that name it among others too.
        self._db.execute("DELETE FROM change WHERE instr(detail, ?)", (article,))
        for text in (article, *urls):
            self._db.execute(
                "DELETE FROM failure WHERE instr(subject, ?1) OR instr(detail, ?1)",
                (text,),
            )
        self._db.execute(
            "DELETE FROM search WHERE rowid = (SELECT n FROM article WHERE id = ?)",
            (article,),
        )
        organisations.forget(self._db, article)
        self._delete(_OF_ARTICLE, article)
        self._db.execute(
            """DELETE FROM provider
               WHERE domain NOT IN (SELECT domain FROM article)"""
        )

    def _unname(self, article: str) -> None:
        """A record that it came in has its file named after it, most likely."""
        source = "SELECT json_extract(record, '$.source') FROM article WHERE id = ?"
        for (name,) in self._db.execute(source, (article,)).fetchall():
            if str(name).startswith(_RECORD):
                self._db.execute(
                    """UPDATE article SET record = json_set(record, '$.source', ?)
                       WHERE json_extract(record, '$.source') = ?""",
                    (_RECORD, name),
                )
                self._db.execute(
                    "UPDATE OR REPLACE sighting SET source = ? WHERE source = ?",
                    (_RECORD, name),
                )

    def made_of(self, story: str) -> None:
        """Drop what was made of a story's articles: judgements, facts that changed,
        what it follows, its summary, its import.
        """
        self._delete(_OF_STORY, story)
        self._db.execute(
            "DELETE FROM change WHERE subject = ? AND kind = 'fact.changed'", (story,)
        )
        self._db.execute(
            """DELETE FROM relation
               WHERE (story = ?1 OR other = ?1) AND kind <> 'split'""",
            (story,),
        )

    def story(self, story: str) -> None:
        """Take a story that has no articles left out of every table."""
        self._delete((*_OF_STORY, *_OF_GONE_STORY), story)

    def _delete(self, tables: Iterable[tuple[str, str]], key: str) -> None:
        for table, column in tables:
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608  # our own words

    def scrub(self) -> None:
        """Write the database anew, without what was deleted from it.

        Raises StorageError while another process reads an older state of it.
        """
        try:
            # Deleted rows stay in the index as words until its parts are joined, in
            # pages until these are used again, and in the WAL until it is cut.
            self._db.execute("INSERT INTO search (search) VALUES ('optimize')")
            self._db.execute("VACUUM")
            busy = self._db.execute("PRAGMA wal_checkpoint(truncate)").fetchall()[0][0]
        except apsw.BusyError:
            busy = True
        except apsw.Error as error:
            message = f"the database cannot be written anew: {error}"
            raise StorageError(message) from error
        if busy:
            message = (
                "forgotten, but the database still holds it in unused pages, since "
                "another process reads it: stop that, then call this again"
            )
            raise StorageError(message)


def has(db: apsw.Connection, *names: str) -> bool:
    """Whether one of these ids or addresses is a forgotten article's."""
    query = "SELECT 1 FROM forgotten WHERE hash = ?"
    return any(db.execute(query, (_hash(name),)).fetchall() for name in names)


def _hash(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
