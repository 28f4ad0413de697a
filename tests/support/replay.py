"""A web of our own on loopback: serves recorded or invented answers over real HTTP.

    with Replay() as web:
        web.serve("/feed.xml", b"<rss>…")            # ETag, Last-Modified, 304, gzip
        web.redirect("/old.xml", "/feed.xml", status=301)
        web.refuse("/busy", 429, retry_after=120)    # any status with nothing behind it
        web.serve("/slow", b"…", drip=0.2)           # seconds between two bytes
        web.serve("/raw", b"HTTP/1.1 200 OK\\r\\n…", raw=True)  # the bytes as they are
        web.handle("/new", function)                 # Asked → Reply, computed each time
        fetch(web.url("/feed.xml"))
        web.count("/feed.xml"), web.log              # what was asked, in order

Recorded material: `web.load(manifest)` reads a list of `{"file", "url"}` or a map
file → url, serves each file, and `web.local(url)` tells the address here that stands
for the original.  `web.opml()` is a list of sources that points to this server.

The server runs in a thread of its own on a free port of 127.0.0.1; `hosts` adds other
loopback addresses on the same port (`127.0.0.2` is another host to a client).  Serving
a path again replaces it, so a test can edit a page between two runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import json
import socket
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, Self
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["Asked", "Replay", "Reply"]

# Last-Modified of all that is served: a moment, not today's, so that runs are equal.
_MODIFIED = formatdate(1_771_380_000, usegmt=True)
_TYPES = {
    ".xml": "application/xml",
    ".rdf": "application/rdf+xml",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".opml": "text/x-opml",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/xml"
    headers: Sequence[tuple[str, str]] = ()
    validators: bool = True
    """Give ETag and Last-Modified, and 304 to who sends one of them back."""
    compress: bool = True
    """Gzip it for who accepts that."""
    wait: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds between two bytes of the body (of everything, when raw)."""
    raw: bool = False
    """`body` is the whole answer, byte for byte; the connection is closed after it."""

    @property
    def etag(self) -> str:
        """The validator that goes with this body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Asked(NamedTuple):
    """One request as it came, and the status that it got (0: raw bytes)."""

    method: str
    path: str
    """With its query."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    at: float
    """`time.monotonic()` when its head was complete."""
    status: int = 0


@dataclass
class Replay:
    """The server; a context manager."""

    hosts: Sequence[str] = ("127.0.0.1",)
    log: list[Asked] = field(default_factory=list)
    """Every request, in order of arrival."""

    def __post_init__(self) -> None:
        self.port = 0
        self.connections = 0
        """TCP connections that were accepted, requests or not."""
        self._replies: dict[str, Callable[[Asked], Reply]] = {}
        self._locals: dict[str, str] = {}
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="replay", daemon=True)
        self._sockets: list[socket.socket] = []

    # What is served

    def serve(self, path: str, body: bytes | str, **how: object) -> str:
        """Serve `body` at `path`; `how` are fields of Reply.  Returns its address."""
        data = body.encode() if isinstance(body, str) else body
        suffix = "." + path.partition("?")[0].rpartition(".")[2]
        how.setdefault("content_type", _TYPES.get(suffix, "text/html; charset=utf-8"))
        return self.answer(path, Reply(data, **how))  # type: ignore[arg-type]  # fields of Reply, checked by it

    def answer(self, path: str, reply: Reply) -> str:
        """Serve a Reply as it is.  Returns its address."""
        return self.handle(path, lambda _asked: reply)

    def handle(self, path: str, function: Callable[[Asked], Reply]) -> str:
        """Compute the reply to each request.  Returns its address."""
        self._replies[path] = function
        return self.url(path)

    def redirect(self, path: str, to: str, *, status: int = 302) -> str:
        """Send who asks for `path` on to `to` (a path, or any address)."""
        head = (("Location", to),)
        return self.answer(path, Reply(status=status, headers=head, validators=False))

    def refuse(self, path: str, status: int, *, retry_after: str | int = "") -> str:
        """Answer with a bare status: 410, 429 with Retry-After, 500 …"""
        head = (("Retry-After", str(retry_after)),) if retry_after != "" else ()
        return self.answer(path, Reply(status=status, headers=head, validators=False))

    def load(self, manifest: Path) -> list[str]:
        """Serve the files of a manifest, relative to its folder; their addresses."""
        listed = json.loads(manifest.read_text("utf-8"))
        pairs = (
            listed.items()
            if isinstance(listed, dict)
            else [(entry["file"], entry["url"]) for entry in listed]
        )
        return [self.file(manifest.parent / name, url) for name, url in pairs]

    def file(self, path: Path, url: str) -> str:
        """Serve a recorded file in the place of `url`.  Returns its address."""
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        local = self.serve(f"/{path.parent.name}/{path.name}", body)
        self._locals[url] = local
        return local

    # What a test asks

    def url(self, path: str = "/", host: str = "") -> str:
        """The address of a path here."""
        name = host or self.hosts[0]
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}{path}"

    def local(self, url: str) -> str:
        """The address here that stands for a recorded one."""
        return self._locals[url]

    def opml(self, title: str = "Replayed") -> str:
        """A list of sources that points here: all recorded ones, in order."""
        lines = [
            f"<outline type='rss' text={quoteattr(url.split('/')[2])}"
            f" xmlUrl={quoteattr(local)}/>"
            for url, local in self._locals.items()
        ]
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>'
            f"{title}</title></head><body>\n" + "\n".join(lines) + "\n</body></opml>\n"
        )

    def count(self, path: str = "", status: int = 0) -> int:
        """How often `path` was asked for (any path), with this status (any)."""
        return sum(
            (not path or asked.path == path) and (not status or asked.status == status)
            for asked in list(self.log)
        )

    # The server

    def __enter__(self) -> Self:
        for host in self.hosts:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listener = socket.socket(family, socket.SOCK_STREAM)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, self.port))
            self.port = listener.getsockname()[1]
            listener.listen(1024)
            self._sockets.append(listener)
        self._thread.start()
        self._ready.wait(timeout=5)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        for listener in self._sockets:
            loop.run_until_complete(
                asyncio.start_server(self._talk, sock=listener, limit=1 << 20)
            )
        loop.call_soon(self._ready.set)
        try:
            loop.run_forever()
        finally:
            for listener in self._sockets:
                listener.close()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.close()

    async def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        gone = (
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            asyncio.CancelledError,  # the server is being stopped
        )
        try:
            with contextlib.suppress(*gone):  # clients may hang up
                while await self._turn(reader, writer):
                    pass
        finally:
            writer.close()

    async def _turn(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head[:-4].split("\r\n")
        method, path, _version = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        asked = Asked(method, path, headers, body, time.monotonic())
        function = self._replies.get(path)
        try:
            reply = function(asked) if function else Reply(status=404)
        except Exception as error:  # noqa: BLE001  # a test's mistake is shown, not hung on
            reply = Reply(repr(error).encode(), 500)
        if reply.wait:
            await asyncio.sleep(reply.wait)
        if reply.raw:
            self.log.append(asked)
            await _write(writer, reply.body, reply.drip)
            return False
        status, data, extra = _negotiate(asked, reply)
        self.log.append(asked._replace(status=status))
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        lines += [f"{name}: {value}" for name, value in extra]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8"))
        if method != "HEAD":
            await _write(writer, data, reply.drip)
        return headers.get("connection", "").lower() != "close"


def _negotiate(asked: Asked, reply: Reply) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Status, body and headers: 304 for who has it, gzip for who takes it."""
    status, data = reply.status, reply.body
    extra = [("Content-Type", reply.content_type), *reply.headers]
    if reply.validators and status == HTTPStatus.OK:
        extra += [("ETag", reply.etag), ("Last-Modified", _MODIFIED)]
        etag = asked.headers.get("if-none-match")
        since = asked.headers.get("if-modified-since")
        if etag == reply.etag or (etag is None and since == _MODIFIED):
            return HTTPStatus.NOT_MODIFIED, b"", extra
    if reply.compress and data and "gzip" in asked.headers.get("accept-encoding", ""):
        data = gzip.compress(data, 1, mtime=0)
        extra.append(("Content-Encoding", "gzip"))
    extra.append(("Content-Length", str(len(data))))
    return status, data, extra


async def _write(writer: asyncio.StreamWriter, data: bytes, drip: float) -> None:
    if not drip:
        writer.write(data)
        await writer.drain()
        return
    for position in range(len(data)):
        writer.write(data[position : position + 1])
        await writer.drain()
        await asyncio.sleep(drip)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unheard Of"
