"""Files that are whole or not there."""

from __future__ import annotations

import os
import subprocess
import sys
from subprocess import PIPE

import pytest

from newsfold.errors import StorageError
from newsfold.store import folder


@pytest.fixture
def synced(monkeypatch):
    """How often the disk was waited for."""
    calls = []
    monkeypatch.setattr(os, "fsync", calls.append)
    return calls


def test_a_file_is_written_once(tmp_path, synced):
    path = tmp_path / "a" / "b.md"
    assert folder.write(path, b"one")
    assert not folder.write(path, b"one")
    assert folder.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert len(synced) == 2
    assert list(folder.stale(tmp_path)) == []


def test_what_can_be_made_anew_does_not_wait_for_the_disk(tmp_path, synced):
    assert folder.write(tmp_path / "a.html", b"one", lasting=False)
    assert synced == []
    folder.settle(tmp_path)
    assert len(synced) == 1
    folder.settle(tmp_path / "nowhere")


def test_a_write_that_breaks_off_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    folder.write(path, b"one")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="No space left"):
        folder.write(path, b"two")
    assert path.read_bytes() == b"one"
    (left,) = folder.stale(tmp_path)
    assert str(os.getpid()) in left.name
    assert folder.sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_what_another_process_is_writing_is_left_to_it(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=PIPE) as other:
        path = tmp_path / f"sources.opml.{other.pid}.newsfold-tmp"
        path.write_bytes(b"half")
        assert folder.sweep(tmp_path) == 0
        other.communicate(b"\n")
    assert folder.sweep(tmp_path) == 1
    assert not path.exists()


def test_removing_what_is_not_there_is_no_error(tmp_path):
    folder.write(tmp_path / "a", b"one")
    assert folder.remove(tmp_path / "a")
    assert not folder.remove(tmp_path / "a")
    folder.write(tmp_path / "file", b"one")
    assert not folder.remove(tmp_path / "file" / "below")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        folder.remove(tmp_path / "folder")
