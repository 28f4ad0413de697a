from __future__ import annotations

import sqlite3
from collections import namedtuple
from typing import TYPE_CHECKING

import msgspec
import pytest

from newsfold.hub import Hub
from newsfold.model import Poll, Push, Source
from newsfold.steps import examine as module
from newsfold.steps.examine import Finding, examine
from newsfold.store import open_store
from newsfold.store.folder import CONTENT
from newsfold.store.lock import run_lock
from newsfold.store.seal import keygen, write_keys

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
DAY = 86_400
FEED = "https://user:secret@quay.example/f"
SHOWN = "https://quay.example/f"


@pytest.fixture
def hub(tmp_path) -> Path:
    return Hub.create(tmp_path / "hub")


def _found(hub: Path, words: str, **environ: str) -> Finding:
    """The one finding that has the words."""
    findings = examine(hub, environ, NOW)
    (found,) = [finding for finding in findings if words in finding.what]
    assert bool(found.mend) == (found.state != "good")
    return found


def _watch(hub: Path, poll: Poll, *, state: str = "active", added: int = NOW) -> None:
    store = open_store("newsfold.db", hub)
    source = Source(url=FEED, state=state)
    with store.transaction():
        store.sources.add(source, at=added)
        standing = store.sources.get(FEED)[0]
        store.sources.update(msgspec.structs.replace(standing, state=state), poll)
    store.close()


def test_a_new_hub_has_nothing_bad(hub):
    states = {finding.state for finding in examine(hub, {}, NOW)}
    assert states == {"good", "note"}
    assert _found(hub, "nothing is watched").mend == "newsfold add URL"


def test_others_can_read_the_folder(hub):
    hub.chmod(0o755)
    assert _found(hub, "mode 755").mend == f"chmod 700 {hub}"


@pytest.mark.parametrize("text", ["[fetch\n", "[fetch]\nhost_dealy = 1\n"])
def test_settings_that_cannot_be_read_end_nothing(hub, text):
    (hub / "newsfold.toml").write_text(text)
    assert _found(hub, "newsfold.toml").state == "bad"
    assert _found(hub, "the database is whole").state == "good"


def test_an_unknown_variable(hub):
    found = _found(hub, "is no setting", NEWSFOLD_FETCH_PAGE="never")
    assert found.mend.startswith("unset NEWSFOLD_FETCH_PAGE,")


def test_a_site_without_an_address(hub):
    assert "[site]" in _found(hub, "site.url is not set").mend
    findings = examine(hub, {"NEWSFOLD_SITE_URL": "https://hub.example/"}, NOW)
    assert not any("site.url" in finding.what for finding in findings)


def test_a_database_that_is_newer_or_none_or_gone(hub):
    with sqlite3.connect(hub / "newsfold.db") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    assert "upgrade" in _found(hub, "newer Newsfold").mend
    (hub / "newsfold.db").write_bytes(b"no database" * 1_000)
    assert _found(hub, "cannot be opened").state == "bad"
    (hub / "newsfold.db").unlink()
    assert _found(hub, "is not there").state == "bad"
    assert not (hub / "newsfold.db").exists()


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
    assert "backup" in _found(hub, "the database is damaged").mend


@pytest.mark.parametrize(
    ("free", "state"), [(5e7, "bad"), (5e8, "note"), (5e9, "good")]
)
def test_the_room_on_the_disk(hub, monkeypatch, free, state):
    usage = namedtuple("usage", "free")(free)  # noqa: PYI024  # as shutil gives it
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    assert _found(hub, "free on the disk").state == state


def test_a_run_that_is_at_work(hub):
    with run_lock(hub):
        assert "kill" in _found(hub, "is at work").mend
    assert (hub / ".run.lock").exists()
    assert not any("at work" in finding.what for finding in examine(hub, {}, NOW))


def test_the_key(hub):
    named = {"NEWSFOLD_SEAL_KEY_FILE": "key"}
    assert "keygen" in _found(hub, "there is no key file", **named).mend
    write_keys(hub / "key", [keygen()])
    assert _found(hub, "the key is there", **named).state == "good"
    (hub / "key").chmod(0o640)
    found = _found(hub, "others may read the key", **named)
    assert (found.state, found.mend) == ("bad", f"chmod 600 {hub / 'key'}")
    (hub / "key").chmod(0o600)
    (hub / "key").write_text("what is this?")
    assert _found(hub, "is no key file", **named).state == "bad"


@pytest.mark.parametrize(
    ("poll", "state", "words", "mend"),
    [
        (
            Poll(last=NOW, reason="dns", failures=3, failing_since=NOW - DAY),
            "bad",
            "its host has no address, 3 times, since 2026-02-28T21:20:00Z",
            "add",
        ),
        (Poll(last=NOW, reason="http-403", failures=1), "bad", "(blocked)", "resume"),
        (Poll(last=NOW, moved_to="https://x.example/"), "note", "(moved)", "remove"),
        (Poll(last=NOW, overflow=True), "note", "(overflow)", "newsfold run"),
        (Poll(last=NOW - 3 * DAY), "bad", "for 3 days", "newsfold run"),
        (Poll(last=NOW + DAY), "bad", "the clock is wrong", "timedatectl"),
        (Poll(), "note", "never asked", "run --once"),
    ],
)
def test_what_polls_tell(hub, poll, state, words, mend):
    _watch(hub, poll)
    found = _found(hub, words)
    assert found.state == state
    assert mend in found.mend
    assert "secret" not in found.what + found.mend


def test_a_source_that_is_gone_or_paused(hub):
    _watch(hub, Poll(last=NOW, reason="gone"), state="gone")
    assert _found(hub, "it is no more").mend == f"newsfold source remove {SHOWN}"


def test_a_paused_source_is_let_alone(hub):
    _watch(hub, Poll(last=NOW - 99 * DAY, reason="dns"), state="paused")
    assert not any(finding.state == "bad" for finding in examine(hub, {}, NOW))


def test_a_source_is_silent_only_after_a_while(hub):
    _watch(hub, Poll(last=NOW), added=NOW - 40 * DAY)
    assert SHOWN in _found(hub, "brings nothing new").mend
    store = open_store("newsfold.db", hub)
    with store.transaction():
        source, poll = store.sources.get(FEED)
        store.sources.update(source, msgspec.structs.replace(poll, news=NOW - DAY))
    store.close()
    assert not any("nothing new" in finding.what for finding in examine(hub, {}, NOW))


def test_own_topics_that_cannot_be_read(hub):
    (hub / "topics.toml").write_text("[[topic\n")
    assert _found(hub, "topics.toml").mend == f"edit {hub / 'topics.toml'}"


def test_records_that_other_hands_changed(hub, tmp_path):
    lines = "\n".join(
        f'{{"id": "{n}", "title": "{title}", '
        f'"publishedDateTime": "2026-03-01T0{n}:00:00Z", '
        f'"webUrl": "https://wire{n}.example/1"}}'
        for n, title in enumerate(("Ferry sails again", "Museum opens its archive"))
    )
    (tmp_path / "x.jsonl").write_text(lines)
    with Hub.open(hub, now=NOW, environ={}) as opened:
        opened.import_files([tmp_path / "x.jsonl"])
        opened.run()
    assert _found(hub, "the latest 2 records stand").state == "good"
    first, second = sorted((hub / CONTENT).rglob("*.md"))
    first.write_text(first.read_text() + "a word of mine\n")
    assert "newsfold build" in _found(hub, "other hands changed: 1").mend
    second.unlink()
    assert _found(hub, "content/ lacks: 1").state == "bad"
    with Hub.open(hub, now=NOW, environ={}) as opened:
        opened.build()
    assert _found(hub, "the latest 2 records stand").state == "good"


def test_a_source_whose_rule_cannot_be_read(hub):
    store = open_store("newsfold.db", hub)
    with store.transaction():
        store.sources.add(Source(url=SHOWN, kind="page", rule="quay"), at=NOW)
    store.close()
    assert _found(hub, "there is no rule").mend == f"edit {hub / 'rules'}"
    (hub / "rules").mkdir()
    (hub / "rules" / "quay.toml").write_text('[page]\nlnks = "/news/*"')
    assert _found(hub, "page.lnks").state == "bad"
    (hub / "rules" / "quay.toml").write_text('[page]\nlinks = "/news/*"')
    assert _found(hub, "no source is in trouble").state == "good"


def test_hubs_that_push_and_those_that_do_not_call_back(hub):
    on = {"NEWSFOLD_FETCH_WEBSUB": "true"}
    assert _found(hub, "hubs cannot call back", **on).state == "bad"
    on["NEWSFOLD_SITE_URL"] = "https://news.example"
    push = Push(source="a", hub="h", topic="a", token="1", secret="s")  # noqa: S106  # no secret of anybody's
    active = msgspec.structs.replace(push, state="active", until=NOW + 9)
    store = open_store("newsfold.db", hub)
    store.pushes.save(active)
    assert _found(hub, "1 of 1 that have one", **on).state == "good"
    other = msgspec.structs.replace(push, source="b", token="2", attempts=2)  # noqa: S106  # the same
    store.pushes.save(other)
    store.close()
    found = _found(hub, "1 of 2 that have one; hubs did not call back: 1", **on)
    assert found.mend == "see that newsfold serve answers at https://news.example"
