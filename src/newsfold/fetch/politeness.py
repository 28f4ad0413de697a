"""Whose turn it is: one queue, one pace and one back-off a host.

A host is a name with its port (none for http's and https's own): what one server sees
of us.  A request books the host's next free moment and sleeps until then, so requests
to one host start at least its delay apart, in the order in which they asked, while
other hosts go on.  A host that answers 429 or 503, or that fails again and again, is
left alone as a whole.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from newsfold.fetch.robots import Rules

__all__ = ["Politeness", "host_of"]

_MAX_DELAY = 60.0
"""Seconds; a crawl-delay beyond this is taken for a mistake."""
_PATIENCE = 10.0
"""Seconds that a request waits for a host that is backed off; beyond, it fails."""
_FAILURES = 3
"""Failures in a row to reach a host after which it is backed off."""
_BACK_OFF, _MAX_BACK_OFF = 60.0, 3600.0
_HOSTS = 10_000
"""Hosts remembered before those that are free again are forgotten."""


def host_of(url: str) -> str:
    """The host that a URL asks: lower case, with the port where it is no default.

    Empty when the URL has none or cannot be read.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host or port is None or port == {"http": 80, "https": 443}.get(parts.scheme):
        return host
    return f"{host}:{port}"


class _Host:
    __slots__ = ("blocked", "delay", "failures", "next")

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.next = 0.0
        self.blocked = 0.0
        self.failures = 0


class Politeness:
    """The state of all hosts.  Times are those of the event loop's own clock."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._hosts: dict[str, _Host] = {}
        self.rules: dict[str, Rules] = {}
        """What each site's robots.txt was read as, by its origin."""

    async def turn(self, host: str) -> float:
        """Sleep until it is this request's turn; the seconds that it took."""
        state = self._state(host)
        now = asyncio.get_running_loop().time()
        start = max(now, state.next, state.blocked)
        state.next = start + state.delay
        if start > now:
            await asyncio.sleep(start - now)
        return start - now

    def blocked(self, host: str) -> float:
        """Seconds for which the host is to be left alone, 0 where a wait will do."""
        state = self._hosts.get(host)
        if state is None or not state.blocked:
            return 0.0
        left = state.blocked - asyncio.get_running_loop().time()
        return left if left > _PATIENCE else 0.0

    def slow_down(self, host: str, delay: float) -> None:
        """Honour a crawl-delay, within reason."""
        state = self._state(host)
        state.delay = max(state.delay, min(delay, _MAX_DELAY))
        state.next = max(state.next, asyncio.get_running_loop().time() + state.delay)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Back the host off as a whole, at least for so long."""
        until = asyncio.get_running_loop().time() + seconds
        state = self._state(host)
        state.blocked = max(state.blocked, until)

    def reached(self, host: str) -> None:
        """Note that the host answered."""
        self._state(host).failures = 0

    def missed(self, host: str) -> None:
        """Note that the host could not be reached; the third time backs it off."""
        state = self._state(host)
        state.failures += 1
        if state.failures >= _FAILURES:
            doublings = min(state.failures - _FAILURES, 10)
            self.leave_alone(host, min(_BACK_OFF * 2**doublings, _MAX_BACK_OFF))

    def _state(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            if len(self._hosts) >= _HOSTS:
                self._forget()
            state = self._hosts[host] = _Host(self._delay)
        return state

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {
            name: state
            for name, state in self._hosts.items()
            if max(state.next, state.blocked) > now or state.delay > self._delay
        }
