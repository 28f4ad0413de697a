"""`kill -9` at any moment: nothing lost, nothing torn, nothing twice."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

import apsw
import pytest

from newsfold.demo import DemoServer
from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.model.recordfile import parse
from support.forks import FORKS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

KILLS, A_HUB = int(os.environ.get("KILLS", "100")), 34
"""Kills in all (`make soak`: a thousand), and how many one hub suffers in its work."""
EFFECTS = 36
"""Commits and files after which a run kills itself, at most."""
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "engine.workers": 1,
}


def _run(folder: Path, port: int, now: int, effects: int, ready: Connection) -> None:
    """Run a hub; kill this process before so many effects, or go on to the end.

    An effect is what is done for good: a commit, a file that takes its place.
    """
    left = itertools.count(effects - 1, -1)

    def effect() -> bool:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return False  # a commit goes on

    def heard(event: str, _: object) -> None:
        if event == "os.rename":
            effect()

    with Hub.open(folder, now=now, environ={}, flags=FLAGS) as hub:
        ready.send_bytes(b"open")
        hub._store._db.set_commit_hook(effect)
        sys.addaudithook(heard)
        hub.run(route=lambda url: f"http://127.0.0.1:{port}/{url.partition('//')[2]}")


def _hub(folder: Path, server: DemoServer) -> Path:
    Hub.create(folder)
    with Hub.open(folder, now=server.clock, environ={}, flags=FLAGS) as hub:
        hub.watch(Source(url=url) for url in server.feeds)
    return folder


def _start(folder: Path, server: DemoServer, effects: int = 0) -> BaseProcess:
    """Begin a run in a process of its own, and wait until it has opened the hub."""
    heard, ready = FORKS.Pipe(duplex=False)
    run = FORKS.Process(
        target=_run, args=(folder, server.port, server.clock, effects, ready)
    )
    run.start()
    ready.close()
    assert heard.recv_bytes() == b"open"
    heard.close()
    return run


def _end(run: BaseProcess, seconds: float | None = None) -> int:
    """Wait for a run so long, then kill it; how it ended."""
    run.join(seconds)
    run.kill()
    run.join()
    code = run.exitcode
    run.close()
    return code


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for part in ("content", "site")
        for path in (folder / part).rglob("*")
        if path.is_file()
    }


def _articles(folder: Path) -> set[str]:
    with apsw.Connection(str(folder / "newsfold.db")) as database:
        return {row[0] for row in database.execute("SELECT id FROM article")}


@pytest.mark.timeout(6 * KILLS)
def test_a_hundred_kills_change_nothing(tmp_path):
    chance = random.Random(20_250_212)
    kills = 0
    with DemoServer() as server:
        plain = _hub(tmp_path / "plain", server)
        began = time.perf_counter()
        assert _end(_start(plain, server)) == 0
        whole = time.perf_counter() - began
        wanted = _tree(plain)
        assert len(wanted) > 30
        round_ = 0
        while kills < KILLS:
            round_ += 1
            folder = _hub(tmp_path / f"hub{round_}", server)
            kept: set[str] = set()
            for number in range(A_HUB):
                by_time = number % 2
                effects = 0 if by_time else chance.randint(1, EFFECTS)
                seconds = chance.uniform(0.0, whole / 6) if by_time else None
                kills += _end(_start(folder, server, effects), seconds) == -9
                found = _articles(folder)
                assert kept <= found
                kept = found
                for path in (folder / "content").rglob("*.md"):
                    parse(path.read_text("utf-8"))
            assert _end(_start(folder, server)) == 0
            assert _tree(folder) == wanted
            with apsw.Connection(str(folder / "newsfold.db")) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [
                    ("ok",)
                ]
            assert not list(folder.rglob("*.newsfold-tmp"))
