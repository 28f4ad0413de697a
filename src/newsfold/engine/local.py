"""The engine of one machine: worker processes of our own.

Workers are started by `subprocess`, not forked, so any thread may use the engine.
One thread drives it all, inside `map`: it keeps one batch under way at each worker and
sends the next when the answer is in, so that no two ends ever wait for each other to
read.  Batches are cut to some 50 ms of work by the pace measured so far.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import pickle
import subprocess
import sys
import tempfile
import time
import weakref
from multiprocessing.connection import Connection, wait
from socket import socketpair
from typing import TYPE_CHECKING, Any, Self, TypeVar

from newsfold.engine.run import Batch, Run
from newsfold.engine.worker import BROKEN, IDLE, READY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from newsfold.engine import Outcome

__all__ = ["LocalEngine"]

T = TypeVar("T")
R = TypeVar("R")

_MOST_WORKERS = 4  # more readers than this wait for the one writer
_AHEAD = 4  # batches a worker may be ahead of what was taken
_PUMP_SECONDS = 0.005  # between looks at the workers while outcomes are taken
_GRACE = 5.0  # seconds beyond all limits until a silent worker is killed
_LONGEST_WAIT = 60.0
_FALSE_STARTS = 3
_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from newsfold.engine.worker import main; "
    "main(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))"
)


class LocalEngine:
    """Worker processes under a limit of memory and of time an item.

    `workers`: processes; 0 means one for each core, at most 4.  `memory_mb`: address
    space of each.  `item_seconds`: wall time that one item may take.

    Workers start when there is work for them and are joined on exit:

        with LocalEngine(workers=2, memory_mb=1024, item_seconds=20) as engine:
            for outcome in engine.map(extract, pages, cost=size):
                ...
    """

    def __init__(
        self, workers: int = 0, memory_mb: int = 1024, item_seconds: float = 20.0
    ) -> None:
        self._count = workers or min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
        self._limits = (memory_mb, item_seconds)
        self._workers: list[_Worker] = []
        self._false_starts = 0
        self._pace = 0.0
        self._busy = False
        self._finalizer = weakref.finalize(self, _end, self._workers, kill=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _end(self._workers, kill=kind is not None)

    def close(self) -> None:
        """Join all workers; the next `map` starts new ones."""
        _end(self._workers, kill=False)

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        cost: Callable[[T], int] | None = None,
    ) -> Iterator[Outcome[T, R]]:
        """Apply `function` to every item; see `newsfold.engine.Engine.map`.

        One `map` at a time.  What was not taken when the iterator is closed is dropped.
        Raises RuntimeError when workers cannot start or cannot import the function.
        """
        if self._busy:
            raise RuntimeError("this engine is at work: exhaust its other map first")
        run = Run(function, iter(items), cost, self._limits)
        self._busy = True
        try:
            yield from self._outcomes(run)
        finally:
            # Whoever still works does so for nobody.
            for worker in [worker for worker in self._workers if worker.batch]:
                worker.end(kill=True)
                self._workers.remove(worker)
            self._busy = False

    def _outcomes(self, run: Run) -> Iterator[Outcome[Any, Any]]:
        self._pace = 0.0
        looked = 0.0
        while True:
            self._feed(run)
            outcomes = run.take()
            if not outcomes:
                if run.exhausted and not run.waiting and not run.under_way:
                    return
                self._listen(run, block=True)
                continue
            for outcome in outcomes:
                yield outcome
                now = time.monotonic()
                if now - looked > _PUMP_SECONDS:
                    looked = now
                    self._listen(run, block=False)
                    self._feed(run)

    def _feed(self, run: Run) -> None:
        """Give every idle worker a batch; start workers where there is more work."""
        ahead = _AHEAD * self._count
        for worker in [w for w in self._workers if w.ready and not w.batch]:
            if not run.fill(1, self._pace, ahead):
                return
            if not worker.give(run, run.waiting.popleft()):
                self._lost(run, worker)
        while len(self._workers) < self._count:
            starting = sum(not worker.ready for worker in self._workers)
            if not run.fill(starting + 1, self._pace, ahead):
                return
            self._workers.append(_Worker(*self._limits))

    def _listen(self, run: Run, *, block: bool) -> None:
        """Take the answers that are in; with `block`, wait for the first."""
        by_connection = {worker.connection: worker for worker in self._workers}
        if not by_connection:
            return
        now = time.monotonic()
        timeout = 0.0
        if block:
            nearest = min(worker.deadline for worker in self._workers)
            timeout = min(max(0.0, nearest - now) + 0.01, _LONGEST_WAIT)
        for connection in wait(list(by_connection), timeout):
            worker = by_connection[connection]  # type: ignore[index]  # they are all connections
            try:
                message = worker.connection.recv_bytes()
            except (EOFError, OSError):
                self._lost(run, worker)
                continue
            if message == READY:
                worker.ready, worker.deadline = True, float("inf")
                self._false_starts = 0
                continue
            self._answered(run, worker, message)
        now = time.monotonic()
        for worker in [w for w in self._workers if w.deadline < now]:
            self._lost(run, worker)

    def _answered(self, run: Run, worker: _Worker, message: bytes) -> None:
        batch, worker.batch = worker.batch, None
        worker.deadline = float("inf")
        seconds, answer = pickle.loads(message)  # noqa: S301  # from our own child
        if batch is None:
            return
        if answer[0][0] == BROKEN:
            raise RuntimeError(f"a worker cannot read its work: {answer[0][1]}")
        pace = batch.cost / max(seconds, 1e-6)
        self._pace = pace if not self._pace else 0.7 * self._pace + 0.3 * pace
        run.done(batch, answer)

    def _lost(self, run: Run, worker: _Worker) -> None:
        """A worker died, or is silent beyond all limits: replace it, save its batch."""
        self._workers.remove(worker)
        status = worker.end(kill=worker.deadline < time.monotonic())
        batch = worker.batch
        if batch is None:
            self._false_starts += not worker.ready
            if self._false_starts >= _FALSE_STARTS:
                raise RuntimeError(f"workers die at their start (status {status})")
            return
        run.interrupted(batch, worker.at(), status)


class _Worker:
    """A process, the socket to it, and what it is at."""

    def __init__(self, memory_mb: int, item_seconds: float) -> None:
        ours, theirs = socketpair()
        with theirs, tempfile.TemporaryFile() as shared:
            shared.truncate(mmap.PAGESIZE)
            self._memory = mmap.mmap(shared.fileno(), mmap.PAGESIZE)
            self._memory[:4] = IDLE.to_bytes(4, "little")
            descriptors = (theirs.fileno(), shared.fileno())
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter
                [
                    sys.executable,
                    "-c",
                    _BOOT,
                    json.dumps([path or os.getcwd() for path in sys.path]),  # noqa: PTH109  # as sys.path means it
                    *map(str, (*descriptors, memory_mb, item_seconds)),
                ],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # stdout carries only our own answers
                process_group=0,  # Ctrl-C is ours to handle
            )
        self.connection = Connection(ours.detach())
        self.ready = False
        self.batch: Batch | None = None
        self.since = 0.0
        self.deadline = time.monotonic() + 60.0
        self._item_seconds = item_seconds
        self._run: Run | None = None

    def give(self, run: Run, batch: Batch) -> bool:
        """Send a batch; False when nobody is there to read it."""
        packed = b"" if self._run is run else run.function
        message = pickle.dumps((packed, batch.items), pickle.HIGHEST_PROTOCOL)
        self._run, self.batch, self.since = run, batch, time.monotonic()
        allowed = len(batch.items) * self._item_seconds
        self.deadline = self.since + allowed + _GRACE
        run.under_way += 1
        try:
            self.connection.send_bytes(message)
        except OSError:
            return False
        return True

    def at(self) -> int:
        """Index of the item that it is or was at."""
        return int.from_bytes(self._memory[:4], "little")

    def end(self, *, kill: bool) -> int:
        """Stop it and join it; its exit status, negative for a signal.

        Without `kill` it ends by itself when its socket closes, or has died already.
        """
        self.connection.close()
        if not kill and self.ready:
            with contextlib.suppress(subprocess.TimeoutExpired):  # then it is killed
                return self._process.wait(_GRACE)
        self._process.kill()
        return self._process.wait()


def _end(workers: list[_Worker], *, kill: bool) -> None:
    for worker in workers:
        worker.connection.close()  # all hear of it before the first is waited for
    while workers:
        workers.pop().end(kill=kill)
