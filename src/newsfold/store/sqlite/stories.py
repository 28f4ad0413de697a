"""What we made of articles: stories, placements, judgements, written records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Gist, Judgement, Placement, Rearrangement, Relation, Story
from newsfold.store.sqlite.listed import LISTED, listed
from newsfold.store.sqlite.search import find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import apsw

    from newsfold.model import Instant
    from newsfold.text.query import Query

_MAX_ALIASES = 1_000


class SqliteStories:
    """See `newsfold.store.Stories`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def get(self, story: str) -> Story | None:
        """A story by its id, or by an id that was merged into it."""
        for _ in range(_MAX_ALIASES):
            query = "SELECT record FROM story WHERE id = ?"
            for (record,) in self._db.execute(query, (story,)):
                return msgspec.json.decode(record, type=Story)
            rows = self._db.execute(
                "SELECT new FROM alias WHERE old = ?", (story,)
            ).fetchall()
            if not rows:
                return None
            story = rows[0][0]
        return None

    def of(self, article: str) -> str | None:
        """Id of the story that an article stands in."""
        rows = self._db.execute(
            "SELECT story FROM placement WHERE article = ?", (article,)
        ).fetchall()
        return rows[0][0] if rows else None

    def knows(self, story: str) -> bool:
        """Whether an id is or ever was a story's."""
        query = """SELECT 1 FROM story WHERE id = ?1
                   UNION SELECT 1 FROM alias WHERE old = ?1"""
        return bool(self._db.execute(query, (story,)).fetchall())

    def all(self, *, limit: int | None = None) -> list[Story]:
        """Stories, latest first."""
        rows = self._db.execute(
            "SELECT record FROM story ORDER BY updated DESC, id LIMIT ?",
            (-1 if limit is None else limit,),
        )
        return [msgspec.json.decode(record, type=Story) for (record,) in rows]

    def save(self, story: Story) -> bool:
        """Write a story; False when it stood so already."""
        return bool(
            self._db.execute(
                """INSERT INTO story (id, updated, record) VALUES (?, ?, ?)
                   ON CONFLICT DO UPDATE
                   SET updated = excluded.updated, record = excluded.record
                   WHERE record <> excluded.record RETURNING 1""",
                (story.id, story.updated, msgspec.json.encode(story).decode()),
            ).fetchall()
        )

    def merge(self, old: str, new: str) -> None:
        """Let `old` answer as `new`, its relations too; placements are the caller's."""
        for table in ("summary", "shelf", "dealing", "dealing_party", "cell"):
            self._db.execute(f"DELETE FROM {table} WHERE story = ?", (old,))  # noqa: S608  # our own words
        self._db.execute("DELETE FROM story WHERE id = ?", (old,))
        # Facts that changed in it are told of it no more; that it met a watch holds.
        self._db.execute("DELETE FROM hit WHERE story = ? AND line > 0", (old,))
        self._db.execute(
            "UPDATE OR IGNORE hit SET story = ? WHERE story = ?", (new, old)
        )
        self._db.execute("DELETE FROM hit WHERE story = ?", (old,))
        self._db.execute("DELETE FROM alias WHERE old = ?", (new,))
        self._db.execute(
            "INSERT OR REPLACE INTO alias (old, new) VALUES (?, ?)", (old, new)
        )
        for side in ("story", "other"):
            self._db.execute(
                f"UPDATE OR REPLACE relation SET {side} = ? WHERE {side} = ?",  # noqa: S608  # our own words
                (new, old),
            )
        self._db.execute("DELETE FROM relation WHERE story = other")

    def found(self, query: Query, *, limit: int) -> list[Story]:
        """Stories of the newest `limit` articles that a query finds, each once."""
        numbers = find(self._db, query, limit=limit)
        rows = self._db.execute(
            f"""SELECT s.record FROM article a JOIN placement p ON p.article = a.id
                JOIN story s ON s.id = p.story
                WHERE a.n IN {LISTED}
                GROUP BY s.id ORDER BY max(a.n) DESC""",  # noqa: S608  # our own words
            (listed(numbers),),
        )
        return [msgspec.json.decode(record, type=Story) for (record,) in rows]

    def members(self, story: str) -> list[str]:
        """Ids of the articles that are placed in a story."""
        query = "SELECT article FROM placement WHERE story = ? ORDER BY article"
        return [name for (name,) in self._db.execute(query, (story,))]

    def place(self, placement: Placement) -> None:
        """Put an article into a story."""
        self._db.execute(
            "INSERT OR REPLACE INTO placement (article, story, record) "
            "VALUES (?, ?, ?)",
            (
                placement.article,
                placement.story,
                msgspec.json.encode(placement).decode(),
            ),
        )

    def plan(self, parts: Iterable[Rearrangement]) -> None:
        """Note what is to be rearranged, in place of what was planned before."""
        self._db.execute("DELETE FROM plan")
        self._db.executemany(
            "INSERT INTO plan (record) VALUES (?)",
            ((msgspec.json.encode(part).decode(),) for part in parts),
        )

    def planned(self) -> tuple[int, Rearrangement] | None:
        """The first part that is still to be done, with its number."""
        query = "SELECT number, record FROM plan ORDER BY number LIMIT 1"
        for number, record in self._db.execute(query).fetchall():
            return number, msgspec.json.decode(record, type=Rearrangement)
        return None

    def done(self, number: int) -> None:
        """A planned part was carried out."""
        self._db.execute("DELETE FROM plan WHERE number = ?", (number,))

    def placements(self, ids: Iterable[str]) -> dict[str, Placement]:
        """Where these articles stand."""
        rows = self._db.execute(
            f"SELECT article, record FROM placement WHERE article IN {LISTED}",  # noqa: S608  # our own words
            (listed(ids),),
        )
        return {
            article: msgspec.json.decode(record, type=Placement)
            for article, record in rows
        }

    def standing(self, start: Instant, end: Instant) -> Iterator[tuple[Gist, str, str]]:
        """What was read of the articles of a time, and where each stands."""
        rows = self._db.execute(
            """SELECT r.record, coalesce(p.story, ''), coalesce(c.origin, '')
               FROM article a JOIN reading r ON r.article = a.id
               LEFT JOIN placement p ON p.article = a.id
               LEFT JOIN copy c ON c.article = a.id
               WHERE a.time BETWEEN ? AND ? ORDER BY a.time, a.id""",
            (start, end),
        )
        for record, story, origin in rows:
            yield msgspec.msgpack.decode(record, type=Gist), story, origin

    def quiet(self, start: Instant, end: Instant, *, since: Instant) -> set[str]:
        """Stories with an article of a time, but none there since a moment."""
        rows = self._db.execute(
            """SELECT p.story FROM article a JOIN placement p ON p.article = a.id
               WHERE a.time BETWEEN ? AND ? GROUP BY p.story HAVING max(a.time) < ?""",
            (start, end, since),
        )
        return {story for (story,) in rows}

    def relate(self, relation: Relation) -> bool:
        """Note that two stories belong together; False when that was known."""
        return bool(
            self._db.execute(
                """INSERT OR IGNORE INTO relation (story, other, kind, reason)
                   VALUES (?, ?, ?, ?) RETURNING 1""",
                (relation.story, relation.other, relation.kind, relation.reason),
            ).fetchall()
        )

    def relations(self, stories: Collection[str]) -> dict[str, list[Relation]]:
        """What each of some stories has to do with others, in both directions."""
        found: dict[str, list[Relation]] = {name: [] for name in stories}
        rows = self._db.execute(
            f"""SELECT story, other, kind, reason FROM relation WHERE story IN {LISTED}
                UNION
                SELECT story, other, kind, reason FROM relation WHERE other IN {LISTED}
                ORDER BY story, other, kind""",  # noqa: S608  # our own words
            (listed(stories),) * 2,
        )
        for story, other, kind, reason in rows:
            relation = Relation(story=story, other=other, kind=kind, reason=reason)
            for name in (story, other):
                if name in found:
                    found[name].append(relation)
        return found

    def judgements(self, subjects: Collection[str]) -> dict[str, dict[str, Judgement]]:
        """What was judged of each of some stories or articles, by kind."""
        found: dict[str, dict[str, Judgement]] = {name: {} for name in subjects}
        rows = self._db.execute(
            f"""SELECT subject, kind, value, stage_version, input_hash
                FROM judgement WHERE subject IN {LISTED}""",  # noqa: S608  # our own words
            (listed(subjects),),
        )
        for subject, kind, value, version, digest in rows:
            found[subject][kind] = Judgement(
                subject=subject,
                kind=kind,
                value=msgspec.json.decode(value),
                stage_version=version,
                input_hash=digest,
            )
        return found

    def save_judgement(self, judgement: Judgement) -> bool:
        """Write a judgement; False when it stood so already."""
        return bool(
            self._db.execute(
                """INSERT INTO judgement
                   (subject, kind, value, stage_version, input_hash)
                   VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET value = excluded.value,
                   stage_version = excluded.stage_version,
                   input_hash = excluded.input_hash
                   WHERE (value, stage_version, input_hash) <> (
                     excluded.value, excluded.stage_version, excluded.input_hash
                   ) RETURNING 1""",
                (
                    judgement.subject,
                    judgement.kind,
                    msgspec.json.encode(judgement.value).decode(),
                    judgement.stage_version,
                    judgement.input_hash,
                ),
            ).fetchall()
        )

    def published(self, stories: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Path and content hash of the records that were written for stories."""
        rows = self._db.execute(
            f"SELECT story, path, hash FROM published WHERE story IN {LISTED}",  # noqa: S608  # our own words
            (listed(stories),),
        )
        return {story: (path, digest) for story, path, digest in rows}

    def save_published(
        self, story: str, path: str, content_hash: str, cools: Instant | None
    ) -> None:
        """Note what was written, where, and when it is to be written again."""
        self._db.execute(
            "INSERT OR REPLACE INTO published (story, path, hash, cools) "
            "VALUES (?, ?, ?, ?)",
            (story, path, content_hash, cools),
        )

    def paths(self) -> dict[str, str]:
        """Path of every record that was ever written, by its story's id."""
        return dict(self._db.execute("SELECT story, path FROM published").fetchall())

    def unpublish(self, story: str) -> None:
        """Let a story's path go: published again, it gets a new one."""
        self._db.execute("DELETE FROM published WHERE story = ?", (story,))

    def merged(self) -> dict[str, str]:
        """Ids that stories had which are no more, with the id that each answers as."""
        query = "SELECT old, new FROM alias WHERE old NOT IN (SELECT id FROM story)"
        step = dict(self._db.execute(query).fetchall())
        return {old: _last(step, old) for old in sorted(step)}

    def cooled(self, now: Instant) -> list[str]:
        """Stories that have to be written again for their heat."""
        query = "SELECT story FROM published WHERE cools <= ? ORDER BY story"
        return [story for (story,) in self._db.execute(query, (now,))]

    def imported(self, story: str) -> str | None:
        """The record file that a story was imported from, as it was."""
        rows = self._db.execute(
            "SELECT text FROM imported WHERE story = ?", (story,)
        ).fetchall()
        return rows[0][0] if rows else None

    def save_imported(self, story: str, text: str) -> None:
        """Keep the record file that a story was imported from."""
        self._db.execute(
            "INSERT OR REPLACE INTO imported (story, text) VALUES (?, ?)", (story, text)
        )


def _last(step: dict[str, str], name: str) -> str:
    for _ in range(_MAX_ALIASES):
        if name not in step:
            break
        name = step[name]
    return name
