"""Functions that tests have done elsewhere: workers import them by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def pid(_: object) -> int:
    return os.getpid()


def nap(seconds: float) -> tuple[float, float]:
    """When it began and ended to sleep."""
    began = time.monotonic()
    time.sleep(seconds)
    return began, time.monotonic()


def behave(how: str) -> object:
    """Do what the word says; any other word comes back in capitals."""
    match how:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "hang":
            while True:
                pass
        case "raise":
            message = "it said no"
            raise ValueError(message)
        case "eat":
            return len(bytearray(4 << 30))
        case "lambda":
            return lambda: how
        case "print":
            os.write(1, b"noise")
    return how.upper()


def crash_once(marker: str) -> str:
    """Die at the first try of an item, succeed at the second."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"
