"""What editors decided about stories, as folding has to obey it."""

from __future__ import annotations

from newsfold.model import Record

__all__ = ["Constraints"]


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
