from __future__ import annotations

import struct
import zlib

from newsfold.demo.pictures import HEIGHT, WIDTH, picture


def test_a_small_valid_png_that_is_always_the_same():
    data = picture("harbour")
    assert data == picture.__wrapped__("harbour")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (WIDTH, HEIGHT)
    assert len(data) < 10_000


def test_its_chunks_are_whole():
    data, place, kinds = picture("harbour"), 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body = data[place + 4 : place + 8 + length]
        (check,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert zlib.crc32(body) == check
        kinds.append(body[:4])
        if body[:4] == b"IDAT":
            assert len(zlib.decompress(body[4:])) == HEIGHT * (WIDTH + 1)
        place += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_names_make_a_difference():
    assert picture("harbour") != picture("bridge")
