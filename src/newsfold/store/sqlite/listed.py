"""Many values in one binding: the words of a statement are then always the same, and
SQLite parses them once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LISTED", "listed"]

LISTED = "(SELECT value FROM json_each(?))"
"""What stands after IN, for one binding made by `listed`."""


def listed(values: Iterable[str | int]) -> str:
    """The values as one binding."""
    return msgspec.json.encode(list(values)).decode()
