from __future__ import annotations

import gzip
import importlib
import time
import tracemalloc
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from newsfold.fetch.codec import ACCEPTED, BadCodingError, Decoder, TooLargeError
from support.fetching import get, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.replay import Replay

TEXT = b"The quick brown fox jumps over the lazy dog. " * 200
NOISE = b"".join(sha256(bytes([number])).digest() for number in range(256))
CAP = 1_000_000


def _gzip(data: bytes, level: int = 6) -> bytes:
    """The same bytes at every second: what is collected never changes."""
    return gzip.compress(data, level, mtime=0)


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _decode(coding: str, data: bytes, *, step: int = 0, cap: int = CAP) -> bytes:
    decoder = Decoder(coding, cap)
    step = step or len(data) or 1
    parts = [decoder.feed(data[at : at + step]) for at in range(0, len(data), step)]
    decoder.finish()
    return b"".join(parts)


GOOD: list[tuple[str, bytes]] = [
    ("", TEXT),
    ("identity", TEXT),
    ("gzip", _gzip(TEXT)),
    ("GZip", _gzip(TEXT)),
    ("x-gzip", _gzip(TEXT)),
    ("gzip", _gzip(TEXT[:1000]) + _gzip(TEXT[1000:])),
    ("gzip", _gzip(TEXT) + b"\0\0\0"),
    ("gzip", TEXT),  # labelled, and sent plain
    ("deflate", zlib.compress(TEXT)),
    ("deflate", _raw_deflate(TEXT)),
    ("gzip, gzip", _gzip(_gzip(TEXT))),
    ("deflate, gzip", _gzip(zlib.compress(TEXT))),
    ("identity, gzip", _gzip(TEXT)),
]


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize(("coding", "data"), GOOD)
def test_codings_are_undone(coding: str, data: bytes, step: int) -> None:
    assert _decode(coding, data, step=step) == TEXT


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip, gzip, gzip", _gzip(_gzip(_gzip(TEXT)))),
        ("rot13", TEXT),
        ("gzip", _gzip(TEXT)[:-20]),
        ("gzip", _gzip(NOISE)[:200] + b"\xff" * 9000),
        ("gzip", b"\x1f"),
        ("deflate", b"junk junk junk"),
        ("gzip", _gzip(b"x") * 10_000),
    ],
)
def test_what_is_not_so_coded_is_refused(coding: str, data: bytes) -> None:
    with pytest.raises(BadCodingError):
        _decode(coding, data)


def test_an_empty_body_needs_no_coding() -> None:
    assert _decode("gzip", b"") == b""


def _bombs() -> list[tuple[str, bytes]]:
    zeros = b"\0" * 30_000_000
    packed = _gzip(zeros, 9)
    return [
        ("gzip", packed),
        ("gzip, gzip", _gzip(packed)),
        ("gzip, gzip", _gzip(b"\0" * 9_000_000)),
        ("deflate", zlib.compress(zeros, 9)),
    ]


def test_a_bomb_costs_no_more_than_the_cap() -> None:
    bombs = _bombs()
    for coding, data in bombs:
        tracemalloc.start()
        start = time.process_time()
        with pytest.raises(TooLargeError):
            _decode(coding, data, step=65_536)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 4 * CAP
        assert time.process_time() - start < 1


def test_over_the_wire(web: Replay) -> None:
    url = web.serve("/bomb", b"\0" * 20_000_000, validators=False)
    assert refused(url, max_bytes=100_000).reason == "too-large"
    coded = [("Content-Encoding", "gzip")]
    cut = web.serve("/cut", _gzip(TEXT)[:-9], compress=False, headers=coded)
    assert refused(cut).reason == "bad-coding"
    whole = web.serve("/whole", _gzip(TEXT), compress=False, headers=coded)
    assert get(whole).body == TEXT
    assert web.log[-1].headers["accept-encoding"] == ACCEPTED


def _optional(coding: str) -> Callable[[bytes], bytes]:
    if coding not in ACCEPTED.split(", "):
        pytest.skip(f"no library for {coding} is installed")
    if coding == "br":
        return importlib.import_module("brotli").compress  # type: ignore[no-any-return]  # untyped
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name).compress  # type: ignore[no-any-return]  # untyped
        except ImportError:
            continue  # the other library has it, or the assertion below fails
    raise AssertionError(coding)


@pytest.mark.parametrize("coding", ["br", "zstd"])
@pytest.mark.parametrize("step", [0, 1, 7])
def test_optional_codings(coding: str, step: int) -> None:
    pack = _optional(coding)
    assert _decode(coding, pack(TEXT), step=step) == TEXT
    assert _decode(f"gzip, {coding}", pack(_gzip(TEXT)), step=step) == TEXT
    for bad in (pack(TEXT)[:-5], b"junk junk junk"):
        with pytest.raises(BadCodingError):
            _decode(coding, bad, step=step)


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_optional_bombs(coding: str) -> None:
    bomb = _optional(coding)(b"\0" * 10_000_000)
    tracemalloc.start()
    for step in (65_536, 100):
        with pytest.raises(TooLargeError):
            _decode(coding, bomb, step=step)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * CAP


def test_zstd_frames_follow_one_another() -> None:
    pack = _optional("zstd")
    assert _decode("zstd", pack(TEXT[:500]) + pack(TEXT[500:])) == TEXT
