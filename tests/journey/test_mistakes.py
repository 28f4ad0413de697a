"""What users do wrong, and the one line that tells them what to do."""

from __future__ import annotations

import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.command import LOOPBACK, NO_PAGES, answer, newsfold
from support.limits import NoRoom, mind_permissions
from support.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES = 80


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


def test_a_name_without_an_address(hub):
    done = newsfold("--hub", hub, "add", "https://nosuch.invalid/feed", code=5)
    _says(done, "nosuch.invalid", "dns", "spelt right")


def test_a_dead_address(hub):
    done = newsfold("--hub", hub, "add", "http://127.0.0.1:9/", code=5, **LOOPBACK)
    _says(done, "cannot be fetched", "server is up")


def test_a_private_address_is_refused(hub):
    with Replay() as web:
        web.serve("/feed.xml", b"<rss/>")
        done = newsfold("--hub", hub, "add", web.url("/feed.xml"), code=5)
        _says(done, "refused-address", "fetch.allow_private_networks")
        assert web.count() == 0


def test_a_page_without_a_feed(hub):
    with Replay() as web:
        web.serve("/", "<html><title>Hello</title><p>Nothing here")
        done = newsfold("--hub", hub, "add", web.url("/"), code=6, **LOOPBACK)
    _says(done, "no feed", "look for a link")


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
    _says(newsfold("--hub", hub, "explain", "nonsense", code=4), "no id")
    _says(newsfold("--hub", hub, "facts", "nonsense", code=4), "list stories")
    done = newsfold("--hub", hub, "source", "pause", "https://x.example/f", code=4)
    _says(done, "list sources")


def test_an_id_that_is_nearly_one(hub):
    _import(hub, "Ferry sails again")
    newsfold("--hub", hub, "run", "--once")
    (story,) = answer("--hub", hub, "list", "stories")
    (article,) = answer("--hub", hub, "list", "articles")
    for command, name in (("show", article["id"]), ("explain", story["id"])):
        typed = name[:-4] + ("00" if name[-4:-2] != "00" else "11")
        done = newsfold("--hub", hub, command, typed, code=4)
        _says(done, f"did you mean {name}?")


def test_a_time_that_is_none(hub):
    done = newsfold("--hub", hub, "--now", "noonish", "list", "stories", code=2)
    _says(done, "noonish", "2026-03-01T12:00:00Z")


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
    _import(hub, "A title of some words")
    _says(newsfold("--hub", hub, "run", "--once", code=8), "content")


@pytest.mark.parametrize(
    ("path", "mode", "command"),
    [
        (".", 0o000, ("list", "stories")),
        (".", 0o500, ("run", "--once")),
        ("newsfold.toml", 0o000, ("list", "stories")),
        ("newsfold.db", 0o000, ("list", "stories")),
        ("newsfold.db", 0o400, ("run", "--once")),
        ("content", 0o500, ("run", "--once")),
        (".run.lock", 0o000, ("run", "--once")),
    ],
)
def test_wrong_permissions(hub, path, mode, command):
    _import(hub, "Ferry sails again")
    (hub / "content").mkdir()
    (hub / path).chmod(mode)
    try:
        code = 3 if path == "newsfold.toml" else 8
        done = newsfold("--hub", hub, *command, code=code, under=mind_permissions)
    finally:
        (hub / path).chmod(0o700)
    words = str(hub) if path == "." else path, "Permission" if code == 3 else "right"
    _says(done, *words)
    newsfold("--hub", hub, "run", "--once")
    assert len(answer("--hub", hub, "list", "stories")) == 1


ROOM = {"NEWSFOLD_NOW": "2026-03-01T12:00:00Z", **LOOPBACK, **NO_PAGES}


@pytest.fixture(scope="module")
def roomy(tmp_path_factory) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of a feed, and the records of a hub that had room for it."""
    plain = tmp_path_factory.mktemp("roomy") / "hub"
    with Replay() as web:
        url = web.serve("/f.xml", _feed(ENTRIES))
        newsfold("init", plain)
        newsfold("--hub", plain, "add", url, **LOOPBACK)
        newsfold("--hub", plain, "run", "--once", **ROOM)
        yield url, _records(plain)


@pytest.mark.parametrize("kilobytes", [0, 60, 160])
def test_a_full_disk(hub, roomy, kilobytes):
    url, records = roomy
    newsfold("--hub", hub, "add", url, **LOOPBACK)
    full = NoRoom(kilobytes * 1000)
    done = newsfold("--hub", hub, "run", "--once", code=8, under=full, **ROOM)
    _says(done, "make room")
    assert not list(hub.rglob("*.newsfold-tmp"))
    found = [one["what"] for one in answer("--hub", hub, "doctor")]
    assert any("the database is whole" in what for what in found)
    newsfold("--hub", hub, "run", "--once", **ROOM)
    assert len(answer("--hub", hub, "list", "articles")) == ENTRIES
    assert _records(hub) == records


def test_doctor_answers_where_the_hub_cannot_be_opened(hub):
    newsfold("--hub", hub, "doctor", "--strict")
    (hub / "newsfold.toml").write_text("[fetch\n")
    with sqlite3.connect(hub / "newsfold.db") as database:
        database.execute("PRAGMA user_version = 999")
    told = newsfold("--hub", hub, "doctor").stdout
    assert "✗" in told
    assert "is not valid TOML" in told
    assert "newer Newsfold" in told
    done = newsfold("--hub", hub, "doctor", "--strict", "--json", code=8)
    assert sum(one["state"] == "bad" for one in json.loads(done.stdout)) == 2
    newsfold("--hub", hub, "config", "show", code=3)
    (hub / "newsfold.toml").write_text("[fetch]\nhost_delay = 3\n")
    told = newsfold("--hub", hub, "config", "show", "--origin").stdout
    assert "3.0" in told


def test_no_key_for_a_sealed_record(hub, tmp_path):
    (tmp_path / "r.md").write_text("---\ntitle: x\nwebUrl: https://x.example/\n---\n")
    done = newsfold("--hub", hub, "seal", "open", tmp_path / "r.md", code=3)
    _says(done, "no key is set", "seal.key_file")
    (tmp_path / "r.md").write_bytes(b"---\ntitle: \xff\n---\n")
    _says(newsfold("--hub", hub, "seal", "open", tmp_path / "r.md", code=6), "UTF-8")


def test_another_key_than_the_one_that_sealed(hub, tmp_path):
    keys = []
    for name in ("first", "second"):
        newsfold("seal", "keygen", tmp_path / name)
        keys.append({"NEWSFOLD_SEAL_KEY_FILE": str(tmp_path / name)})
    _import(hub, "Ferry sails again")
    newsfold("--hub", hub, "run", "--once", **keys[0])
    (record,) = (hub / "content").rglob("*.md")
    opened = answer("--hub", hub, "seal", "open", record, **keys[0])
    assert opened
    done = newsfold("--hub", hub, "seal", "open", record, code=3, **keys[1])
    _says(done, "sealed with key", "add that key")
    text = record.read_text()
    sealed = re.search('secured: "(.)', text)
    other = "B" if sealed[1] == "A" else "A"
    record.write_text(text[: sealed.start(1)] + other + text[sealed.end(1) :])
    newsfold("--hub", hub, "seal", "open", record, code=6, **keys[0])
    _says(newsfold("seal", "keygen", tmp_path / "first", code=2), "never written over")
    (tmp_path / "first").chmod(0o644)
    done = newsfold("--hub", hub, "seal", "open", record, code=3, **keys[0])
    _says(done, "chmod 600")


def _import(hub: Path, title: str) -> None:
    line = {
        "id": "1",
        "title": title,
        "publishedDateTime": "2026-03-01T08:00:00Z",
        "webUrl": "https://wire.example/1",
    }
    (hub / "items.jsonl").write_text(json.dumps(line))
    newsfold("--hub", hub, "import", hub / "items.jsonl")


def _feed(entries: int) -> str:
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioubdgklmnprst", k=7)) for _ in range(4_000)]
    items = "".join(
        f"<item><title>{' '.join(chance.sample(words, 6))}</title>"
        f"<link>https://quay.example/{number}</link>"
        f"<description>{' '.join(chance.sample(words, 40))}.</description>"
        "<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
        for number in range(entries)
    )
    return (
        "<rss version='2.0'><channel><title>The Quay</title>"
        f"<link>https://quay.example/</link>{items}</channel></rss>"
    )


def _records(hub: Path) -> dict[str, bytes]:
    content = hub / "content"
    return {str(p.relative_to(content)): p.read_bytes() for p in content.rglob("*.md")}
