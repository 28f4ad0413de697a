"""How far long work is: one line on stderr that counts up, on a terminal only.

Not `rich`: its progress bars cost 60 ms of CPU to import (click itself: 40) and 14 MB
installed, for what is one line here.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Bars"]

_COLUMNS = 24
_BETWEEN = 0.1
"""Seconds between two drawings of a step."""
_SETTLED = 1.0
"""Seconds of a step until its rate says something."""
_MINUTE, _HOUR = 60, 3_600


class Bars:
    """One bar a step, the next below it.

    `clock`: seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step = ""
        self._began = (0.0, 0)
        """When the step was first heard of, and how much was done by then."""
        self._drawn = 0.0
        self._open = False
        """Whether a line stands there that is not ended."""

    def show(self, step: str, done: int, total: int) -> None:
        """So much of a step is done; `total` 0: nobody knows of how much."""
        now = self._clock()
        if step != self._step or done < self._began[1]:
            self.close()
            self._step, self._began, self._drawn = step, (now, done), 0.0
        whole = 0 < total <= done
        if not whole and now - self._drawn < _BETWEEN:
            return
        self._drawn = now
        bar = ""
        if total:
            bar = f"{'█' * round(_COLUMNS * min(1.0, done / total)):<{_COLUMNS}} "
        counts = f"{done:,}/{total:,}" if total else f"{done:,}"
        self._write(f"{step:<12} {bar}{counts}{self._pace(now, done, total)}")
        if whole:
            self.close()

    def _pace(self, now: float, done: int, total: int) -> str:
        """How fast it goes, and how long it will go on."""
        began, before = self._began
        seconds = now - began
        if seconds < _SETTLED or done <= before:
            return ""
        rate = (done - before) / seconds
        told = f"  {rate:,.0f}/s" if rate >= 1 else f"  {rate * _MINUTE:,.0f}/min"
        if total > done:
            told += f"  {_worded((total - done) / rate)} left"
        return told

    @contextmanager
    def elapsed(self, step: str) -> Iterator[None]:
        """Count the seconds of work that cannot say how far it is."""
        began = self._clock()
        ended = threading.Event()

        def tick() -> None:
            while not ended.wait(1.0):
                self._write(f"{step:<12} {_worded(self._clock() - began)}")

        thread = threading.Thread(target=tick, name="progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            self.close()

    def close(self) -> None:
        """End the line, so that what is said next stands below it."""
        if self._open:
            self._open = False
            sys.stderr.write("\n")
            sys.stderr.flush()

    def _write(self, line: str) -> None:
        self._open = True
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()


def _worded(seconds: float) -> str:
    """A duration in its two largest units: `42 s`, `3 min 5 s`, `2 h 10 min`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
