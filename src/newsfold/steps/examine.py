"""What a hub's owner should know about its state, and the command that mends it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Literal

from newsfold.model import Record
from newsfold.store.folder import CONTENT, SITE, stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsfold.config import Settings
    from newsfold.store import Store

__all__ = ["Finding", "examine"]


class Finding(Record, frozen=True, kw_only=True):
    """One thing that was looked at."""

    state: Literal["good", "note", "bad"]
    what: str
    mend: str = ""
    """The command or the setting that puts it right; empty where nothing is wrong."""


def examine(store: Store, settings: Settings, folder: Path) -> Iterator[Finding]:
    """Look at the folder, the database, the sources and what has failed."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        yield Finding(
            state="bad",
            what=f"{folder} can be read by others (mode {mode:03o})",
            mend=f"chmod 700 {folder}",
        )
    else:
        yield Finding(state="good", what="the folder is yours alone")
    trouble = store.check()
    yield (
        Finding(
            state="bad",
            what=f"the database is damaged: {trouble}",
            mend="restore newsfold.db from a backup",
        )
        if trouble
        else Finding(
            state="good",
            what=f"the database is whole: {store.articles.count()} articles",
        )
    )
    if settings.seal.key_file and not (folder / settings.seal.key_file).is_file():
        yield Finding(
            state="bad",
            what=f"the key file {settings.seal.key_file} is not there",
            mend=f"newsfold seal keygen {folder / settings.seal.key_file}",
        )
    elif not settings.seal.key_file:
        yield Finding(
            state="note",
            what="no key is set: records carry nothing private",
            mend="newsfold seal keygen FILE, then set seal.key_file",
        )
    left = sum(1 for part in (CONTENT, SITE) for _ in stale(folder / part))
    if left:
        yield Finding(
            state="note",
            what=f"{left} unfinished files were left by a stopped run",
            mend="newsfold run --once",
        )
    yield from _sources(store)
    failures = len(store.log.failures())
    if failures:
        yield Finding(
            state="note",
            what=f"{failures} items have failed",
            mend="newsfold list failures",
        )


def _sources(store: Store) -> Iterator[Finding]:
    watched = store.sources.all()
    if not watched:
        yield Finding(
            state="note", what="nothing is watched yet", mend="newsfold add URL"
        )
    silent = 0
    for source, poll in watched:
        if source.state == "gone":
            yield Finding(
                state="bad",
                what=f"{source.url} is gone for good (410)",
                mend=f"newsfold source remove {source.url}",
            )
        elif source.state == "active" and poll.reason:
            yield Finding(
                state="bad",
                what=f"{source.url} fails: {poll.reason}, {poll.failures} times",
                mend=f"newsfold source pause {source.url}",
            )
        elif source.state == "active" and not poll.last:
            silent += 1
    if silent:
        yield Finding(
            state="note",
            what=f"{silent} sources were never asked",
            mend="newsfold run --once",
        )
