"""The SQLite store: WAL, one connection, one transaction over all drawers."""

from __future__ import annotations

from contextlib import closing
from importlib import resources
from typing import TYPE_CHECKING

import apsw

from newsfold.errors import SchemaError, StorageError
from newsfold.store.sqlite.articles import SqliteArticles
from newsfold.store.sqlite.forgotten import SqliteForgotten
from newsfold.store.sqlite.hosts import SqliteHosts
from newsfold.store.sqlite.ledger import SqliteLedger
from newsfold.store.sqlite.log import SqliteDecisions, SqliteLog
from newsfold.store.sqlite.organisations import SqliteOrganisations
from newsfold.store.sqlite.pages import SqlitePages
from newsfold.store.sqlite.pictures import SqlitePictures
from newsfold.store.sqlite.pushes import SqlitePushes
from newsfold.store.sqlite.sources import SqliteSources
from newsfold.store.sqlite.stories import SqliteStories
from newsfold.store.sqlite.summaries import SqliteSummaries
from newsfold.store.sqlite.tips import SqliteTips
from newsfold.store.sqlite.visits import SqliteVisits
from newsfold.store.sqlite.watches import SqliteWatches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

_PAUSE_MILLISECONDS = 2
"""Between two attempts to write: SQLite's own pauses grow to 100, in which a run that
writes back to back begins its next transaction, and an editor beside it waits on.
"""
CACHE_KIB = 32_768
"""Pages of the database that are kept at hand: SQLite's own 2 MB hold no index."""
BUSY_MILLISECONDS = 5_000
"""How long a write waits for another process's transaction."""


def worded(error: Exception) -> str:
    """What SQLite says, and what to do about it."""
    match error:
        case apsw.FullError():
            advice = "make room on the disk, then run it again"
        case apsw.IOError():  # some file systems say so where they are full
            advice = "make room on the disk, or see whether it is broken"
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError():
            advice = "give yourself the right to newsfold.db and its folder"
        case apsw.BusyError():
            advice = "another process keeps writing: try again"
        case _:
            advice = "see 'newsfold doctor', or restore a backup of newsfold.db"
    return f"{error}; {advice}"


class SqliteStore:
    """A hub's memory in one SQLite file.  See `newsfold.store.Store`.

    Raises StorageError when the file cannot be opened or is no database, SchemaError
    when a newer Newsfold wrote it.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._db = apsw.Connection(str(path))
            self._db.set_busy_handler(_wait)
            self._use_wal()
            self._db.execute("PRAGMA synchronous = full").fetchall()
            self._db.execute(f"PRAGMA cache_size = {-CACHE_KIB}").fetchall()
            migrate(self._db, _scripts(), path)
        except apsw.Error as error:
            message = f"{path} cannot be opened as a database: {worded(error)}"
            raise StorageError(message) from error
        self.log = SqliteLog(self._db)
        self.sources = SqliteSources(self._db, self.log)
        self.articles = SqliteArticles(self._db, self.log)
        self.stories = SqliteStories(self._db)
        self.summaries = SqliteSummaries(self._db)
        self.ledger = SqliteLedger(self._db)
        self.organisations = SqliteOrganisations(self._db)
        self.watches = SqliteWatches(self._db)
        self.decisions = SqliteDecisions(self._db)
        self.forgotten = SqliteForgotten(self._db)
        self.pictures = SqlitePictures(self._db)
        self.tips = SqliteTips(self._db)
        self.pushes = SqlitePushes(self._db)
        self.hosts = SqliteHosts(self._db)
        self.pages = SqlitePages(self._db)
        self.visits = SqliteVisits(self._db)

    def _use_wal(self) -> None:
        """Switch a new database over; SQLite does not wait for others in this."""
        for _ in range(BUSY_MILLISECONDS // _PAUSE_MILLISECONDS):
            try:
                self._db.execute("PRAGMA journal_mode = wal").fetchall()
            except apsw.BusyError:
                apsw.sleep(_PAUSE_MILLISECONDS)
            else:
                return
        self._db.execute("PRAGMA journal_mode = wal").fetchall()

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside happen together or not at all; nested ones join."""
        return _Transaction(self._db)

    def copy(self, path: Path) -> None:
        """Write the database, as it is at one moment, into a new file."""
        try:
            with closing(apsw.Connection(str(path))) as target:
                # All in one step: others' writes would begin it anew between two.
                with target.backup("main", self._db, "main") as copying:
                    copying.step(-1)
                ((state,),) = target.execute("PRAGMA quick_check(1)").fetchall()
        except apsw.Error as error:
            message = f"{path} cannot be written: {worded(error)}"
            raise StorageError(message) from error
        if state != "ok":
            message = f"{path} is a copy of a broken database: {state}"
            raise StorageError(message)

    def check(self) -> str:
        """What is wrong with the database; empty where it is whole."""
        try:
            rows = self._db.execute("PRAGMA quick_check(3)").fetchall()
        except apsw.Error as error:
            return str(error)
        words = "; ".join(row[0] for row in rows)
        return "" if words == "ok" else words

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()


def _wait(attempts: int) -> bool:
    """Pause before the next attempt to write; False when it has been long enough."""
    apsw.sleep(_PAUSE_MILLISECONDS)
    return attempts * _PAUSE_MILLISECONDS < BUSY_MILLISECONDS


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT; inside another transaction it does nothing."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._outermost = False

    def __enter__(self) -> None:
        self._outermost = not self._db.in_transaction
        if self._outermost:
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except apsw.Error as error:
                message = f"the database cannot be written: {worded(error)}"
                raise StorageError(message) from error

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if not self._outermost:
            return
        if kind is None:
            try:
                self._db.execute("COMMIT")
            except apsw.Error as failure:
                if self._db.in_transaction:  # a full disk ends it by itself
                    self._db.execute("ROLLBACK")
                message = f"the database cannot be written: {worded(failure)}"
                raise StorageError(message) from failure
        elif self._db.in_transaction:
            self._db.execute("ROLLBACK")


def migrate(db: apsw.Connection, scripts: Sequence[str], path: Path) -> None:
    """Run the scripts that the database has not seen; its user_version counts them.

    Each runs in a transaction of its own.  Raises SchemaError where the database has
    seen more than there are.
    """
    version = _user_version(db)
    if version > len(scripts):
        message = (
            f"{path} was written by a newer Newsfold (schema {version}, this one "
            f"knows {len(scripts)}): upgrade newsfold, or restore a backup"
        )
        raise SchemaError(message)
    for number, script in enumerate(scripts[version:], start=version + 1):
        with _Transaction(db):
            # Another process may have migrated while we waited for the lock.
            if _user_version(db) < number:
                db.execute(script).fetchall()
                db.execute(f"PRAGMA user_version = {number}").fetchall()


def _scripts() -> list[str]:
    """The numbered files of `newsfold.store.migrations`, in order."""
    files = resources.files("newsfold.store.migrations").iterdir()
    chosen = [file for file in files if file.name.endswith(".sql")]
    chosen.sort(key=lambda file: file.name)
    return [file.read_text("utf-8") for file in chosen]


def _user_version(db: apsw.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchall()[0][0])
