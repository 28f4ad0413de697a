"""Where records are kept.

A `Store` is sixteen drawers over one database and one transaction: what we watch
(`sources`), what was published (`articles`), what we made of it (`stories`), what lists
show of that (`summaries`), the deals that it tells (`ledger`), whom these are about
(`organisations`), what people watch for (`watches`), what was decided (`decisions`),
what happened (`log`), what people had us forget (`forgotten`), which pictures we have
(`pictures`), which addresses sources point to (`tips`), what hubs push (`pushes`),
whose pages we look at again (`visits`), what hosts say of the use of theirs and how
they are asked (`hosts`), and pages as they came (`pages`).  Each is described in the
module of its name.  Every write that matters puts a line into the change log in the
same transaction; stages downstream read on from their cursor.  `open_store` opens the
one that an address names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newsfold.store.articles import Articles
from newsfold.store.decisions import Decisions
from newsfold.store.forgotten import Forgotten
from newsfold.store.hosts import Hosts
from newsfold.store.ledger import Ledger
from newsfold.store.log import Log
from newsfold.store.organisations import Organisations
from newsfold.store.pages import Pages
from newsfold.store.pictures import Pictures
from newsfold.store.pushes import Pushes
from newsfold.store.sources import Sources
from newsfold.store.stories import Stories
from newsfold.store.summaries import Summaries
from newsfold.store.tips import Tips
from newsfold.store.visits import Visits
from newsfold.store.watches import Watches

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = [
    "Articles",
    "Decisions",
    "Forgotten",
    "Hosts",
    "Ledger",
    "Log",
    "Organisations",
    "Pages",
    "Pictures",
    "Pushes",
    "Sources",
    "Store",
    "Stories",
    "Summaries",
    "Tips",
    "Visits",
    "Watches",
    "open_store",
]


class Store(Protocol):
    """One hub's memory."""

    @property
    def sources(self) -> Sources:
        """What we watch."""

    @property
    def articles(self) -> Articles:
        """What was published."""

    @property
    def stories(self) -> Stories:
        """What we made of it."""

    @property
    def summaries(self) -> Summaries:
        """What lists show of that."""

    @property
    def ledger(self) -> Ledger:
        """The deals that stories tell."""

    @property
    def organisations(self) -> Organisations:
        """Whom they are about."""

    @property
    def watches(self) -> Watches:
        """What people watch for."""

    @property
    def decisions(self) -> Decisions:
        """What was decided."""

    @property
    def log(self) -> Log:
        """What happened."""

    @property
    def pictures(self) -> Pictures:
        """Pictures that published stories show."""

    @property
    def tips(self) -> Tips:
        """Addresses that sources point to."""

    @property
    def pushes(self) -> Pushes:
        """What hubs push."""

    @property
    def forgotten(self) -> Forgotten:
        """What people had us forget."""

    @property
    def visits(self) -> Visits:
        """Articles whose pages are looked at again."""

    @property
    def hosts(self) -> Hosts:
        """What hosts say of the use of their pages, and how they are asked."""

    @property
    def pages(self) -> Pages:
        """Pages as they came."""

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside happen together or not at all; nested ones join."""

    def copy(self, path: Path) -> None:
        """Write the database, as it is at one moment, into a new file.

        Readers and writers go on meanwhile.  Raises StorageError when it cannot be
        written, or is not whole.
        """

    def check(self) -> str:
        """What is wrong with the database; empty where it is whole."""

    def close(self) -> None:
        """Let go of the database."""


def open_store(url: str, folder: Path) -> Store:
    """Open the database that `url` names: a file, relative to the hub's folder.

    An older schema is migrated.  Raises SchemaError for a newer one, StorageError
    when it cannot be opened.
    """
    from newsfold.store.sqlite import SqliteStore

    return SqliteStore(folder / url.removeprefix("sqlite:///"))
