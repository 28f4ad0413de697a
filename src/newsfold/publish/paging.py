"""Lists in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PAGE_SIZE", "pager", "pages_of"]

PAGE_SIZE = 48
"""Stories on one page of a list."""


def pages_of(total: int, size: int = PAGE_SIZE) -> int:
    """On how many pages a list of so many stories stands; one, if it is empty."""
    return max(1, -(-total // size))


def pager(number: int, pages: int, path_at: Callable[[int], str]) -> dict[str, object]:
    """What the template of the links to other pages needs."""
    return {
        "number": number,
        "pages": pages,
        "newer": path_at(number - 1) if number > 1 else "",
        "older": path_at(number + 1) if number < pages else "",
    }
