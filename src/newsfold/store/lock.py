"""One run at a time: a lock of its own, apart from the database's."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsfold.errors import LockedError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the hub's run lock.  It goes with the process, however that ends.

    Raises LockedError, naming the holder, when another run has it.
    """
    path = folder / ".run.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}"
        raise StorageError(message) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            message = (
                f"another run holds {folder} (process {holder or 'unknown'}): "
                "wait until it ends, or stop it"
            )
            raise LockedError(message) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
