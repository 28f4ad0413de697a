"""What lists show: summaries of stories, by shelf, time and heat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from newsfold.model import Provider, Summary, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import apsw

    from newsfold.model import Instant

_COLD = 1 << 36
"""What has no heat is cold so many seconds before it was updated: before all else."""
_ORDERS = {"time": "updated", "heat": "cold"}


class SqliteSummaries:
    """See `newsfold.store.Summaries`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def save(self, told: Summary) -> None:
        """Write what lists show of a story."""
        story = told.story.id
        self.drop(story)
        self._db.execute(
            "INSERT INTO summary (story, lead, record) VALUES (?, ?, ?)",
            (story, told.lead.id, msgspec.msgpack.encode(told)),
        )
        if told.published:
            updated = told.story.updated
            cold = told.heat.cold if told.heat else updated - _COLD
            self._db.executemany(
                "INSERT OR IGNORE INTO shelf (shelf, story, name, updated, cold)"
                " VALUES (?, ?, ?, ?, ?)",
                [(shelf, story, name, updated, cold) for shelf, name in _shelves(told)],
            )

    def drop(self, story: str) -> None:
        """Forget what lists show of a story."""
        self._db.execute("DELETE FROM shelf WHERE story = ?", (story,))
        self._db.execute("DELETE FROM summary WHERE story = ?", (story,))

    def get(self, story: str) -> Summary | None:
        """What lists show of one story."""
        query = "SELECT record FROM summary WHERE story = ?"
        return next(_decoded(self._db, query, (story,)), None)

    def known(self, stories: Iterable[str]) -> dict[str, Summary]:
        """What lists show of these stories, by id, where it is known."""
        found = ((story, self.get(story)) for story in stories)
        return {story: told for story, told in found if told is not None}

    def all(self, *, limit: int | None = None) -> Iterator[Summary]:
        """All stories, published or not, the one updated last first."""
        return _decoded(
            self._db,
            """SELECT m.record FROM story s JOIN summary m ON m.story = s.id
               ORDER BY s.updated DESC, s.id LIMIT ?""",
            (-1 if limit is None else limit,),
        )

    def shelf(
        self,
        name: str = "",
        *,
        order: Literal["time", "heat"] = "time",
        limit: int,
        skip: int = 0,
        after: tuple[int, str] | None = None,
    ) -> list[tuple[Summary, tuple[int, str]]]:
        """Published stories of a shelf with their places in this order."""
        key = _ORDERS[order]
        place, story = after or (1 << 62, "")
        rows = self._db.execute(
            f"""SELECT m.record, s.{key}, s.story
                FROM shelf s JOIN summary m ON m.story = s.story
                WHERE s.shelf = ?1 AND s.{key} <= ?2
                  AND (s.{key} < ?2 OR s.story > ?3)
                ORDER BY s.{key} DESC, s.story LIMIT ?4 OFFSET ?5""",  # noqa: S608  # our own words
            (name, place, story, limit, skip),
        )
        return [
            (msgspec.msgpack.decode(record, type=Summary), (at, name_))
            for record, at, name_ in rows
        ]

    def shelves(self) -> dict[str, tuple[str, int]]:
        """Every shelf with its name as written and how many stories stand on it."""
        rows = self._db.execute(
            "SELECT shelf, min(name), count(*) FROM shelf GROUP BY shelf"
        )
        return {shelf: (name, count) for shelf, name, count in rows}

    def tallies(self) -> list[Tally]:
        """What each outlet has in the published stories, most reports first."""
        rows = self._db.execute(
            """SELECT a.domain, count(*), count(DISTINCT p.story),
                      sum(a.id = m.lead), count(c.article), max(a.time), r.record
               FROM shelf s
               JOIN summary m ON m.story = s.story
               JOIN placement p ON p.story = s.story
               JOIN article a ON a.id = p.article
               LEFT JOIN copy c ON c.article = a.id
               LEFT JOIN provider r ON r.domain = a.domain
               WHERE s.shelf = '' GROUP BY a.domain ORDER BY count(*) DESC, a.domain"""
        )
        return [
            Tally(
                provider=msgspec.json.decode(record, type=Provider)
                if record
                else Provider(domain=domain),
                reports=reports,
                stories=stories,
                led=led,
                copies=copies,
                latest=latest,
            )
            for domain, reports, stories, led, copies, latest, record in rows
        ]


def _shelves(told: Summary) -> Iterator[tuple[str, str]]:
    yield "", ""
    if told.disputed:
        yield "disputed", ""
    if told.verdict != "single-source":
        yield f"verdict:{told.verdict}", ""
    for topic in told.topics:
        yield f"topic:{topic.casefold()}", topic


def _decoded(
    db: apsw.Connection, query: str, bindings: tuple[str | Instant, ...]
) -> Iterator[Summary]:
    for (record,) in db.execute(query, bindings):
        yield msgspec.msgpack.decode(record, type=Summary)
