"""Organisations, their names, and what articles say of them."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Cell, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from newsfold.model import Instant, Site

_EDITOR, _PIPELINE = "editor", "pipeline"
_COLUMNS = (
    "o.id, o.name, o.given, o.seen, o.domain, o.evidence, o.deals, o.latest, o.aliases"
)
_ALIASES = 20
"""Ways to write one that are remembered, the most frequent first."""


class SqliteOrganisations:
    """See `newsfold.store.Organisations`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def known(self, keys: Iterable[str], *, shown: bool = False) -> dict[str, str]:
        """Ids of the organisations that have these keys, by key."""
        query = """SELECT o.id FROM organisation_key k
                   JOIN organisation o ON o.id = k.organisation
                   WHERE k.key = ? AND o.latest >= ?"""
        return {
            key: name
            for key in dict.fromkeys(keys)
            for (name,) in self._db.execute(query, (key, int(shown)))
        }

    def mint(self, key: str, name: str, *, at: Instant) -> str:
        """A new organisation that has this key; returns its id."""
        return self._mint(key, name, at, _PIPELINE)

    def _mint(self, key: str, name: str, at: Instant, by: str) -> str:
        made = _id(key)
        while self._was(made):
            made = _id(made)
        self._db.execute(
            "INSERT INTO organisation (id, name, seen) VALUES (?, ?, ?)",
            (made, name, at),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO organisation_key (key, organisation, by)"
            " VALUES (?, ?, ?)",
            (key, made, by),
        )
        return made

    def _was(self, name: str) -> bool:
        query = """SELECT 1 FROM organisation WHERE id = ?1
                   UNION SELECT 1 FROM organisation_heir WHERE old = ?1"""
        return bool(self._db.execute(query, (name,)).fetchall())

    def call(self, key: str, organisation: str) -> None:
        """Let a key that no organisation has name this one."""
        self._db.execute(
            "INSERT OR IGNORE INTO organisation_key (key, organisation, by)"
            " VALUES (?, ?, ?)",
            (key, organisation, _PIPELINE),
        )

    def keep(self, story: str, cells: Iterable[Cell]) -> set[str]:
        """Write what a story says, in place of before; returns whom it touched."""
        cells = tuple(cells)
        rows = self._db.execute(
            "SELECT record FROM cell WHERE story = ? ORDER BY n", (story,)
        )
        before = [msgspec.json.decode(record, type=Cell) for (record,) in rows]
        if tuple(before) == cells:
            return set()
        self._db.execute("DELETE FROM cell WHERE story = ?", (story,))
        self._db.executemany(
            """INSERT INTO cell
               (organisation, story, article, key, name, at, role, record)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                (
                    cell.organisation,
                    story,
                    cell.article,
                    cell.key,
                    cell.name,
                    cell.at,
                    cell.role,
                    msgspec.json.encode(cell).decode(),
                )
                for cell in cells
            ],
        )
        return {cell.organisation for cell in (*before, *cells)}

    def follow(self, organisations: Iterable[str]) -> None:
        """Let names, counts and times follow what is said."""
        for name in organisations:
            follow(self._db, name)

    def settle(self, organisation: str, site: Site) -> None:
        """Note whose a domain is; the first evidence stays."""
        self._db.execute(
            """UPDATE organisation SET domain = ?, evidence = ?, source = ?
               WHERE id = ? AND domain = ''""",
            (site.domain, site.evidence, site.article, organisation),
        )

    def get(self, organisation: str) -> Organisation | None:
        """One by its id, or by an id that was merged into it."""
        rows = self._db.execute(
            f"""SELECT {_COLUMNS} FROM organisation o WHERE o.id = coalesce(
                (SELECT new FROM organisation_heir WHERE old = ?1), ?1)""",  # noqa: S608  # our own words
            (organisation,),
        ).fetchall()
        return _made(rows[0]) if rows else None

    def all(self, *, limit: int | None = None) -> list[Organisation]:
        """Those of which published stories say something, the latest first."""
        rows = self._db.execute(
            f"""SELECT {_COLUMNS} FROM organisation o
                WHERE o.latest > 0 AND EXISTS (
                  SELECT 1 FROM cell c JOIN shelf s ON s.story = c.story
                  WHERE s.shelf = '' AND c.organisation = o.id)
                ORDER BY o.latest DESC, o.id LIMIT ?""",  # noqa: S608  # our own words
            (-1 if limit is None else limit,),
        )
        return [_made(row) for row in rows]

    def cells(self, organisation: str) -> list[Cell]:
        """What published stories say of one, the latest first."""
        rows = self._db.execute(
            """SELECT c.record FROM cell c
               JOIN shelf s ON s.shelf = '' AND s.story = c.story
               WHERE c.organisation = ? ORDER BY c.at DESC, c.n""",
            (organisation,),
        )
        return [msgspec.json.decode(record, type=Cell) for (record,) in rows]

    def met_in(self, *, story: str = "", article: str = "") -> list[str]:
        """Ids of those of which a story, or an article, says something."""
        rows = self._db.execute(
            """SELECT DISTINCT organisation FROM cell
               WHERE story = ? OR article = ? ORDER BY organisation""",
            (story, article),
        )
        return [name for (name,) in rows]

    def merge(self, old: str, new: str) -> None:
        """Let `new` take in `old`: names, cells, and its id, which redirects."""
        self._db.execute(
            """UPDATE organisation_key SET organisation = ?, by = ?
               WHERE organisation = ?""",
            (new, _EDITOR, old),
        )
        self._move(old, new)
        self._db.execute(
            "UPDATE organisation_heir SET new = ? WHERE new = ?", (new, old)
        )
        self._db.execute(
            "INSERT OR REPLACE INTO organisation_heir (old, new) VALUES (?, ?)",
            (old, new),
        )
        self._db.execute(
            """UPDATE organisation SET domain = o.domain, evidence = o.evidence,
                 source = o.source
               FROM organisation o
               WHERE organisation.id = ? AND o.id = ? AND organisation.domain = ''""",
            (new, old),
        )
        self._db.execute("DELETE FROM organisation WHERE id = ?", (old,))
        follow(self._db, new)

    def rename(self, organisation: str, name: str) -> None:
        """Give one the name that an editor wants."""
        self._db.execute(
            "UPDATE organisation SET name = ?, given = 1 WHERE id = ?",
            (name, organisation),
        )
        follow(self._db, organisation)

    def part(self, organisation: str, key: str, name: str, *, at: Instant) -> str:
        """Make one of its names an organisation of its own; returns the new id."""
        new = self._mint(key, name, at, _EDITOR)
        self._move(organisation, new, key)
        follow(self._db, organisation)
        follow(self._db, new)
        return new

    def _move(self, old: str, new: str, key: str | None = None) -> None:
        """Move the cells of `old`, or those that call it by one key."""
        self._db.execute(
            """UPDATE cell SET organisation = ?2,
                 record = json_set(record, '$.organisation', ?2)
               WHERE organisation = ?1 AND (?3 IS NULL OR key = ?3)""",
            (old, new, key),
        )

    def merged(self) -> dict[str, str]:
        """Ids that are no more, with the id that each answers as."""
        query = "SELECT old, new FROM organisation_heir ORDER BY old"
        return dict(self._db.execute(query).fetchall())


def follow(db: apsw.Connection, organisation: str) -> None:
    """Let name, counts and time of an organisation follow what is said of it."""
    rows = db.execute(
        """SELECT name FROM cell WHERE organisation = ? GROUP BY name
           ORDER BY min(role = 'subject'), count(*) DESC, min(at), name""",
        (organisation,),
    )
    written = [name for (name,) in rows]
    known = db.execute(
        "SELECT name, given FROM organisation WHERE id = ?", (organisation,)
    )
    for name, given in known.fetchall():
        called = name if given or not written else written[0]
        others = [other for other in written if other != called][:_ALIASES]
        db.execute(
            """UPDATE organisation SET name = ?2, aliases = ?3,
                 deals = (SELECT count(DISTINCT story) FROM cell
                          WHERE organisation = ?1 AND role <> 'subject'),
                 latest = coalesce(
                   (SELECT max(at) FROM cell WHERE organisation = ?1), 0)
               WHERE id = ?1""",
            (organisation, called, msgspec.json.encode(others).decode()),
        )


def _made(row: tuple[str, str, int, int, str, str, int, int, str]) -> Organisation:
    id_, name, given, seen, domain, evidence, deals, latest, aliases = row
    return Organisation(
        id=id_,
        name=name,
        given=bool(given),
        seen=seen,
        domain=domain,
        evidence=evidence,
        aliases=msgspec.json.decode(aliases, type=tuple[str, ...]),
        deals=deals,
        latest=latest,
    )


def forget(db: apsw.Connection, article: str) -> None:
    """Take away what an article says: names that only it has, and organisations of
    which nobody else says anything.
    """
    rows = db.execute(
        "SELECT DISTINCT organisation FROM cell WHERE article = ?", (article,)
    )
    touched = [name for (name,) in rows.fetchall()]
    db.execute("DELETE FROM cell WHERE article = ?", (article,))
    db.execute(
        """UPDATE organisation SET domain = '', evidence = '', source = ''
           WHERE source = ?""",
        (article,),
    )
    for name in touched:
        db.execute(
            """DELETE FROM organisation_key WHERE organisation = ?1 AND key NOT IN
               (SELECT key FROM cell WHERE organisation = ?1)""",
            (name,),
        )
        if db.execute("SELECT 1 FROM cell WHERE organisation = ?", (name,)).fetchall():
            follow(db, name)
            continue
        for table, column in (
            ("organisation", "id"),
            ("organisation_key", "organisation"),
            ("organisation_heir", "new"),
        ):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608  # our own words


def _id(name: str) -> str:
    """`o` and 12 hex digits, alike wherever the name is met first."""
    return "o" + blake2b(name.encode("utf-8", "replace"), digest_size=6).hexdigest()
