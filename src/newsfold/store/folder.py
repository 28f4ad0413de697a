"""Files of a hub: written whole or not at all, and only where they differ."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsfold.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIX = ".newsfold-tmp"


def write(path: Path, data: bytes) -> bool:
    """Put `data` at `path` by temporary file, fsync and rename.

    Returns False, and touches nothing, where the file already holds just that.
    Raises StorageError when it cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + _SUFFIX)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise StorageError(message) from error
    return True


def remove(path: Path) -> bool:
    """Take a file away; False when there was none."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        message = f"{path} cannot be removed: {error.strerror}"
        raise StorageError(message) from error
    return True


def sweep(folder: Path) -> int:
    """Remove temporary files that a killed process left; returns how many."""
    return sum(remove(path) for path in list(stale(folder)))


def stale(folder: Path) -> Iterator[Path]:
    """Temporary files that a killed process left."""
    if folder.is_dir():
        yield from folder.rglob(f"*{_SUFFIX}")
