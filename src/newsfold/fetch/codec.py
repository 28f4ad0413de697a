"""Content codings undone, as the bytes come, under a cap.

A bomb is a small body that decodes to a huge one.  Each layer of coding is decoded with
a limit on what it may yield, so a bomb costs no more than an honest page of the largest
size; more than two layers are refused.  Brotli and zstd are decoded where a library
that can limit its output is installed (`Brotli` from 1.2, `backports.zstd`).
"""

from __future__ import annotations

import importlib
import zlib
from typing import Any, Protocol

__all__ = ["ACCEPTED", "BadCodingError", "Decoder", "TooLargeError"]

_MAX_LAYERS = 2
_MAX_MEMBERS = 4096
"""Gzip members or zstd frames of one body; honest ones hold 64 KB each."""
_GZIP_MAGIC = b"\x1f\x8b"
_MAGIC_LENGTH = 2
_WINDOW_LOG = 23
"""Zstd's window: 8 MB, the most that RFC 9659 lets a server use."""
_GZIP, _ZLIB, _RAW = 31, 15, -15
"""What zlib calls its formats."""


class BadCodingError(Exception):
    """The body is not coded as its headers say, or in a way that we do not know."""


class TooLargeError(Exception):
    """The body is larger than the cap."""


class _Layer(Protocol):
    def feed(self, data: bytes, room: int) -> bytes: ...

    def finish(self) -> None: ...


class _Inflate:
    """Gzip, of several members too, or deflate with or without its zlib wrapper."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._head = b""
        self._members = 0
        self._zip: zlib._Decompress | None = None
        self._plain = False

    def feed(self, data: bytes, room: int) -> bytes:
        if self._zip is None and not self._plain:
            self._head += data
            if len(self._head) < _MAGIC_LENGTH:
                return b""
            data, self._head = self._head, b""
            self._begin(data)
        if self._zip is None:
            return data
        out = []
        while True:
            part = self._zip.decompress(data, room + 1)
            room -= len(part)
            if room < 0:
                raise TooLargeError
            out.append(part)
            data = self._zip.unused_data
            # What follows the last member is padding.
            if not self._gzip or not data.startswith(_GZIP_MAGIC):
                return b"".join(out)
            self._members += 1
            if self._members > _MAX_MEMBERS:
                raise BadCodingError("too many gzip members")
            self._zip = zlib.decompressobj(_GZIP)

    def finish(self) -> None:
        if self._head or (self._zip is not None and not self._zip.eof):
            raise BadCodingError("the compressed body is cut off")

    def _begin(self, data: bytes) -> None:
        """Choose the format by the first two bytes: servers mislabel both codings."""
        if self._gzip:
            self._plain = not data.startswith(_GZIP_MAGIC)
            if not self._plain:
                self._zip = zlib.decompressobj(_GZIP)
        else:
            wrapped = (
                data[0] & 15 == zlib.DEFLATED and not (data[0] << 8 | data[1]) % 31
            )
            self._zip = zlib.decompressobj(_ZLIB if wrapped else _RAW)


class _Brotli:
    def __init__(self, library: Any) -> None:
        self._stream = library.Decompressor()
        self._error: type[Exception] = library.error

    def feed(self, data: bytes, room: int) -> bytes:
        out = []
        while True:
            try:
                part = self._stream.process(data, output_buffer_limit=room + 1)
            except self._error as error:
                raise BadCodingError("the body is not brotli") from error
            room -= len(part)
            if room < 0:
                raise TooLargeError
            out.append(part)
            if self._stream.is_finished() or self._stream.can_accept_more_data():
                return b"".join(out)
            data = b""

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise BadCodingError("the compressed body is cut off")


class _Zstd:
    def __init__(self, library: Any) -> None:
        self._library = library
        self._frames = 0
        self._next_frame()

    def feed(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        while True:
            if self._stream.eof:
                if not data:
                    return b"".join(out)
                self._next_frame()
            try:
                part = self._stream.decompress(data, room + 1)
            except self._library.ZstdError as error:
                raise BadCodingError("the body is not zstd") from error
            room -= len(part)
            if room < 0:
                raise TooLargeError
            out.append(part)
            data = self._stream.unused_data if self._stream.eof else b""
            if not self._stream.eof and self._stream.needs_input:
                return b"".join(out)

    def finish(self) -> None:
        if not self._stream.eof:
            raise BadCodingError("the compressed body is cut off")

    def _next_frame(self) -> None:
        self._frames += 1
        if self._frames > _MAX_MEMBERS:
            raise BadCodingError("too many zstd frames")
        window = self._library.DecompressionParameter.window_log_max
        self._stream = self._library.ZstdDecompressor(options={window: _WINDOW_LOG})


def _library(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue  # an extra; what is not there is not asked for
    return None


_brotli = _library("brotli")
if not hasattr(getattr(_brotli, "Decompressor", None), "can_accept_more_data"):
    _brotli = None  # before 1.2 nothing limits what it yields
_zstd = _library("compression.zstd", "backports.zstd")

_LAYERS: dict[str, Any] = {
    "gzip": lambda: _Inflate(gzip=True),
    "x-gzip": lambda: _Inflate(gzip=True),
    "deflate": lambda: _Inflate(gzip=False),
} | ({"br": lambda: _Brotli(_brotli)} if _brotli else {})
if _zstd:
    _LAYERS["zstd"] = lambda: _Zstd(_zstd)

ACCEPTED = ", ".join(name for name in _LAYERS if name != "x-gzip")
"""The value of Accept-Encoding that we can keep."""


class Decoder:
    """Undoes the codings that a Content-Encoding header lists.

    `limit` caps the bytes that each layer yields.  An unknown coding or more than two
    layers raise BadCodingError, more than `limit` bytes TooLargeError.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in {"", "identity", "none"}]
        if len(names) > _MAX_LAYERS:
            raise BadCodingError(f"coded {len(names)} times over")
        unknown = [name for name in names if name not in _LAYERS]
        if unknown:
            raise BadCodingError(f"unknown coding {unknown[0][:40]!r}")
        self._layers: list[_Layer] = [_LAYERS[name]() for name in reversed(names)]
        self._room = [limit] * len(names)
        self._limit = limit
        self._size = 0

    def feed(self, data: bytes) -> bytes:
        """Decode the next piece of the body."""
        try:
            for index, layer in enumerate(self._layers):
                data = layer.feed(data, self._room[index])
                self._room[index] -= len(data)
        except zlib.error as error:
            raise BadCodingError(f"the body does not decompress: {error}") from error
        self._size += len(data)
        if self._size > self._limit:
            raise TooLargeError
        return data

    def finish(self) -> None:
        """Say that the body has ended: one that is cut off raises BadCodingError."""
        for layer in self._layers:
            layer.finish()
