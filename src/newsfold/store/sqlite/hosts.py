"""What hosts say of the use of their pages, and of how they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import HostRights, Pace

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from newsfold.model import Instant

_DAY = 86_400


class SqliteHosts:
    """See `newsfold.store.Hosts`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def save(self, host: HostRights) -> None:
        """Write what a host says; it replaces what it said before."""
        self._db.execute(
            "INSERT OR REPLACE INTO host (host, record) VALUES (?, ?)",
            (host.host, msgspec.json.encode(host).decode()),
        )

    def of(self, hosts: Iterable[str]) -> dict[str, HostRights]:
        """What these hosts say, as far as they were asked."""
        query = "SELECT record FROM host WHERE host = ?"
        return {
            host: msgspec.json.decode(record, type=HostRights)
            for host in dict.fromkeys(hosts)
            for (record,) in self._db.execute(query, (host,))
        }

    def all(self) -> list[HostRights]:
        """What every host says that was asked, by name."""
        rows = self._db.execute("SELECT record FROM host ORDER BY host")
        return [msgspec.json.decode(record, type=HostRights) for (record,) in rows]

    def paces(self) -> list[Pace]:
        """How hosts are to be asked, where that is other than usual."""
        rows = self._db.execute("SELECT record FROM pace ORDER BY host")
        return [msgspec.json.decode(record, type=Pace) for (record,) in rows]

    def save_paces(self, paces: Iterable[Pace], *, now: Instant) -> None:
        """Write how hosts are to be asked; what was past a day ago is forgotten."""
        self._db.execute("DELETE FROM pace WHERE until < ?", (now - _DAY,))
        self._db.executemany(
            "INSERT OR REPLACE INTO pace (host, until, record) VALUES (?, ?, ?)",
            (
                (
                    pace.host,
                    max(pace.next, pace.blocked, now),
                    msgspec.json.encode(pace).decode(),
                )
                for pace in paces
            ),
        )
