"""The private part of a record."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.errors import ConfigError, InputError
from newsfold.model.recordfile import parse
from newsfold.store import seal as module
from newsfold.store.seal import Seal, is_foreign, key_id, keygen, read_keys, write_keys
from support.data import data_path

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://harbourpost.example/1?from=feed"
KEY = bytes(range(32))
PRIVATE = {"source": "https://harbourpost.example/feed.xml", "notes": "ask Mira"}


def test_what_is_sealed_opens():
    secured = Seal(KEY).seal(PRIVATE, URL)
    assert Seal(KEY).open(secured, URL) == PRIVATE
    sealed, nonce, name = secured.split(";")
    assert len(base64.b64decode(nonce)) == 12
    assert len(base64.b64decode(sealed)) == len(msgspec.json.encode(PRIVATE)) + 16
    assert name == key_id(KEY)
    assert "Mira" not in secured


def test_the_same_content_is_sealed_to_the_same_text():
    turned = dict(reversed(PRIVATE.items()))
    assert Seal(KEY).seal(PRIVATE, URL) == Seal(KEY).seal(turned, URL)
    texts = {
        Seal(KEY).seal(PRIVATE, URL),
        Seal(KEY).seal(PRIVATE, URL + "x"),
        Seal(KEY).seal(PRIVATE | {"notes": "ask Jon"}, URL),
        Seal(keygen()).seal(PRIVATE, URL),
    }
    assert len({text.split(";")[1] for text in texts}) == 4


def test_it_opens_for_no_other_record_and_not_when_touched():
    seal = Seal(KEY)
    secured = seal.seal(PRIVATE, URL)
    with pytest.raises(InputError, match="another originalUrl"):
        seal.open(secured, URL + "/")
    sealed, nonce, name = secured.split(";")
    raw = bytearray(base64.b64decode(sealed))
    for place in (0, len(raw) // 2, -1):
        raw[place] ^= 1
        touched = base64.b64encode(bytes(raw)).decode()
        raw[place] ^= 1
        with pytest.raises(InputError, match="damaged"):
            seal.open(f"{touched};{nonce};{name}", URL)
    other = base64.b64encode(bytes(12)).decode()
    with pytest.raises(InputError, match="damaged"):
        seal.open(f"{sealed};{other};{name}", URL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";;",
        "a",
        "a;b;c;d",
        "YQ==;YQ==;xyz",
        "YQ==;YQ==;0123456789AB",
        "\x00;\x00;0",
    ],
)
def test_what_was_never_sealed_is_refused(text: str):
    with pytest.raises(InputError, match="no sealed part"):
        Seal(KEY).open(text, URL)


def test_broken_base64_and_short_parts_are_damage():
    for head in ("A;YQ==", "YQ==;A", "YQ==;YQ==", "YQ==;" + "YWFh" * 9):
        with pytest.raises(InputError, match="damaged"):
            Seal(KEY).open(f"{head};{key_id(KEY)}", URL)


def test_a_key_that_is_not_at_hand():
    secured = Seal(KEY).seal(PRIVATE, URL)
    with pytest.raises(ConfigError, match=key_id(KEY)):
        Seal(keygen()).open(secured, URL)
    assert Seal(keygen(), older=[KEY]).open(secured, URL) == PRIVATE


def test_the_older_form_is_known_and_left_alone():
    record = parse(next(data_path("seed").glob("*.txt")).read_text("utf-8"))
    assert is_foreign(record.secured)
    with pytest.raises(InputError, match="another system"):
        Seal(KEY).open(record.secured, record.original_url)
    assert not is_foreign(Seal(KEY).seal(PRIVATE, URL))
    assert not is_foreign("")
    assert not is_foreign("a b;c")


def test_what_was_sealed_in_the_other_mode_opens(monkeypatch: pytest.MonkeyPatch):
    both = module._ciphers(KEY)
    assert len(both) == 2, "the OpenSSL of the tests knows AES-GCM-SIV"
    monkeypatch.setattr(module, "_ciphers", lambda key: [both[1]] if key == KEY else [])
    secured = Seal(KEY).seal(PRIVATE, URL)
    assert Seal(KEY).open(secured, URL) == PRIVATE
    monkeypatch.undo()
    assert Seal(KEY).open(secured, URL) == PRIVATE


def test_two_kilobytes_at_most():
    private = {
        "story": "s000000000001",
        "notes": "n" * 5000,
        "articles": [{"id": f"a{n:012x}", "source": "u" * 60} for n in range(300)],
        "map": {str(n): n for n in range(400)},
    }
    seal = Seal(KEY)
    secured = seal.seal(private, URL)
    opened = seal.open(secured, URL)
    assert len(msgspec.json.encode(opened)) <= module.MAX_PRIVATE
    assert opened["shortened"] is True
    assert opened["story"] == "s000000000001"
    assert opened["articles"] == private["articles"][: len(opened["articles"])]
    assert len(opened["articles"]) > 3
    assert len(opened["notes"]) > 300
    assert private["notes"] == "n" * 5000, "the caller's fields stay as they were"
    assert secured == seal.seal(private, URL)


def test_what_is_no_json_is_refused():
    for value in (object(), {1: object()}, "\ud800"):
        with pytest.raises(InputError, match="no JSON"):
            Seal(KEY).seal({"k": value}, URL)


def test_a_key_has_32_bytes():
    assert len(keygen()) == 32
    assert keygen() != keygen()
    for key in (b"", b"x" * 31, b"x" * 33):
        with pytest.raises(ConfigError, match="32 bytes"):
            Seal(key)


def test_key_files(tmp_path: Path):
    path = tmp_path / "newsfold.key"
    first, second = keygen(), keygen()
    write_keys(path, [first])
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_keys(path) == (first,)
    write_keys(path, [second, first])
    assert read_keys(path) == (second, first)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text().startswith("# Newsfold key")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment\n",
        b"newsfold-key-1 AAAA\n",
        b"newsfold-key-1 ****\n",
        b"\xff\xfe",
        b"-----BEGIN PRIVATE KEY-----\n",
        base64.b64encode(KEY),
    ],
)
def test_what_is_no_key_file(tmp_path: Path, content: bytes):
    path = tmp_path / "newsfold.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="no key file"):
        read_keys(path)


def test_a_key_file_that_is_missing_or_open_to_others(tmp_path: Path):
    path = tmp_path / "newsfold.key"
    with pytest.raises(ConfigError, match="seal keygen"):
        read_keys(path)
    write_keys(path, [KEY])
    path.chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        read_keys(path)
    with pytest.raises(ConfigError, match="cannot be written"):
        write_keys(tmp_path / "no" / "folder", [KEY])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)
        | st.integers(-(2**53), 2**53)
        | st.lists(st.integers(0, 9), max_size=900),
        max_size=6,
    ),
    st.text(max_size=50),
)
def test_anything_is_sealed_within_the_limit(private: dict[str, Any], url: str):
    seal = Seal(KEY)
    opened = seal.open(seal.seal(private, url), url)
    assert len(msgspec.json.encode(opened)) <= module.MAX_PRIVATE
    assert opened == private or opened["shortened"]
