"""The drawer of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import (
        Change,
        Failure,
        Instant,
    )

__all__ = ["Log"]


class Log(Protocol):
    """What happened, and how far each stage has read."""

    def add(self, kind: str, subject: str, *, at: Instant, **detail: object) -> None:
        """Write one line into the change log."""

    def pending(self, stage: str, kinds: Sequence[str]) -> tuple[list[str], int]:
        """Subjects that changed since the stage's cursor, each once in order of their
        first change, and the sequence number up to which that holds.
        """

    def advance(self, stage: str, seq: int) -> None:
        """Move a stage's cursor forward."""

    def rewind(self, stage: str) -> None:
        """Put a stage's cursor back to the start."""

    def changes(
        self, *, subject: str | None = None, limit: int | None = None
    ) -> list[Change]:
        """The change log, newest first."""

    def facts(
        self,
        *,
        subjects: Iterable[str] | None = None,
        limit: int | None = None,
        below: int | None = None,
    ) -> list[Change]:
        """The latest lines on facts that changed, of some stories or all, newest first.

        `below`: only lines with a lower number.
        """

    def fail(self, failure: Failure) -> None:
        """Keep a failure; the same one again only counts up."""

    def clear(self, stage: str, subject: str) -> None:
        """The subject works again: forget its failures of that stage."""

    def failures(self, *, limit: int | None = None) -> list[tuple[Failure, int]]:
        """Failures with how often they happened, newest first."""
