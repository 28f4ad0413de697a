"""What people watch for, and what met it."""

from __future__ import annotations

from newsfold.model.base import Instant, Record


class Watch(Record, frozen=True, kw_only=True):
    """A standing search (see `newsfold.text.query`)."""

    id: str
    query: str
    added: Instant
    secret: str
    """Unguessable: who knows it may read the feed."""
    published: bool = False
    """Whether its feed stands in the site, too."""


class Hit(Record, frozen=True, kw_only=True):
    """A story that met a watch, or a fact that changed in one that had met it."""

    n: int
    watch: str
    story: str
    at: Instant
    """When it was noticed."""
    line: int = 0
    """Of the change log, on the fact that changed; 0: the story itself."""
    new: bool = True
    """Nobody was shown it yet."""
