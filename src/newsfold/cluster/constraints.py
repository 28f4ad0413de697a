"""What editors decided about stories, as folding has to obey it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from newsfold.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Constraints", "both_ways"]


class Constraints(Record, frozen=True, kw_only=True):
    """Editors' decisions, an input of the folding and never something it looks up."""

    together: tuple[tuple[str, str], ...] = ()
    """Pairs of article ids that stand in one story, whatever they say."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs of article ids that never stand in one story."""
    pinned: frozenset[str] = frozenset()
    """Ids of stories that keep their id and their articles: new ones may join them,
    but they are never merged into another, nor taken apart.
    """


def both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What each article of `pairs` is paired with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)
