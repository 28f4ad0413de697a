"""`kill -9` at any moment: nothing lost, nothing torn, nothing twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import apsw
import pytest

from newsfold.demo import DemoServer
from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.model.recordfile import parse

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 100
FLAGS = {"fetch.allow_private_networks": True, "fetch.host_delay": 0.0}
RUN = """
import sys
from newsfold.hub import Hub
folder, port, now = sys.argv[1], sys.argv[2], int(sys.argv[3])
def route(url):
    return f"http://127.0.0.1:{port}/" + url.split("//", 1)[1]
if __name__ == "__main__":
    flags = {"fetch.allow_private_networks": True, "fetch.host_delay": 0.0}
    with Hub.open(folder, now=now, environ={}, flags=flags) as hub:
        print("open", flush=True)
        hub.run(force=True, route=route)
"""


def _hub(folder: Path, server: DemoServer) -> Path:
    Hub.create(folder)
    with Hub.open(folder, now=server.clock, environ={}, flags=FLAGS) as hub:
        hub.watch(Source(url=url) for url in server.feeds)
    return folder


def _start(folder: Path, server: DemoServer, script: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, script, folder, str(server.port), str(server.clock)],
        stdout=subprocess.PIPE,
        text=True,
    )


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


@pytest.mark.timeout(600)
def test_a_hundred_kills_change_nothing(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(RUN)
    chance = random.Random(20_250_212)
    kills = 0
    with DemoServer() as server:
        plain = _hub(tmp_path / "plain", server)
        began = time.perf_counter()
        assert _start(plain, server, script).wait() == 0
        whole = time.perf_counter() - began
        wanted = _tree(plain)
        assert len(wanted) > 30
        round_ = 0
        while kills < KILLS:
            round_ += 1
            folder = _hub(tmp_path / f"hub{round_}", server)
            kept: set[str] = set()
            for _ in range(12):
                run = _start(folder, server, script)
                assert run.stdout.readline() == "open\n"
                try:
                    run.wait(chance.uniform(0.0, whole / 4))
                except subprocess.TimeoutExpired:
                    run.send_signal(signal.SIGKILL)
                    kills += 1
                run.wait()
                run.stdout.close()
                found = _articles(folder)
                assert kept <= found
                kept = found
                for path in (folder / "content").rglob("*.md"):
                    parse(path.read_text("utf-8"))
            run = _start(folder, server, script)
            assert run.wait() == 0
            run.stdout.close()
            assert _tree(folder) == wanted
            with apsw.Connection(str(folder / "newsfold.db")) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [
                    ("ok",)
                ]
            assert not list(folder.rglob("*.newsfold-tmp"))
