"""Serves the invented outlets on a loopback port, as real feeds and pages.

The articles carry their outlets' own addresses (`https://harborledger.example/…`),
which exist nowhere.  `DemoServer.address_of` maps each of them to this server; given to
the fetcher as its route it makes the sample hub work offline, and sends whatever else
might be asked for here too, where it gets a 404.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsfold.demo.content import CLOCKS, Outlet, outlets, pieces
from newsfold.demo.pictures import picture
from newsfold.demo.press import feed, front_page, page

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from newsfold.model import Instant

__all__ = ["DemoServer"]

_LOOPBACK = "127.0.0.1"
_WORTH_PACKING = 500
_FRESH_SECONDS = 900
_STOP_WITHIN = 0.05
_ROBOTS = b"User-agent: *\nDisallow: /desk/\n"


class _Answer(NamedTuple):
    body: bytes
    content_type: str
    modified: Instant


class DemoServer:
    """A context manager: the server runs, on a free port, while it is open.

    It starts in phase 1; `advance` moves to phase 2, in which an article has been
    edited, a toll has risen and new articles have come.
    """

    def __init__(self) -> None:
        self.phase = 1
        self._http = _Server((_LOOPBACK, 0), _Handler)
        self._http.demo = self
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(_STOP_WITHIN,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The loopback port that it listens on."""
        return self._http.server_port

    @property
    def clock(self) -> Instant:
        """The time that it is for the sample hub in the present phase."""
        return CLOCKS[self.phase - 1]

    @property
    def feeds(self) -> tuple[str, ...]:
        """The outlets' feeds, at the outlets' own addresses."""
        return tuple(outlet.feed_url for outlet in outlets())

    def advance(self) -> None:
        """Move to the later state; there is none after the second."""
        self.phase = min(self.phase + 1, len(CLOCKS))

    def resolve(self, host: str) -> tuple[str, int] | None:
        """Address and port at which an outlet's host is served, None for others."""
        known = host.lower() in {outlet.domain for outlet in outlets()}
        return (_LOOPBACK, self.port) if known else None

    def address_of(self, url: str) -> str:
        """Where this server answers for `url`: its host begins the path there."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        path = parts.path or "/"
        return f"http://{_LOOPBACK}:{self.port}/{parts.hostname or ''}{path}{query}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    demo: DemoServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsfold-demo"
    sys_version = ""
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Keep quiet: stderr belongs to the hub."""

    def _answer(self, *, with_body: bool) -> None:
        parts = urlsplit(self.path)
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        path = parts.path
        if host in (_LOOPBACK, "localhost"):
            host, _, rest = path.removeprefix("/").partition("/")
            path = "/" + rest
        phase = cast("_Server", self.server).demo.phase
        answer = _find(host, path, parts.query, phase)
        if answer is None:
            self._send(
                404, b"Not found\n", {"Content-Type": "text/plain"}, with_body=with_body
            )
            return
        tag = hashlib.sha256(answer.body).hexdigest()[:20]
        headers = {
            "ETag": f'"{tag}"',
            "Last-Modified": formatdate(answer.modified, usegmt=True),
            "Cache-Control": f"max-age={_FRESH_SECONDS}",
            "Vary": "Accept-Encoding",
        }
        if self._is_known(headers["ETag"], answer.modified):
            self._send(304, b"", headers, with_body=with_body)
            return
        headers["Content-Type"] = answer.content_type
        body = answer.body
        accepted = self.headers.get("Accept-Encoding") or ""
        if "gzip" in accepted and len(body) > _WORTH_PACKING:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._send(200, body, headers, with_body=with_body)

    def _is_known(self, tag: str, modified: Instant) -> bool:
        """Whether the asker has this state; a tag counts before a date (RFC 9110)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {part.strip().removeprefix("W/") for part in tags.split(",")}
            return tag in known or "*" in known
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return modified <= parsedate_to_datetime(since).timestamp()
        except ValueError:
            return False

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], *, with_body: bool
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:  # noqa: PLR2004  # a 304 has no body, hence no length
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and status != 304:  # noqa: PLR2004  # the same
            self.wfile.write(body)


def _find(host: str, path: str, query: str, phase: int) -> _Answer | None:
    outlet = next((outlet for outlet in outlets() if outlet.domain == host), None)
    if outlet is None:
        return None
    newest = max(
        min(piece.modified, CLOCKS[phase - 1])
        for piece in pieces(phase)
        if piece.outlet == outlet
    )
    html = f"text/html; charset={outlet.charset}"
    if outlet.home + path[1:] == outlet.feed_url:
        return _Answer(*feed(outlet, phase), newest)
    if path == "/":
        return _Answer(front_page(outlet, phase), html, newest)
    if path == "/robots.txt":
        return _Answer(_ROBOTS, "text/plain", CLOCKS[0])
    if path.startswith("/images/") and path.endswith(".png"):
        return _image(outlet, path, phase)
    wanted = outlet.home + path[1:] + _without_trackers(query)
    for piece in pieces(phase):
        if piece.url == wanted:
            return _Answer(page(piece, phase), html, piece.modified)
    return None


def _image(outlet: Outlet, path: str, phase: int) -> _Answer | None:
    url = outlet.home + path[1:]
    if all(piece.image != url for piece in pieces(phase)):
        return None
    name = path.rpartition("/")[2].removesuffix(".png")
    return _Answer(picture(name), "image/png", CLOCKS[0])


def _without_trackers(query: str) -> str:
    kept = [pair for pair in parse_qsl(query) if not pair[0].startswith("utm_")]
    return f"?{urlencode(kept)}" if kept else ""
