"""The steps of a run, one module each: load what changed, ask the stage, save.

A step reads the change log from its own cursor, hands records to its stage (a pure
function) and writes what the stage made together with the new cursor.  `pipeline` says
in which order the steps go.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsfold.config import Settings
    from newsfold.engine import Engine
    from newsfold.fetch import Politeness
    from newsfold.judge.topics import Rules
    from newsfold.model import Instant
    from newsfold.store import Store

__all__ = ["ARTICLE_CHANGES", "BATCH", "Run"]

ARTICLE_CHANGES = ("article.new", "article.revised", "article.completed")
"""Kinds of change after which an article has to be read."""
BATCH = 40
"""Items in one transaction: an editor's write waits no longer than that takes."""


def _no_progress(step: str, done: int, total: int) -> None:
    """Nobody is watching."""


@dataclass
class Run:
    """What a run works with, and what it has done so far."""

    store: Store
    settings: Settings
    folder: Path
    """The hub's."""
    now: Instant
    rules: Rules
    """What makes a topic."""
    rules_hash: str
    engine: Engine
    hosts: Politeness
    """The pace at which each host is asked, and which are left alone for now."""
    force: bool = False
    """Ask every source, due or not; validators are sent all the same."""
    route: Callable[[str], str] | None = None
    """Where an address is really served; None: where it says."""
    progress: Callable[[str, int, int], None] = _no_progress
    """Called with what is going on, how much of it is done, and of how much."""
    counts: Counter[str] = field(default_factory=Counter)
    """What was done: `new`, `sighting`, `copies`, `stories`, `records` …"""
