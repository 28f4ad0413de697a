"""Ctrl-C and SIGTERM: stop where it is safe, at once when asked a second time.

The first signal raises in the main thread: transactions roll back, workers are joined,
the lock goes.  What cannot be waited for (a name server that does not answer) a second
one cuts short; a hub outlives even `kill -9`, so nothing is lost by it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["Stopping"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SHELL = 128
"""A shell's exit code for a process that a signal ended: this and its number."""


class Stopping:
    """What to do about signals, and which one came."""

    def __init__(self) -> None:
        self._by = signal.SIGINT
        self._asked = False

    def listen(self) -> None:
        """Handle the signals from now on; other threads than the main one cannot."""
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                # Whoever ignores a signal for us (nohup, a shell's `&`) means it.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, self._stop)

    @property
    def exit_code(self) -> int:
        """130 after Ctrl-C, 143 after SIGTERM."""
        return _SHELL + self._by

    def leave(self) -> None:
        """End the process, where a signal asked for it and all is let go of.

        The interpreter would still wait for threads that look names up, and die of a
        signal that comes in between.
        """
        if self._asked:
            _end(self.exit_code)

    def done(self, code: int) -> None:
        """The work is done and its answer given: a signal ends what is left of the
        process, but is no reason to say that it was stopped.
        """
        for number in _SIGNALS:
            if signal.getsignal(number) == self._stop:
                signal.signal(number, lambda *_: _end(code))
                # While the interpreter goes, its handlers do, and a signal would kill.
                atexit.register(signal.signal, number, signal.SIG_IGN)

    def _stop(self, number: int, _: FrameType | None) -> None:
        if self._asked:
            # No buffered stream: one may be in use, further up in this very thread.
            os.write(sys.__stderr__.fileno(), b"\nnewsfold: stopped at once\n")  # type: ignore[union-attr]  # only pythonw has none
            os._exit(_SHELL + number)
        self._asked, self._by = True, signal.Signals(number)
        raise KeyboardInterrupt


def _end(code: int) -> None:
    """End the process now, all that was written out."""
    for stream in (sys.stdout, sys.stderr):
        # Nobody may read it now, or it is being written out further up.
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            stream.flush()
    os._exit(code)
