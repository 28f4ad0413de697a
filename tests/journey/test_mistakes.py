"""What users do wrong, and the one line that tells them what to do."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.command import LOOPBACK, answer, newsfold
from support.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    newsfold("init", tmp_path / "hub")
    return tmp_path / "hub"


def _says(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert all(word in line for word in words), line


def test_no_hub_here(tmp_path):
    _says(newsfold("--hub", tmp_path, "list", "stories", code=4), "newsfold init")


def test_a_hub_is_private_and_made_once(hub):
    assert hub.stat().st_mode & 0o777 == 0o700
    _says(newsfold("init", hub, code=2), "already")


def test_a_hub_is_a_folder_that_can_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    for command in ("init", "demo"):
        _says(newsfold(command, tmp_path / "file", code=2), "file", "folder")
        below = tmp_path / "file" / "below"
        _says(newsfold(command, below, code=2), "below", "cannot be made")
    assert (tmp_path / "file").read_text() == ""


def test_a_flag_beats_the_environment(hub, tmp_path):
    elsewhere = {"NEWSFOLD_HUB": str(tmp_path / "elsewhere"), "NEWSFOLD_NOW": "noon"}
    now = "2026-03-01T12:00:00Z"
    newsfold("--hub", hub, "--now", now, "list", "articles", **elsewhere)
    _says(newsfold("--hub", hub, "list", "articles", code=2, **elsewhere), "noon")
    done = newsfold("--now", now, "list", "articles", code=4, **elsewhere)
    _says(done, "elsewhere")


def test_an_unknown_command_names_the_nearest():
    assert "explain" in newsfold("explan", code=2).stderr


def test_an_unknown_key_names_the_nearest(hub):
    (hub / "newsfold.toml").write_text("[fetch]\nhost_dealy = 2\n")
    _says(newsfold("--hub", hub, "run", "--once", code=3), "fetch.host_delay")


def test_bad_toml(hub):
    (hub / "newsfold.toml").write_text("[fetch\n")
    _says(newsfold("--hub", hub, "list", "stories", code=3), "newsfold.toml", "TOML")


def test_a_wrong_value(hub):
    done = newsfold(
        "--hub", hub, "list", "stories", code=3, NEWSFOLD_FETCH_PAGES="sometimes"
    )
    _says(done, "sometimes")


def test_an_unknown_variable_is_a_warning(hub):
    done = newsfold("--hub", hub, "list", "stories", NEWSFOLD_FETCH_PAGE="never")
    assert "NEWSFOLD_FETCH_PAGES" in done.stderr


def test_an_unset_variable_leaves_the_file_alone(hub):
    (hub / "newsfold.toml").write_text("[fetch]\nhost_delay = 7.5\n")
    shown = answer("--hub", hub, "config", "show", "--origin")
    (delay,) = [row for row in shown if row["name"] == "fetch.host_delay"]
    assert (delay["value"], delay["origin"]) == (7.5, "file")


def test_a_dead_address(hub):
    done = newsfold("--hub", hub, "add", "http://127.0.0.1:9/", code=5, **LOOPBACK)
    _says(done, "cannot be fetched")


def test_a_private_address_is_refused(hub):
    with Replay() as web:
        web.serve("/feed.xml", b"<rss/>")
        done = newsfold("--hub", hub, "add", web.url("/feed.xml"), code=5)
        _says(done, "refused-address")
        assert web.count() == 0


def test_a_page_without_a_feed(hub):
    with Replay() as web:
        web.serve("/", "<html><title>Hello</title><p>Nothing here")
        done = newsfold("--hub", hub, "add", web.url("/"), code=6, **LOOPBACK)
    _says(done, "no feed")


def test_a_page_that_announces_its_feed(hub):
    feed = (
        "<rss version='2.0'><channel><title>The \u009b31mQuay</title>"
        "<link>https://quay.example/</link><item><title>One</title>"
        "<link>https://quay.example/1</link></item></channel></rss>"
    )
    page = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/f.xml'>"
        "</head><body>Hello"
    )
    with Replay() as web:
        web.serve("/", page)
        web.serve("/f.xml", feed)
        (added,) = answer("--hub", hub, "add", web.url("/"), **LOOPBACK)
        assert added["url"] == web.url("/f.xml")
        told = newsfold("--hub", hub, "add", web.url("/f.xml"), **LOOPBACK).stdout
    assert "Quay" in told
    assert "\u009b" not in told
    assert web.url("/f.xml") in (hub / "sources.opml").read_text()
    assert "Quay" in newsfold("--hub", hub, "export", "opml").stdout


def test_a_file_that_is_no_source_list(hub, tmp_path):
    (tmp_path / "x.opml").write_text("<html><body>no</body></html>")
    _says(newsfold("--hub", hub, "import", tmp_path / "x.opml", code=6), "OPML")
    (tmp_path / "y.bin").write_bytes(b"\x00\x01\x02")
    _says(newsfold("--hub", hub, "import", tmp_path / "y.bin", code=6), "neither")
    _says(newsfold("--hub", hub, "import", tmp_path / "none", code=6), "cannot be read")


def test_an_id_that_is_none(hub):
    _says(newsfold("--hub", hub, "show", "s000000000000", code=4), "list stories")
    _says(newsfold("--hub", hub, "show", "nonsense", code=4), "no id")


def test_a_stage_that_is_none(hub):
    _says(newsfold("--hub", hub, "run", "--once", "--from", "bake", code=2), "cluster")


def test_two_runs_at_once(hub):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\n"
            "from newsfold.store.lock import run_lock\n"
            "with run_lock(pathlib.Path(sys.argv[1])):\n"
            "    print('held', flush=True)\n"
            "    sys.stdin.read()\n",
            str(hub),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "held\n"
        _says(newsfold("--hub", hub, "run", "--once", code=7), str(holder.pid))
        newsfold("--hub", hub, "list", "stories")
    finally:
        holder.communicate("")


def test_a_database_of_a_newer_version(hub):
    with sqlite3.connect(hub / "newsfold.db") as database:
        database.execute("PRAGMA user_version = 999")
    _says(newsfold("--hub", hub, "list", "stories", code=8), "newer", "upgrade")


def test_a_file_that_is_no_database(hub):
    (hub / "newsfold.db").write_bytes(b"not a database at all" * 100)
    _says(newsfold("--hub", hub, "list", "stories", code=8), "newsfold.db")


def test_a_damaged_database(hub):
    path = hub / "newsfold.db"
    with sqlite3.connect(path) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'story'"
        pages = [page for (page,) in database.execute(query)]
    database.close()
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\x5a" * size)
    _says(newsfold("--hub", hub, "list", "stories", code=8), "database", "doctor")


def test_a_run_on_schedule_is_stopped_by_an_interrupt(hub):
    running = subprocess.Popen(
        [sys.executable, "-m", "newsfold", "--hub", str(hub), "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout.readline().startswith("0 of 0 sources")
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 130
    (line,) = told.strip().splitlines()
    assert line.startswith("newsfold: stopped")
    newsfold("--hub", hub, "run", "--once")


def test_a_folder_that_cannot_be_written(hub):
    (hub / "content").write_text("a file stands where the folder goes")
    lines = (
        '{"id": "1", "title": "A title of some words", '
        '"publishedDateTime": "2025-02-11T22:50:00Z", '
        '"webUrl": "https://wire.example/quake"}'
    )
    (hub / "items.jsonl").write_text(lines)
    newsfold("--hub", hub, "import", hub / "items.jsonl")
    _says(newsfold("--hub", hub, "run", "--once", code=8), "content")


def test_no_key_for_a_sealed_record(hub, tmp_path):
    (tmp_path / "r.md").write_text("---\ntitle: x\nwebUrl: https://x.example/\n---\n")
    newsfold("--hub", hub, "seal", "open", tmp_path / "r.md", code=3)
    (tmp_path / "r.md").write_bytes(b"---\ntitle: \xff\n---\n")
    _says(newsfold("--hub", hub, "seal", "open", tmp_path / "r.md", code=6), "UTF-8")
