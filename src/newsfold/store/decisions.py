"""The drawer of what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsfold.model import (
        Decision,
    )

__all__ = ["Decisions"]


class Decisions(Protocol):
    """What the policy and people decided."""

    def of(self, subjects: Collection[str]) -> dict[str, list[Decision]]:
        """Decisions on each of some subjects, oldest first."""

    def all(self, kinds: Sequence[str] = ()) -> list[Decision]:
        """All decisions, or those of some kinds, oldest first."""

    def save(self, decision: Decision) -> None:
        """Add a decision; a policy's replaces the policy's earlier one."""
