"""The change log, the stages' cursors, failures and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.model import Change, Decision, Failure
from newsfold.store.sqlite.listed import LISTED, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import apsw

    from newsfold.model import Instant

_LAST = (1 << 63) - 1
"""No line has a higher number."""


class SqliteLog:
    """See `newsfold.store.Log`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def add(self, kind: str, subject: str, *, at: Instant, **detail: object) -> None:
        """Write one line into the change log."""
        self._db.execute(
            "INSERT INTO change (at, kind, subject, detail) VALUES (?, ?, ?, ?)",
            (at, kind, subject, msgspec.json.encode(detail).decode()),
        )

    def pending(self, stage: str, kinds: Sequence[str]) -> tuple[list[str], int]:
        """Subjects that changed since the stage's cursor, and up to which line."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            f"""SELECT subject, max(seq) FROM change
                WHERE kind IN ({marks})
                  AND seq > coalesce((SELECT seq FROM cursor WHERE stage = ?), 0)
                GROUP BY subject ORDER BY min(seq)""",  # noqa: S608  # only marks
            (*kinds, stage),
        ).fetchall()
        return [row[0] for row in rows], max((row[1] for row in rows), default=0)

    def advance(self, stage: str, seq: int) -> None:
        """Move a stage's cursor forward."""
        self._db.execute(
            """INSERT INTO cursor (stage, seq) VALUES (?, ?)
               ON CONFLICT (stage) DO UPDATE SET seq = max(seq, excluded.seq)""",
            (stage, seq),
        )

    def rewind(self, stage: str) -> None:
        """Put a stage's cursor back to the start."""
        self._db.execute("DELETE FROM cursor WHERE stage = ?", (stage,))

    def changes(
        self, *, subject: str | None = None, limit: int | None = None
    ) -> list[Change]:
        """The change log, newest first."""
        rows = self._db.execute(
            """SELECT seq, at, kind, subject, detail FROM change
               WHERE ?1 IS NULL OR subject = ?1 ORDER BY seq DESC LIMIT ?2""",
            (subject, -1 if limit is None else limit),
        )
        return [_change(row) for row in rows]

    def facts(
        self,
        *,
        subjects: Iterable[str] | None = None,
        limit: int | None = None,
        below: int | None = None,
    ) -> list[Change]:
        """The latest lines on facts that changed, newest first."""
        whose = "" if subjects is None else f"AND subject IN {LISTED}"
        rows = self._db.execute(
            f"""SELECT seq, at, kind, subject, detail FROM change
                WHERE kind = 'fact.changed' AND seq < ?2 {whose}
                ORDER BY seq DESC LIMIT ?1""",  # noqa: S608  # our own words
            (
                -1 if limit is None else limit,
                _LAST if below is None else below,
                *([] if subjects is None else [listed(subjects)]),
            ),
        )
        return [_change(row) for row in rows]

    def fail(self, failure: Failure) -> None:
        """Keep a failure; the same one again only counts up."""
        self._db.execute(
            """INSERT INTO failure (stage, subject, reason, detail, at)
               VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (stage, subject, reason) DO UPDATE
               SET detail = excluded.detail, at = excluded.at, times = times + 1""",
            (
                failure.stage,
                failure.subject,
                failure.reason,
                failure.detail,
                failure.at,
            ),
        )

    def clear(self, stage: str, subject: str) -> None:
        """The subject works again: forget its failures of that stage."""
        self._db.execute(
            "DELETE FROM failure WHERE stage = ? AND subject = ?", (stage, subject)
        )

    def failures(self, *, limit: int | None = None) -> list[tuple[Failure, int]]:
        """Failures with how often they happened, newest first."""
        rows = self._db.execute(
            """SELECT stage, subject, reason, detail, at, times FROM failure
               ORDER BY at DESC, stage, subject LIMIT ?""",
            (-1 if limit is None else limit,),
        )
        return [
            (
                Failure(
                    stage=stage, subject=subject, reason=reason, detail=detail, at=at
                ),
                times,
            )
            for stage, subject, reason, detail, at, times in rows
        ]


class SqliteDecisions:
    """See `newsfold.store.Decisions`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def of(self, subjects: Collection[str]) -> dict[str, list[Decision]]:
        """Decisions on each of some subjects, oldest first."""
        found: dict[str, list[Decision]] = {subject: [] for subject in subjects}
        where = f"WHERE subject IN {LISTED}"
        for decision in self._read(where, (listed(subjects),)):
            found[decision.subject].append(decision)
        return found

    def all(self, kinds: Sequence[str] = ()) -> list[Decision]:
        """All decisions, or those of some kinds, oldest first."""
        if not kinds:
            return self._read("", ())
        return self._read(f"WHERE kind IN {LISTED}", (listed(kinds),))

    def _read(self, where: str, bindings: tuple[str, ...]) -> list[Decision]:
        rows = self._db.execute(
            f"""SELECT subject, kind, "by", reason, at, value
                FROM decision {where} ORDER BY n""",  # noqa: S608  # our own words
            bindings,
        )
        return [
            Decision(
                subject=subject, kind=kind, by=by, reason=reason, at=at, value=value
            )
            for subject, kind, by, reason, at, value in rows
        ]

    def save(self, decision: Decision) -> None:
        """Add a decision; a policy's replaces the policy's earlier one."""
        if decision.by == "policy":
            self._db.execute(
                """DELETE FROM decision WHERE subject = ? AND "by" = 'policy'""",
                (decision.subject,),
            )
        self._db.execute(
            """INSERT INTO decision (subject, kind, "by", reason, at, value)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (
                decision.subject,
                decision.kind,
                decision.by,
                decision.reason,
                decision.at,
                decision.value,
            ),
        )


def _change(row: tuple[Any, ...]) -> Change:
    seq, at, kind, subject, detail = row
    return Change(
        seq=seq, at=at, kind=kind, subject=subject, detail=msgspec.json.decode(detail)
    )
