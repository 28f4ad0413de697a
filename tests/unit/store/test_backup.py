from __future__ import annotations

import threading

import pytest

from newsfold.errors import StorageError, UsageError
from newsfold.hub import Hub
from newsfold.model import Article, Source
from newsfold.store import open_store
from newsfold.store.backup import backup
from newsfold.store.lock import run_lock

NOW = 1_772_400_000


@pytest.fixture
def hub(tmp_path):
    folder = Hub.create(tmp_path / "hub")
    (folder / "theme.css").write_text("body { color: teal }")
    (folder / "rules").mkdir()
    (folder / "rules" / "quay.toml").write_text('[page]\nlinks = "/news/*"')
    (folder / "content").mkdir()
    (folder / "content" / "record.md").write_text("made of the database")
    with Hub.open(folder, environ={}, now=NOW) as opened:
        opened.watch([Source(url="https://quay.example/feed")])
        yield opened


def _save(store, number):
    article = Article(
        title=f"Ferry {number}",
        web_url=f"https://quay.example/{number}",
        body="x" * 900,
    )
    with store.transaction():
        store.articles.save(article, at=NOW, extractor="test")


def test_a_backup_is_a_hub_with_all_that_people_wrote(hub, tmp_path):
    made = hub.backup(tmp_path / "backups")
    assert made.path.endswith("/backups/newsfold-20260301T212000Z")
    names = {path.name for path in (tmp_path / "backups" / made.path).iterdir()}
    assert names == {
        "newsfold.toml",
        "sources.opml",
        "newsfold.db",
        "theme.css",
        "rules",
    }
    with Hub.open(made.path, environ={}) as copy:
        assert [source.url for source, _ in copy.sources()] == [
            "https://quay.example/feed"
        ]
        assert copy.theme.endswith("body { color: teal }")


def test_it_is_for_its_owner_alone(hub, tmp_path):
    made = hub.backup(tmp_path / "backups")
    assert (tmp_path / "backups").stat().st_mode & 0o077 == 0
    assert (tmp_path / "backups" / made.path).stat().st_mode & 0o077 == 0


def test_it_is_whole_while_a_run_holds_the_lock_and_writes(hub, tmp_path):
    stop = threading.Event()
    written = []

    def write():
        store = open_store("newsfold.db", hub.folder)
        while not stop.is_set():
            _save(store, len(written))
            written.append(1)
        store.close()

    writer = threading.Thread(target=write)
    with run_lock(hub.folder):
        writer.start()
        while len(written) < 20:
            stop.wait(0.01)
        counts = []
        for second in range(3):
            before = len(written)
            made = backup(
                hub._store,
                hub.folder,
                tmp_path / "backups",
                database="newsfold.db",
                now=NOW + second,
            )
            with Hub.open(made.path, environ={}) as copy:
                found = list(copy.articles(bodies=True))
                assert copy._store.check() == ""
            assert before <= len(found) <= len(written) + 1
            assert all(article.body for article in found)
            counts.append(len(found))
        stop.set()
        writer.join()
    assert counts == sorted(counts)


def test_only_the_latest_stay_and_nothing_else_is_touched(hub, tmp_path):
    target = tmp_path / "backups"
    (target / "newsfold-notes").mkdir(parents=True)
    (target / "newsfold-20200101T000000Z").mkdir()  # so named, but no backup
    (target / "newsfold-20260101T000000Z.newsfold-tmp").mkdir()  # killed at work
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "newsfold.toml").touch()
    (target / "newsfold-20200102T000000Z").symlink_to(outside)
    for second in range(4):
        made = backup(
            hub._store,
            hub.folder,
            target,
            database="newsfold.db",
            now=NOW + second,
            keep=2,
        )
    assert sorted(path.name for path in target.iterdir()) == [
        "newsfold-20200101T000000Z",
        "newsfold-20200102T000000Z",
        "newsfold-20260301T212002Z",
        "newsfold-20260301T212003Z",
        "newsfold-notes",
    ]
    assert (outside / "newsfold.toml").exists()
    assert made.removed == (str(target / "newsfold-20260301T212001Z"),)


def test_a_second_backup_of_one_second_is_refused(hub, tmp_path):
    hub.backup(tmp_path)
    with pytest.raises(UsageError, match="wait a second"):
        hub.backup(tmp_path)


@pytest.mark.parametrize("database", ["/var/lib/news.db", "../news.db"])
def test_a_database_outside_of_the_hub_is_no_part_of_it(hub, tmp_path, database):
    with pytest.raises(UsageError, match="outside of the hub"):
        backup(hub._store, hub.folder, tmp_path / "b", database=database, now=NOW)


def test_what_cannot_be_written_leaves_nothing_behind(hub, tmp_path, monkeypatch):
    def full(path):
        path.write_bytes(b"half of it")
        raise StorageError("the disk is full")

    monkeypatch.setattr(hub._store, "copy", full)
    with pytest.raises(StorageError, match="full"):
        hub.backup(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        hub.backup(tmp_path / "file" / "below")
