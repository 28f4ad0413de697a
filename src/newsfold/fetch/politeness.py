"""Whose turn it is: one queue, one pace and one back-off a host.

A host is a name with its port (none for http's and https's own): what one server sees
of us.  A request books the host's next free moment and sleeps until then, so requests
to one host start at least its delay apart, in the order in which they asked, while
other hosts go on.  A host that answers 429 or 503, or that fails again and again, is
left alone as a whole.  What is due to a host outlives the run: `changes` tells what is
to be kept, and the next run begins with it.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsfold.model import Pace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.fetch.robots import Rules
    from newsfold.model import Instant

__all__ = ["Politeness", "host_of"]

_MAX_DELAY = 60.0
"""Seconds; a crawl-delay beyond this is taken for a mistake."""
_PATIENCE = 10.0
"""Seconds that a request waits for a host that is backed off; beyond, it fails."""
_FAILURES = 3
"""Failures in a row to reach a host after which it is backed off."""
_BACK_OFF, _MAX_BACK_OFF = 60.0, 3600.0
_MAX_KNOWN = 86_400.0
"""Seconds for which what an earlier run learnt is believed."""
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
    """The state of all hosts.

    `delay`: seconds between two requests to a host that asks for no more; `known`: what
    earlier runs learnt; `now`: the instant at which this one begins.  Times are
    those of a clock that is never set.
    """

    def __init__(
        self, delay: float, *, known: Iterable[Pace] = (), now: Instant = 0
    ) -> None:
        self._delay = delay
        self._epoch = time.monotonic() - now
        """What the clock shows at instant 0."""
        self._hosts = {pace.host: self._known(pace) for pace in known}
        self._changed: deque[str] = deque()
        self.rules: dict[str, Rules] = {}
        """What each site's robots.txt was read as, by its origin."""

    async def turn(self, host: str) -> float:
        """Sleep until it is this request's turn; the seconds that it took."""
        state = self._state(host)
        now = time.monotonic()
        start = max(now, state.next, state.blocked)
        state.next = start + state.delay
        if state.delay > self._delay:
            self._changed.append(host)
        if start > now:
            await asyncio.sleep(start - now)
        return start - now

    def blocked(self, host: str) -> float:
        """Seconds for which the host is to be left alone, 0 where a wait will do."""
        state = self._hosts.get(host)
        if state is None or not state.blocked:
            return 0.0
        left = state.blocked - time.monotonic()
        return left if left > _PATIENCE else 0.0

    def slow_down(self, host: str, delay: float) -> None:
        """Honour a crawl-delay, within reason."""
        state = self._state(host)
        state.delay = max(state.delay, min(delay, _MAX_DELAY))
        state.next = max(state.next, time.monotonic() + state.delay)
        self._changed.append(host)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Back the host off as a whole, at least for so long."""
        state = self._state(host)
        state.blocked = max(state.blocked, time.monotonic() + seconds)
        self._changed.append(host)

    def reached(self, host: str) -> None:
        """Note that the host answered."""
        state = self._state(host)
        if state.failures:
            state.failures = 0
            self._changed.append(host)

    def missed(self, host: str) -> None:
        """Note that the host could not be reached; the third time backs it off."""
        state = self._state(host)
        state.failures += 1
        self._changed.append(host)
        if state.failures >= _FAILURES:
            doublings = min(state.failures - _FAILURES, 10)
            self.leave_alone(host, min(_BACK_OFF * 2**doublings, _MAX_BACK_OFF))

    def changes(self) -> list[Pace]:
        """Hosts for which something other than usual holds now, since the last call."""
        changed: dict[str, None] = {}
        while self._changed:  # another thread may be adding to it
            changed[self._changed.popleft()] = None
        return [
            Pace(
                host=host,
                next=self._instant(state.next),
                blocked=self._instant(state.blocked),
                failures=state.failures,
            )
            for host in changed
            if (state := self._hosts.get(host))
        ]

    def _known(self, pace: Pace) -> _Host:
        state = _Host(self._delay)  # a longer one its robots.txt says again
        now = time.monotonic()
        # Whoever set the clock back does not wait for years.
        state.next = min(self._epoch + pace.next, now + _MAX_DELAY)
        state.blocked = min(self._epoch + pace.blocked, now + _MAX_KNOWN)
        state.failures = pace.failures
        return state

    def _instant(self, moment: float) -> Instant:
        """The second from which on a moment is past; 0 for what never was."""
        return max(0, math.ceil(moment - self._epoch)) if moment else 0

    def _state(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            if len(self._hosts) >= _HOSTS:
                self._forget()
            state = self._hosts[host] = _Host(self._delay)
        return state

    def _forget(self) -> None:
        now = time.monotonic()
        self._hosts = {
            name: state
            for name, state in self._hosts.items()
            if max(state.next, state.blocked) > now or state.delay > self._delay
        }
