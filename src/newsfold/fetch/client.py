"""The one place from which Newsfold connects to the web: requests in, pages out.

A request waits for its host's turn (`politeness`), asks robots.txt where it wants a
page (`robots`), connects only to addresses that it may (`guard`), follows redirects by
hand so that all of this holds for every hop, and reads a body under a cap (`codec`).
One deadline holds for all of it; the time that we wait out of politeness is apart.

What goes wrong becomes a Failure with one of these reasons:

    timeout · dns · connection · tls · refused-address     it could not be reached
    bad-url · too-many-redirects                           it leads nowhere
    http-<status>                                          the server refused
    too-large · bad-coding · bad-http                      the answer is unusable
    robots · backed-off                                    we hold back ourselves
    unexpected                                             a mistake of ours
"""

from __future__ import annotations

import asyncio
import re
import ssl
from base64 import b64encode
from collections import deque
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from newsfold.fetch.codec import ACCEPTED, BadCodingError, Decoder, TooLargeError
from newsfold.fetch.guard import RefusedAddressError, sockets, spelled
from newsfold.fetch.politeness import Politeness, host_of
from newsfold.fetch.robots import MAX_BYTES, Robots
from newsfold.model import Failure, Page, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from aiohttp.abc import AbstractResolver

    from newsfold.config import Fetch
    from newsfold.model import Instant, Purpose

__all__ = ["Client", "shown"]

_HOME = "https://newsfold.example"
"""Where our User-Agent says that we live."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_REFUSALS = frozenset({429, 503})
"""What a server says when it wants to be left alone."""
_MAX_URL = 8190
_MAX_FIELD, _MAX_FIELDS, _MAX_HEAD = 32_768, 256, 262_144
"""Bytes of one header, number of them, bytes of all."""
_MAX_WAIT = 31 * 86_400
"""Seconds; a Retry-After beyond a month is taken for a mistake."""
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)
"""What needs no quoting and is asked for exactly as it is written."""
_USER_INFO = re.compile(r"^([^/?#]*//)[^/?#\\]*@")
_TRANSIENT = frozenset({"timeout", "dns", "connection", "tls"})
_PASSED_ON = _TRANSIENT | {"refused-address", "bad-url", "backed-off"}
"""Why robots.txt could not be read where the page could not be either."""

_HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
_FEED = (
    "application/rss+xml,application/atom+xml,application/feed+json,"
    "application/rdf+xml;q=0.9,application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.5"
)
_ACCEPT: dict[Purpose, str] = {
    "feed": _FEED,
    "page": _HTML,
    "discover": f"{_HTML},{_FEED}",
    "image": "image/webp,image/*;q=0.9,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
}


class _TroubleError(Exception):
    """Why a request cannot be answered: the reason of the Failure that it becomes."""

    def __init__(self, reason: str, detail: str = "", wait: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.wait = wait


def shown(url: str) -> str:
    """A URL as it may be logged: without user name and password."""
    return _USER_INFO.sub(r"\1", url, count=1)


class Client:
    """Fetches; an async context manager.

    `version` goes into our User-Agent, `clock` tells the time that pages are stamped
    with, `resolver` replaces the system's (the guard holds whatever it says), `route`
    maps each URL to the address that stands for it, such as a recording's.
    """

    def __init__(
        self,
        settings: Fetch,
        *,
        version: str,
        clock: Callable[[], Instant],
        resolver: AbstractResolver | None = None,
        route: Callable[[str], str] | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._resolver = resolver
        self._route = route
        self._agent = settings.user_agent or f"newsfold/{version} (+{_HOME})"
        self._hosts = Politeness(settings.host_delay)
        name = re.match(r"[\w.-]*", self._agent, re.ASCII)
        self._robots = Robots((name and name[0]) or "newsfold", self._load_robots)
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._proxies = getproxies() if settings.trust_proxy_variables else {}
        self._session: aiohttp.ClientSession | None = None
        self._proxied: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        private = self._settings.allow_private_networks
        self._session = self._open(guarded=True, private=private)
        if self._proxies:
            self._proxied = self._open(guarded=False, private=private)
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._robots.close()
        for session in (self._session, self._proxied):
            if session is not None:
                await session.close()
        self._session = self._proxied = None

    async def fetch(self, request: Request) -> Page | Failure:
        """Fetch one page.  Never raises for what a server or a network does.

        A 304 is a Page without a body; any other status that is no 2xx is a Failure,
        whose `subject` is `shown(request.url)`.
        """
        host = host_of(request.url)
        await self._prepare(request, host)
        async with self._slots:
            return await self._answer(request, host)

    async def fetch_all(
        self, requests: Iterable[Request]
    ) -> AsyncIterator[Page | Failure]:
        """Fetch many, as they come: each host at its own pace, hosts side by side.

        At most `concurrency` are under way or waiting to be taken, so a slow reader
        slows the fetching down and nothing piles up.
        """
        queues: dict[str, deque[Request]] = {}
        total = 0
        for request in requests:
            queues.setdefault(host_of(request.url), deque()).append(request)
            total += 1
        done: asyncio.Queue[Page | Failure] = asyncio.Queue(maxsize=1)
        workers = [
            asyncio.create_task(self._work(host, queue, done))
            for host, queue in queues.items()
            for _ in range(min(len(queue), self._width()))
        ]
        try:
            for _ in range(total):
                yield await done.get()
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    def _width(self) -> int:
        """Requests to one host at once: one, unless the operator wants no delay."""
        return 1 if self._settings.host_delay > 0 else self._settings.concurrency

    async def _work(
        self, host: str, queue: deque[Request], done: asyncio.Queue[Page | Failure]
    ) -> None:
        while queue:
            request = queue.popleft()
            await self._prepare(request, host)
            async with self._slots:
                await done.put(await self._answer(request, host))

    async def _prepare(self, request: Request, host: str) -> None:
        """Wait, holding no slot, until the request may be sent.

        A page whose site we do not know yet lets its robots.txt go first.
        """
        if request.purpose == "page" and not self._hosts.blocked(host):
            site = _site_of(request.url)
            if site and not self._robots.knows(site):
                await self._hosts.turn(host)
                async with self._slots:
                    await self._robots.allows(site, site)
        if not self._hosts.blocked(host):
            await self._hosts.turn(host)

    async def _answer(self, request: Request, host: str) -> Page | Failure:
        """One request, its turn come: every trouble becomes a Failure here."""
        wait = 0
        try:
            async with asyncio.timeout(self._settings.deadline) as limit:
                page = await self._follow(request, host, limit)
        except Exception as error:  # noqa: BLE001  # law 5: no item stops the run
            trouble = _trouble_of(error)
            reason, detail, wait = trouble.reason, trouble.detail, trouble.wait
        else:
            self._hosts.reached(host)
            return page
        if reason in _TRANSIENT:
            self._hosts.missed(host)
        return Failure(
            stage="fetch",
            subject=shown(request.url),
            reason=reason,
            detail=detail,
            at=self._clock(),
            wait=wait,
        )

    async def _follow(
        self, request: Request, host: str, limit: asyncio.Timeout
    ) -> Page:
        """Ask, and follow where it leads, hop by hop."""
        url = _url_of(request.url)
        origin = url.origin()
        credentials = _credentials(url)
        headers = self._headers(request)
        url = url.with_user(None).with_fragment(None)
        hops: list[tuple[int, str]] = []
        seen = {url}
        while True:
            await self._permit(request, url, host, limit, first=not hops)
            if credentials and url.origin() == origin:
                headers["Authorization"] = credentials
            else:
                headers.pop("Authorization", None)
            async with self._get(url, headers) as response:
                if response.status not in _REDIRECTS:
                    return await self._page(request, url, hops, response)
                url = _target(url, response)
            text = str(url)
            hops.append((response.status, text))
            if url in seen or len(hops) > self._settings.max_redirects:
                raise _TroubleError("too-many-redirects", f"to {text[:200]}")
            seen.add(url)
            host = host_of(text)

    async def _permit(
        self,
        request: Request,
        url: URL,
        host: str,
        limit: asyncio.Timeout,
        *,
        first: bool,
    ) -> None:
        """Hold this hop to its host's robots.txt and, after the first, to its turn."""
        left = self._hosts.blocked(host)
        if left:
            raise _TroubleError("backed-off", "the host is left alone", int(left) + 1)
        if request.purpose == "page":
            site = str(url.origin())
            if not self._robots.knows(site):
                await self._pause(host, limit)
            allowed, delay, trouble = await self._robots.allows(site, str(url))
            if trouble in _PASSED_ON:
                raise _TroubleError(trouble, "asking for robots.txt")
            if not allowed:
                raise _TroubleError("robots", trouble and f"robots.txt: {trouble}")
            if delay:
                self._hosts.slow_down(host, delay)
        if not first:
            await self._pause(host, limit)

    async def _pause(self, host: str, limit: asyncio.Timeout) -> None:
        """Wait for a turn while the deadline's clock stands still."""
        paused = await self._hosts.turn(host)
        when = limit.when()
        if paused and when is not None:
            limit.reschedule(when + paused)

    def _get(
        self, url: URL, headers: dict[str, str]
    ) -> aiohttp.client._RequestContextManager:
        if self._route is not None:
            url = URL(self._route(str(url)))
        session, proxy = self._session, None
        if self._proxies:
            proxy = self._proxy_of(url)
            session = self._proxied if proxy else session
        if session is None:
            raise RuntimeError("the client is not open: use `async with Client(…)`")
        return session.get(url, headers=headers, allow_redirects=False, proxy=proxy)

    def _proxy_of(self, url: URL) -> str | None:
        """The proxy that the environment names for this URL.

        A proxy resolves names itself and the guard cannot see what it connects to, so
        only what the URL spells out is checked here.
        """
        host = url.raw_host or ""
        proxy = self._proxies.get(url.scheme)
        if not proxy or proxy_bypass(host):
            return None
        if not self._settings.allow_private_networks and spelled(host) != "public":
            raise RefusedAddressError
        return proxy

    async def _page(
        self,
        request: Request,
        url: URL,
        hops: list[tuple[int, str]],
        response: aiohttp.ClientResponse,
    ) -> Page:
        status = response.status
        headers = _fields(response)
        if status == _NOT_MODIFIED:
            body = b""
        elif not 200 <= status < 300:  # noqa: PLR2004  # the class of success
            wait = self._wait(headers)
            if status in _REFUSALS:
                self._hosts.leave_alone(host_of(str(url)), wait or 60)
            raise _TroubleError(f"http-{status}", response.reason or "", wait)
        else:
            body = await self._body(request, headers, response)
        return Page(
            request=request,
            url=str(url),
            status=status,
            fetched=self._clock(),
            headers=headers,
            body=body,
            redirects=tuple(hops),
        )

    async def _body(
        self,
        request: Request,
        headers: dict[str, str],
        response: aiohttp.ClientResponse,
    ) -> bytes:
        robots = request.purpose == "robots"
        cap = MAX_BYTES if robots else self._settings.max_bytes
        if (response.content_length or 0) > cap:
            raise TooLargeError
        decoder = Decoder(headers.get("content-encoding", ""), cap)
        parts = []
        while part := await response.content.readany():
            parts.append(decoder.feed(part))
        decoder.finish()
        return b"".join(parts)

    async def _load_robots(self, url: str) -> tuple[str, str]:
        """The text of a robots.txt, or why it could not be read."""
        request = Request(url=url, purpose="robots")
        answer = await self._answer(request, host_of(url))
        if isinstance(answer, Page):
            return answer.body.decode("utf-8", "replace"), ""
        refused = answer.reason.startswith("http-4") and answer.reason != "http-429"
        return "", "" if refused else answer.reason

    def _wait(self, headers: dict[str, str]) -> int:
        """Seconds that Retry-After asks for, given as a number or as a date."""
        text = headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            return min(int(text[:12]), _MAX_WAIT)
        try:
            moment = parsedate_to_datetime(text).timestamp()
        except (ValueError, TypeError, OverflowError):
            return 0
        return min(max(0, int(moment) - self._clock()), _MAX_WAIT)

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {"Accept": _ACCEPT[request.purpose]}
        if _sendable(request.etag):
            headers["If-None-Match"] = request.etag
        if _sendable(request.last_modified):
            headers["If-Modified-Since"] = request.last_modified
        return headers

    def _open(self, *, guarded: bool, private: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,  # the slots limit it
            resolver=self._resolver,
            socket_factory=sockets(private=private) if guarded else None,
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers={"User-Agent": self._agent, "Accept-Encoding": ACCEPTED},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),  # ours holds for all hops
            auto_decompress=False,
            max_line_size=_MAX_URL,
            max_field_size=_MAX_FIELD,
            max_headers=_MAX_FIELDS,
        )


def _url_of(text: str) -> URL:
    """The URL that is asked for; raises _TroubleError for what is none."""
    text = text.strip()
    if len(text) > _MAX_URL:
        raise _TroubleError("bad-url", "it is too long")
    try:
        url = URL(text, encoded=_PLAIN_URL.fullmatch(text) is not None)
        usable = url.scheme in {"http", "https"} and bool(url.raw_host)
    except ValueError as error:
        raise _TroubleError("bad-url", str(error)[:200]) from error
    if not usable:
        raise _TroubleError("bad-url", "it is no http or https address")
    return url


def _site_of(text: str) -> str:
    """The origin of a URL, as robots.txt holds for it; empty for what is no URL."""
    try:
        return str(_url_of(text).origin())
    except (_TroubleError, ValueError):
        return ""


def _target(url: URL, response: aiohttp.ClientResponse) -> URL:
    """Where a redirect points to, without credentials and fragment."""
    location = response.headers.get("Location", "").strip()
    if not location:
        raise _TroubleError(f"http-{response.status}", "a redirect to nowhere")
    location = _text(location)
    exact = location.isascii() and location.isprintable() and " " not in location
    try:
        target = url.join(URL(location, encoded=exact))
    except ValueError as error:
        raise _TroubleError("bad-url", f"a redirect to {location[:200]!r}") from error
    return _url_of(str(target)).with_user(None).with_fragment(None)


def _credentials(url: URL) -> str:
    """The Authorization that a URL's own user name and password make."""
    if url.user is None and url.password is None:
        return ""
    pair = f"{url.user or ''}:{url.password or ''}"
    return "Basic " + b64encode(pair.encode()).decode("ascii")


def _fields(response: aiohttp.ClientResponse) -> dict[str, str]:
    """Header fields as a Page has them; cookies are not for us."""
    fields: dict[str, str] = {}
    size = 0
    for name, value in response.headers.items():
        size += len(name) + len(value)
        key = name.lower()
        if key == "set-cookie":
            continue
        text = value if value.isascii() else _text(value)
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    if size > _MAX_HEAD:
        raise _TroubleError("bad-http", "the headers are too large")
    return fields


def _text(value: str) -> str:
    """A header's value whose bytes may be of any charset, as proper text."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _sendable(validator: str) -> bool:
    """Whether a validator is worth sending: it came back whole and is one line."""
    return bool(validator) and validator.isprintable() and "\ufffd" not in validator


def _trouble_of(error: Exception) -> _TroubleError:
    """The stable reason for whatever was raised while fetching."""
    match error:
        case _TroubleError():
            return error
        case TimeoutError():
            return _TroubleError("timeout", "the deadline passed")
        case TooLargeError():
            return _TroubleError("too-large")
        case BadCodingError():
            return _TroubleError("bad-coding", str(error))
        case aiohttp.ClientConnectorDNSError():
            return _TroubleError("dns", "the name has no address")
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            return _TroubleError("tls", str(error)[:300])
        case aiohttp.ClientConnectorError():
            if isinstance(error.os_error, RefusedAddressError):
                return _TroubleError("refused-address", str(error.os_error))
            return _TroubleError("connection", str(error.os_error)[:300])
        case RefusedAddressError():
            return _TroubleError("refused-address", str(error))
        case aiohttp.NonHttpUrlClientError() | ValueError():
            return _TroubleError("bad-url", str(error)[:300])
        case aiohttp.ClientResponseError():
            return _TroubleError("bad-http", error.message[:300])
        case ssl.SSLError():
            return _TroubleError("tls", str(error)[:300])
        case aiohttp.ClientError() | OSError():
            return _TroubleError("connection", str(error)[:300])
        case _:
            return _TroubleError("unexpected", repr(error)[:300])
