"""One run at a time: a lock of its own, apart from the database's."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsfold.errors import LockedError, StorageError
from newsfold.store.folder import trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = ".run.lock"


def holder(folder: Path) -> str:
    """The process that holds the hub's run lock (`unknown` where it does not say);
    empty where none does.
    """
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return ""  # no run was ever here, or none that we could ask about
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(descriptor)
    finally:
        os.close(descriptor)
    return ""


def _written(descriptor: int) -> str:
    return os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the hub's run lock.  It goes with the process, however that ends.

    Raises LockedError, naming the holder, when another run has it.
    """
    path = folder / _NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"{path} cannot be opened: {trouble(error)}"
        raise StorageError(message) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = (
                f"another run holds {folder} (process {_written(descriptor)}): "
                "wait until it ends, or stop it"
            )
            raise LockedError(message) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
