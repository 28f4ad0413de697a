"""Ctrl-C and SIGTERM at any moment: a clean stop, and the next run goes on."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.store.lock import holder
from support.command import LOOPBACK, NO_PAGES, newsfold
from support.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-03-01T12:00:00Z"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
FEEDS, ENTRIES = 5, 24
SYLLABLES = (
    "har",
    "bor",
    "fer",
    "ry",
    "cou",
    "vo",
    "te",
    "sto",
    "ri",
    "ma",
    "mu",
    "or",
)
WORDS = ["".join(word) for word in itertools.product(SYLLABLES, repeat=3)]


def _feed(number: int) -> str:
    chance = random.Random(number)
    items = []
    for entry in range(ENTRIES):
        title = " ".join(chance.sample(WORDS, 5)).capitalize()
        text = " ".join(chance.choices(WORDS, k=60))
        items.append(
            f"<item><title>{title}</title>"
            f"<link>https://outlet{number}.example/{entry}</link>"
            f"<description>{text}.</description><pubDate>Sun, 01 Mar 2026 "
            f"{entry % 12:02}:{entry % 60:02}:00 GMT</pubDate></item>"
        )
    return (
        f"<rss version='2.0'><channel><title>Outlet {number}</title>"
        f"<link>https://outlet{number}.example/</link>{''.join(items)}</channel></rss>"
    )


@pytest.fixture(scope="module")
def web() -> Iterator[Replay]:
    with Replay() as served:
        for number in range(FEEDS):
            served.serve(f"/{number}.xml", _feed(number), wait=0.05 * number)
        yield served


def _hub(folder: Path, web: Replay) -> Path:
    Hub.create(folder)
    with Hub.open(folder, environ={}) as hub:
        hub.watch(Source(url=web.url(f"/{number}.xml")) for number in range(FEEDS))
    return folder


def _start(folder: Path) -> subprocess.Popen[str]:
    """`newsfold run`, in a process group of its own, once it is at work."""
    running = subprocess.Popen(
        [
            *(sys.executable, "-m", "newsfold", "--hub", folder, "--now", NOW),
            *("run", "--once"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **LOOPBACK, **NO_PAGES},
    )
    while running.poll() is None and not holder(folder):
        time.sleep(0.005)
    return running


def _is_stopped(running: subprocess.Popen[str], sent: signal.Signals) -> bool:
    """Wait for its end, which has to be clean; False where it was done before."""
    try:
        out, told = running.communicate(timeout=60)
    finally:
        running.kill()
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)  # a worker that outlived it would be there
    if running.returncode == 0:
        assert told == ""
        return False
    assert running.returncode == CODES[sent]
    # A signal may come when all is done and told, and only the hub is still open.
    assert out == "" or out.endswith("index.html\n")
    (line,) = told.strip().splitlines()
    assert line.startswith("newsfold: stopped")
    return True


def _is_whole(folder: Path) -> None:
    assert holder(folder) == ""
    database = sqlite3.connect(folder / "newsfold.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for part in ("content", "site")
        for path in (folder / part).rglob("*")
        if path.is_file()
    }


@pytest.mark.timeout(400)
def test_a_stop_at_any_moment_and_the_next_run_goes_on(tmp_path, web):
    plain = _hub(tmp_path / "plain", web)
    running = _start(plain)
    began = time.monotonic()
    assert running.communicate(timeout=120)[1] == ""
    whole = time.monotonic() - began
    wanted = _tree(plain)
    assert len(wanted) > FEEDS
    stops = 0
    for sent in CODES:
        folder = _hub(tmp_path / sent.name, web)
        for moment in (0.1, 0.5, 0.8):
            running = _start(folder)
            time.sleep(whole * moment)
            running.send_signal(sent)
            stops += _is_stopped(running, sent)
            _is_whole(folder)
        assert _start(folder).wait(120) == 0
        assert _tree(folder) == wanted
        assert not list(folder.rglob("*.newsfold-tmp"))
    assert stops >= len(CODES) * 2


@pytest.mark.parametrize("sent", CODES)
def test_it_waits_for_no_server(tmp_path, sent):
    with Replay() as slow:
        slow.serve("/0.xml", _feed(0), wait=25)
        Hub.create(tmp_path / "hub")
        with Hub.open(tmp_path / "hub", environ={}) as hub:
            hub.watch([Source(url=slow.url("/0.xml"))])
        running = _start(tmp_path / "hub")
        while not slow.connections:
            time.sleep(0.01)
        began = time.monotonic()
        running.send_signal(sent)
        assert _is_stopped(running, sent)
        assert time.monotonic() - began < 10
    _is_whole(tmp_path / "hub")


@pytest.mark.timeout(120)
def test_impatience_has_no_traceback(tmp_path, web):
    folder = _hub(tmp_path / "hub", web)
    for pause in (0.0, 0.01, 0.1):
        running = _start(folder)
        time.sleep(0.3)
        for _ in range(3):
            running.send_signal(signal.SIGINT)
            time.sleep(pause)
        _, told = running.communicate(timeout=30)
        assert running.returncode == 130
        assert all(
            line.startswith("newsfold: stopped") for line in told.split("\n") if line
        )
        _is_whole(folder)
    newsfold("--hub", folder, "--now", NOW, "run", "--once", **LOOPBACK, **NO_PAGES)
