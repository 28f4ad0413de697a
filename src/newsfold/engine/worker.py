"""One worker process: reads batches from its socket, answers each with its outcomes.

The kernel keeps the limits: RLIMIT_AS for memory, an interval timer whose signal ends
the process for time, even inside C code that holds the interpreter's lock.  Which item
it is at stands in shared memory, so that whoever started it knows the culprit.
"""

from __future__ import annotations

import contextlib
import gc
import mmap
import os
import pickle
import resource
import signal
import time
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["BROKEN", "ERROR", "IDLE", "MEMORY", "OK", "READY", "main"]

READY = b"ready"
OK, ERROR, MEMORY, BROKEN = range(4)
"""What stands before a value: it is one, the words of an exception, nothing because
memory ran out; or the whole batch cannot be read here."""
IDLE = 0xFFFF_FFFF
"""In the shared word: at no item yet."""


def main(socket: int, shared: int, memory_mb: int, item_seconds: float) -> None:
    """Serve until the socket closes.  `socket`, `shared`: file descriptors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # A thread pool in each worker would only fight for the cores (and the memory).
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = memory_mb * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):  # a lower limit holds already
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with (
        Connection(socket) as connection,
        mmap.mmap(shared, mmap.PAGESIZE) as memory,
        contextlib.suppress(EOFError, OSError),  # whoever gave it work has gone
    ):
        gc.freeze()
        connection.send_bytes(READY)
        serve(connection, memory, item_seconds)


def serve(connection: Connection, memory: mmap.mmap, item_seconds: float) -> None:
    """Answer batches: `(pickled function or b"", items)` → `(seconds, [(how, value)])`,
    both pickled.
    """
    function: Any = None
    answer: list[tuple[int, Any]]
    while True:
        message = connection.recv_bytes()
        started = time.perf_counter()
        try:
            packed, items = pickle.loads(message)  # noqa: S301  # from our own parent
            if packed:
                function = pickle.loads(packed)  # noqa: S301  # from our own parent
        except Exception as error:  # noqa: BLE001  # whatever unpickling can raise
            answer = [(BROKEN, _words(error))]
        else:
            started = time.perf_counter()
            answer = _apply(function, items, memory, item_seconds)
        connection.send_bytes(_packed(time.perf_counter() - started, answer))
        memory[:4] = IDLE.to_bytes(4, "little")


def _apply(
    function: Any, items: list[Any], memory: mmap.mmap, item_seconds: float
) -> list[tuple[int, Any]]:
    answer: list[tuple[int, Any]] = []
    for index, item in enumerate(items):
        memory[:4] = index.to_bytes(4, "little")
        signal.setitimer(signal.ITIMER_REAL, item_seconds)
        try:
            answer.append((OK, function(item)))
        except MemoryError:
            gc.collect()
            answer.append((MEMORY, None))
        except Exception as error:  # noqa: BLE001  # the item's, to be reported
            answer.append((ERROR, _words(error)))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return answer


def _packed(seconds: float, answer: list[tuple[int, Any]]) -> bytes:
    """The answer pickled; a value that does not pickle becomes its error."""
    try:
        return pickle.dumps((seconds, answer), pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001  # whatever pickling can raise
        return pickle.dumps((seconds, [_picklable(outcome) for outcome in answer]))


def _picklable(outcome: tuple[int, Any]) -> tuple[int, Any]:
    try:
        pickle.dumps(outcome)
    except MemoryError:
        return MEMORY, None
    except Exception as error:  # noqa: BLE001  # whatever pickling can raise
        return ERROR, _words(error)
    return outcome


def _words(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:  # noqa: BLE001  # an exception may fail to describe itself
        words = ""
    return f"{type(error).__name__}: {words[:500]}"
