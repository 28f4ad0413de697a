"""Backups: each a folder that is a hub itself, written whole or not at all."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from newsfold.errors import StorageError, UsageError
from newsfold.model import Record
from newsfold.store.folder import MEDIA, settle, trouble

if TYPE_CHECKING:
    from pathlib import Path

    from newsfold.model import Instant
    from newsfold.store import Store

__all__ = ["Backup", "backup"]

_RULES = "rules"
_FILES = ("newsfold.toml", "sources.opml", "topics.toml", "theme.css")
"""What people wrote, with all in `rules/`; records and site are made anew from the
database, and pictures."""
_NAME = re.compile(r"newsfold-\d{8}T\d{6}Z(\.newsfold-tmp)?")
_drafts = shutil.ignore_patterns("*.newsfold-tmp")
_MARKER = "newsfold.toml"


class Backup(Record, frozen=True, kw_only=True):
    """What a backup wrote, and which older ones it removed."""

    path: str
    bytes: int
    removed: tuple[str, ...] = ()


def backup(
    store: Store, hub: Path, target: Path, *, database: str, now: Instant, keep: int = 0
) -> Backup:
    """Copy a hub into a new folder below `target` that is named after the moment.

    `database`: where the hub's database stands, relative to the hub.  `keep`: how many
    backups stay, this one among them; 0 removes none.  Only what is named as a backup
    and was finished or left behind by one is ever removed.

    Raises UsageError where there is a backup of that second, or the database's place
    is outside of the hub; StorageError when it cannot be written.
    """
    place = PurePath(database)
    if place.is_absolute() or ".." in place.parts:
        message = (
            f"the database is outside of the hub ({database}), so a copy of the hub "
            "would go on using it: copy that file with its own tool"
        )
        raise UsageError(message)
    made = target / time.strftime("newsfold-%Y%m%dT%H%M%SZ", time.gmtime(now))
    if made.exists():
        message = f"{made} is there already: wait a second, or name another folder"
        raise UsageError(message)
    draft = made.with_name(f"{made.name}.newsfold-tmp")
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        (draft / place).parent.mkdir(parents=True, exist_ok=True)
        store.copy(draft / place)
        for name in _FILES:
            if (hub / name).is_file():
                shutil.copy2(hub / name, draft / name)
        for name in (MEDIA, _RULES):
            if (hub / name).is_dir():
                shutil.copytree(hub / name, draft / name, ignore=_drafts)
        size = sum(file.stat().st_size for file in draft.rglob("*") if file.is_file())
        draft.rename(made)
        settle(target)
        removed = tuple(map(str, _expire(target, keep))) if keep else ()
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        message = f"{made} cannot be written: {trouble(error)}"
        raise StorageError(message) from error
    except StorageError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Backup(path=str(made), bytes=size, removed=removed)


def _expire(target: Path, keep: int) -> list[Path]:
    """Remove all but the latest `keep` backups, and drafts that were never finished."""
    named = sorted(
        path
        for path in target.iterdir()
        if _NAME.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
    )
    drafts = [path for path in named if path.suffix]
    whole = [path for path in named if not path.suffix and (path / _MARKER).is_file()]
    old = [*drafts, *whole[:-keep]]
    for path in old:
        shutil.rmtree(path)
    return old
