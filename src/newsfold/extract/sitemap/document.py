"""Bytes → the entries of a sitemap or of an index of sitemaps, one by one.

No tree is built: the parser calls us element by element, so that memory stays small
however large the file is.  Entities are not expanded and nothing is fetched.  Gzip is
undone on the way, under the cap that the protocol itself sets (50 MB).

https://www.sitemaps.org/protocol.html and Google's extensions for news and images.
"""

from __future__ import annotations

import re
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Literal

import msgspec
from lxml import etree

from newsfold.text import charset, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Entry", "Reader", "read"]

_GZIP = b"\x1f\x8b"
_AUTO = 31
"""What zlib calls gzip's format."""
_MAX_BYTES = 52_428_800
_PIECE = 65_536
_MAX_ENTRIES = 50_000
"""What the protocol lets one file hold."""
_MAX_ELEMENTS = 1_000_000
_BARE = re.compile(rb"&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)")
_LONGEST_ENTITY = 40
_MAX_TEXT = 4_000
"""Characters of one field; an address that is longer is none."""
_SPACES = {
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
}
_NAMES = {
    "loc": "loc",
    "lastmod": "lastmod",
    "news:title": "title",
    "news:publication_date": "published",
    "news:name": "name",
    "news:language": "language",
    "news:keywords": "keywords",
    "image:loc": "image",
}
"""Elements that tell something, and the field of an Entry that each fills."""
_NAMES |= {
    name.removeprefix("news:"): field
    for name, field in _NAMES.items()
    if name.startswith("news:")
}
# The parser drops prefixes that nobody declared.


class Entry(msgspec.Struct, kw_only=True):
    """One address, with what is said of it, as written."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    published: str = ""
    name: str = ""
    """Of the publication."""
    language: str = ""
    keywords: str = ""
    image: str = ""


class _RefusedError(Exception):
    """What no sitemap holds: reading stops."""


class Reader:
    """What the parser calls; `entries` are handed out and forgotten by `take`."""

    def __init__(self) -> None:
        self.kind: Literal["", "urlset", "sitemapindex"] = ""
        """The root, once it was seen; empty where the document is something else."""
        self.root = ""
        self.count = 0
        self._elements = 0
        self.trouble = ""
        """Why reading stopped before the end."""
        self._entries: list[Entry] = []
        self._entry: Entry | None = None
        self._field = ""
        self._text: list[str] = []
        self._length = 0

    def take(self) -> list[Entry]:
        """The entries that were read since the last call."""
        taken, self._entries = self._entries, []
        return taken

    def doctype(self, name: str, _public: str, _system: str) -> None:
        """Refuse a document type: it may declare entities, and sitemaps have none."""
        self.root = self.root or name.lower()
        raise _RefusedError("it declares a document type")

    def start(self, tag: str, _attributes: object) -> None:
        """Begin an element."""
        name = _name(tag)
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            message = f"more than {_MAX_ELEMENTS} elements"
            raise _RefusedError(message)
        if not self.root:
            self.root = name
            self.kind = name if name in {"urlset", "sitemapindex"} else ""  # type: ignore[assignment]  # one of the two
        elif name == ("url" if self.kind == "urlset" else "sitemap"):
            self._entry = Entry()
        self._field = _NAMES.get(name, "") if self._entry is not None else ""
        self._text.clear()
        self._length = 0

    def data(self, text: str) -> None:
        """Take text of the element that is open."""
        if self._field and self._length < _MAX_TEXT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        """End an element; the last of an entry hands it over."""
        entry = self._entry
        if entry is None:
            return
        if self._field:
            said = "".join(self._text).strip()[:_MAX_TEXT]
            if not getattr(entry, self._field):
                setattr(entry, self._field, said)
            self._field = ""
        elif _name(tag) in {"url", "sitemap"}:
            self.count += 1
            self._entries.append(entry)
            self._entry = None

    def close(self) -> Reader:
        """The end of the document."""
        return self


def read(body: bytes, reader: Reader) -> Iterator[Entry]:
    """The entries of a sitemap in order; `reader` then says what it was.

    Plain text with an address a line is a sitemap too.  Ends early, with
    `reader.trouble`, where there is more than a sitemap may hold.  Never raises.
    """
    pieces = _inflated(body, reader)
    first = next(pieces, b"")
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<" not in start[:512] and b"<\0" not in start[:512]:
        yield from _lines(first, pieces, reader)
        return
    parser = etree.XMLParser(
        target=reader,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for piece in _mended(start, pieces):
            parser.feed(piece)
            yield from reader.take()
            if reader.root and not reader.kind:
                return
            if reader.count > _MAX_ENTRIES:
                reader.trouble = f"more than {_MAX_ENTRIES} entries"
                return
        parser.close()
    except (_RefusedError, etree.XMLSyntaxError, ValueError) as error:
        reader.trouble = str(error)[:300]
    yield from reader.take()


def _lines(first: bytes, rest: Iterator[bytes], reader: Reader) -> Iterator[Entry]:
    """An address a line; what else there is makes it no sitemap."""
    text, _ = charset.decode(b"".join((first, *rest)))
    for line in text.lstrip("\ufeff").splitlines():
        url = line.strip()
        if not url:
            continue
        if not urls.is_web(url) or " " in url:
            reader.kind, reader.root = "", "text"
            return
        reader.kind = reader.root = "urlset"
        reader.count += 1
        yield Entry(loc=url[:_MAX_TEXT])
        if reader.count > _MAX_ENTRIES:
            reader.trouble = f"more than {_MAX_ENTRIES} entries"
            return


def _mended(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with their bare ampersands, as in unescaped addresses, made good."""
    wide = b"\0" in first[:512]  # UTF-16 is left as it is
    held = b""
    for piece in chain((first,), rest):
        text = held + piece
        cut = text.rfind(b"&", len(text) - _LONGEST_ENTITY)
        held = b"" if wide or cut < 0 else text[cut:]
        text = text[: len(text) - len(held)]
        yield text if wide else _BARE.sub(b"&amp;", text)
    yield _BARE.sub(b"&amp;", held)


def _inflated(body: bytes, reader: Reader) -> Iterator[bytes]:
    """The document in pieces, unpacked where it is gzip; cut at the cap."""
    room = _MAX_BYTES
    if not body.startswith(_GZIP):
        for start in range(0, min(len(body), room), _PIECE):
            yield body[start : start + _PIECE]
        return
    while body.startswith(_GZIP):
        unpack = zlib.decompressobj(_AUTO)
        while not unpack.eof:
            try:
                piece = unpack.decompress(body, _PIECE)
            except zlib.error as error:
                reader.trouble = f"gzip: {error}"
                return
            body = unpack.unconsumed_tail
            if not piece and not body:
                if not unpack.eof:
                    reader.trouble = "gzip: cut off"
                break
            room -= len(piece)
            if room < 0:
                reader.trouble = f"more than {_MAX_BYTES} bytes"
                return
            yield piece
        body = unpack.unused_data


def _name(tag: str) -> str:
    """An element's name, with `news:` or `image:` for what the extensions define."""
    space, _, name = tag.rpartition("}")
    if space:
        prefix = _SPACES.get(space[1:])
        if prefix is None and "sitemap" not in space and _foreign(space):
            prefix = "other:"
        return (prefix or "") + name.lower()
    return name.lower()


def _foreign(space: str) -> bool:
    return "/schemas/" in space or "w3.org" in space
