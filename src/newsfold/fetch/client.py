"""The one place from which Newsfold connects to the web: requests in, pages out.

A request waits for its host's turn (`politeness`), asks robots.txt where it wants a
page (`robots`), connects only to addresses that it may (`guard`), follows redirects by
hand so that all of this holds for every hop, and reads a body under a cap (`codec`).
One deadline holds for all of it; the time that we wait out of politeness is apart.

What goes wrong becomes a Failure, with a reason from the list in `trouble`.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import TYPE_CHECKING, Self, TypeAlias
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from newsfold.fetch import address, headers
from newsfold.fetch.address import shown
from newsfold.fetch.codec import ACCEPTED, Decoder, TooLargeError
from newsfold.fetch.guard import RefusedAddressError, sockets, spelled
from newsfold.fetch.politeness import Politeness, host_of
from newsfold.fetch.resolver import Resolver
from newsfold.fetch.robots import MAX_BYTES, Robots
from newsfold.fetch.slots import SMALL, Place, Slots
from newsfold.fetch.trouble import UNREACHED, TroubleError, trouble_of
from newsfold.fetch.walls import wall_of
from newsfold.model import Failure, Page, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from aiohttp.abc import AbstractResolver

    from newsfold.config import Fetch
    from newsfold.model import Instant

__all__ = ["Client", "shown"]

_HOME = "https://newsfold.example"
"""Where our User-Agent says that we live."""
_BY_ROBOTS = frozenset({"page", "image", "sitemap", "listing"})
"""Purposes for which a site's robots.txt is asked: who offers a feed wants it read, and
who offers an API."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_REFUSALS = frozenset({429, 503})
"""What a server says when it wants to be left alone."""
_LEFT_ALONE = 60
"""Seconds that it gets when it does not say how many it wants."""
_MAX_LINE, _MAX_FIELD, _MAX_FIELDS = 8_190, 32_768, 256
"""Bytes of a status line and of a header field, number of fields."""
_PASSED_ON = UNREACHED | {"refused-address", "bad-url", "backed-off"}
"""Why robots.txt could not be read where the page could not be either."""


_Answered: TypeAlias = tuple[Request, Page | Failure]


class Client:
    """Fetches; an async context manager.

    `version` goes into our User-Agent, `clock` tells the time that pages are stamped
    with, `resolver` replaces the system's (the guard holds whatever it says), `route`
    maps each URL to the address that stands for it, such as a recording's.
    `hosts` carries the hosts' pace, back-off and robots.txt over from a client before
    this one.
    """

    def __init__(
        self,
        settings: Fetch,
        *,
        version: str,
        clock: Callable[[], Instant],
        resolver: AbstractResolver | None = None,
        route: Callable[[str], str] | None = None,
        hosts: Politeness | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._resolver = resolver
        self._route = route
        self._agent = settings.user_agent or f"newsfold/{version} (+{_HOME})"
        self._hosts = hosts or Politeness(settings.host_delay)
        name = re.match(r"[\w.-]*", self._agent, re.ASCII)
        self._robots = Robots(
            (name and name[0]) or "newsfold", self._load_robots, self._hosts.rules
        )
        self._slots = Slots(settings.concurrency)
        self._proxies = getproxies() if settings.trust_proxy_variables else {}
        self._session: aiohttp.ClientSession | None = None
        self._proxied: aiohttp.ClientSession | None = None
        self._names: Resolver | None = None

    async def __aenter__(self) -> Self:
        private = self._settings.allow_private_networks
        self._names = Resolver()
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
        if self._names is not None:
            await self._names.close()

    async def fetch(self, request: Request) -> Page | Failure:
        """Fetch one page.  Never raises for what a server or a network does.

        A 304 is a Page without a body; any other status that is no 2xx is a Failure,
        whose `subject` is `shown(request.url)`.
        """
        host = host_of(request.url)
        await self._prepare(request, host)
        async with self._slots.place() as place:
            return await self._answer(request, host, place)

    async def fetch_all(
        self, requests: Iterable[Request]
    ) -> AsyncIterator[tuple[Request, Page | Failure]]:
        """Each request with its answer, as they come: hosts side by side, each at its
        own pace.

        At most `concurrency` pages of any size are under way or waiting to be taken, so
        a slow reader slows the fetching down and nothing piles up.  Who only waits for
        a slow server is not counted (see `slots`).
        """
        queues: dict[str, deque[Request]] = {}
        total = 0
        for request in requests:
            queues.setdefault(host_of(request.url), deque()).append(request)
            total += 1
        done: asyncio.Queue[_Answered] = asyncio.Queue(maxsize=1)
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
        self, host: str, queue: deque[Request], done: asyncio.Queue[_Answered]
    ) -> None:
        while queue:
            request = queue.popleft()
            await self._prepare(request, host)
            async with self._slots.place() as place:
                await done.put((request, await self._answer(request, host, place)))

    async def _prepare(self, request: Request, host: str) -> None:
        """Wait, holding no slot, until the request may be sent.

        A page whose site we do not know yet lets its robots.txt go first.
        """
        if request.purpose in _BY_ROBOTS and not self._hosts.blocked(host):
            site = address.site_of(request.url)
            if site and not self._robots.knows(site):
                await self._hosts.turn(host)
                async with self._slots.place():
                    _, delay, _ = await self._robots.allows(site, site)
                if delay:
                    self._hosts.slow_down(host, delay)
        if not self._hosts.blocked(host):
            await self._hosts.turn(host)

    async def _answer(
        self, request: Request, host: str, place: Place | None = None
    ) -> Page | Failure:
        """One request, its turn come: every trouble becomes a Failure here."""
        hosts = [host]
        try:
            async with asyncio.timeout(self._settings.deadline) as limit:
                page = await self._follow(request, hosts, limit, place)
        except Exception as error:  # noqa: BLE001  # law 5: no item stops the run
            trouble = trouble_of(error)
        else:
            self._hosts.reached(hosts[-1])
            return page
        if trouble.reason in UNREACHED:
            self._hosts.missed(hosts[-1])  # the last hop's, not who sent us there
        return Failure(
            stage="fetch",
            subject=shown(request.url),
            reason=trouble.reason,
            detail=trouble.detail,
            at=self._clock(),
            wait=trouble.wait,
        )

    async def _follow(
        self,
        request: Request,
        hosts: list[str],
        limit: asyncio.Timeout,
        place: Place | None,
    ) -> Page:
        """Ask, and follow where it leads, hop by hop; `hosts` gets each hop's host."""
        url = address.parse(request.url)
        origin = url.origin()
        credentials = address.credentials(url)
        asking = headers.asking(request)
        url = url.with_user(None).with_fragment(None)
        hops: list[tuple[int, str]] = []
        seen = {url}
        while True:
            await self._permit(request, url, hosts[-1], limit, first=not hops)
            if credentials and url.origin() == origin:
                asking["Authorization"] = credentials
            else:
                asking.pop("Authorization", None)
            async with self._send(url, asking, request.form) as response:
                # What is posted is for whom it was addressed to.
                if response.status not in _REDIRECTS or request.form:
                    return await self._page(request, url, hops, response, place)
                location = response.headers.get("Location")
                if not location:
                    raise TroubleError(
                        f"http-{response.status}", "it redirects nowhere"
                    )
                url = address.target(url, headers.readable(location))
            text = str(url)
            hops.append((response.status, text))
            if url in seen or len(hops) > self._settings.max_redirects:
                raise TroubleError("too-many-redirects", f"to {text[:200]}")
            seen.add(url)
            hosts.append(host_of(text))

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
            raise TroubleError("backed-off", "the host is left alone", int(left) + 1)
        if request.purpose in _BY_ROBOTS:
            site = str(url.origin())
            if not self._robots.knows(site):
                await self._pause(host, limit)
            allowed, delay, trouble = await self._robots.allows(site, str(url))
            if trouble in _PASSED_ON:
                raise TroubleError(trouble, "asking for robots.txt")
            if not allowed:
                raise TroubleError("robots", trouble and f"robots.txt: {trouble}")
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

    def _send(
        self, url: URL, asking: dict[str, str], form: tuple[tuple[str, str], ...]
    ) -> aiohttp.client._RequestContextManager:
        if self._route is not None:
            url = URL(self._route(str(url)))
        session, proxy = self._session, None
        if self._proxies:
            proxy = self._proxy_of(url)
            session = self._proxied if proxy else session
        if session is None:
            raise RuntimeError("the client is not open: use `async with Client(…)`")
        return session.request(
            "POST" if form else "GET",
            url,
            headers=asking,
            data=form or None,
            allow_redirects=False,
            proxy=proxy,
        )

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
        place: Place | None,
    ) -> Page:
        status = response.status
        found = headers.fields(response.headers.items())
        if status == _NOT_MODIFIED:
            body = b""
        elif not 200 <= status < 300:  # noqa: PLR2004  # the class of success
            wait = headers.wait_of(found, self._clock())
            if status in _REFUSALS:
                self._hosts.leave_alone(host_of(str(url)), wait or _LEFT_ALONE)
            wall = wall_of(status, found)
            why = f"behind {wall}" if wall else response.reason or ""
            raise TroubleError(f"http-{status}", why, wait)
        else:
            body = await self._body(request, found, response, place)
        return Page(
            request=request,
            url=str(url),
            status=status,
            fetched=self._clock(),
            headers=found,
            body=body,
            redirects=tuple(hops),
        )

    async def _body(
        self,
        request: Request,
        found: dict[str, str],
        response: aiohttp.ClientResponse,
        place: Place | None,
    ) -> bytes:
        small = request.purpose in {"robots", "rights"}
        cap = MAX_BYTES if small else self._settings.max_bytes
        if (response.content_length or 0) > cap:
            raise TooLargeError
        decoder = Decoder(found.get("content-encoding", ""), cap)
        parts = []
        size = 0
        while part := await response.content.readany():
            parts.append(decoder.feed(part))
            size += len(parts[-1])
            if size > SMALL and place is not None:
                await place.grow()
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

    def _open(self, *, guarded: bool, private: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,  # the slots limit it
            resolver=self._resolver or self._names,
            socket_factory=sockets(private=private) if guarded else None,
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers={"User-Agent": self._agent, "Accept-Encoding": ACCEPTED},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),  # ours holds for all hops
            auto_decompress=False,
            max_line_size=_MAX_LINE,
            max_field_size=_MAX_FIELD,
            max_headers=_MAX_FIELDS,
        )
