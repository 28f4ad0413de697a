"""`newsfold serve` as a process of its own, for as long as a block lasts."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(hub: Path, **environment: str) -> Iterator[int]:
    """The port on loopback at which the hub is served."""
    command = [sys.executable, "-m", "newsfold", "--hub", str(hub), "--json"]
    with subprocess.Popen(
        [*command, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if line == "}\n":
                break
        try:
            port = int(json.loads(told)["url"].rstrip("/").rpartition(":")[2])
            listens(port)
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def listens(port: int) -> None:
    """Wait until somebody listens on a port of loopback, for ten seconds at most."""
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            assert time.monotonic() < until, f"nobody listens on {port}"
            time.sleep(0.05)
        else:
            return
