"""Files of a hub: written whole or not at all, and only where they differ."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from newsfold.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT, SITE, MEDIA = "content", "site", "media"
"""Folders of a hub: the records, the pages made of them, the pictures (in a site, too).
"""
_SUFFIX = ".newsfold-tmp"


def trouble(error: OSError) -> str:
    """What the system says, and what to do about it."""
    words = error.strerror or str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"{words}: make room on the disk, then run it again"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{words}: give yourself the right (ls -l shows whose it is)"
    if error.errno == errno.EROFS:
        return f"{words}: mount the disk for writing, or move the hub"
    return words


def write(path: Path, data: bytes, *, lasting: bool = True) -> bool:
    """Put `data` at `path` by temporary file and rename.

    `lasting`: wait until the disk has it.  What can be made anew need not wait: it
    survives the end of the process all the same, though maybe not that of the power.
    Returns False, and touches nothing, where the file already holds just that.
    Raises StorageError when it cannot be written.
    """
    # Two processes at work on one file do not write into each other's.
    temporary = path.with_name(f"{path.name}.{os.getpid()}{_SUFFIX}")
    try:
        if _held(path) == data:
            return False
        _put(temporary, data, lasting=lasting)
        os.replace(temporary, path)  # noqa: PTH105  # a path's own way takes twice as long
    except OSError as error:
        message = f"{path} cannot be written: {trouble(error)}"
        raise StorageError(message) from error
    return True


def _held(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with open(handle, "rb", buffering=0) as file:  # noqa: PTH123  # it is open
        return file.read()


def _put(path: Path, data: bytes, *, lasting: bool) -> None:
    """Make a file of `data`, and the folders above it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(path, flags, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, flags, 0o666)
    with open(handle, "wb", buffering=0) as file:  # noqa: PTH123  # it is open
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        if lasting:
            os.fsync(handle)


def copy(source: Path, path: Path) -> bool:
    """Let a file that never changes stand at a second place; False where it does.

    Where there is no such file there is nothing to copy.  Raises StorageError when it
    cannot be written.
    """
    if path.exists() or not source.is_file():
        return False
    return write(path, source.read_bytes(), lasting=False)


def settle(folder: Path) -> None:
    """Ask the disk to keep a folder's names, after files that are not `lasting`."""
    # Some file systems cannot; the files stand there all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> bool:
    """Take a file away; False when there was none."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        message = f"{path} cannot be removed: {trouble(error)}"
        raise StorageError(message) from error
    return True


def sweep(folder: Path) -> int:
    """Remove temporary files that a killed process left; returns how many."""
    return sum(remove(path) for path in list(stale(folder)))


def stale(folder: Path) -> Iterator[Path]:
    """Temporary files that a killed process left."""
    if folder.is_dir():
        for path in folder.rglob(f"*{_SUFFIX}"):
            if not _is_written(path):
                yield path


def _is_written(path: Path) -> bool:
    """Whether another process is about to put this temporary file in its place."""
    process = path.name.removesuffix(_SUFFIX).rpartition(".")[2]
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
