"""How many requests are under way at once, without the slow holding up the quick.

A request takes a place inside.  One that is still waiting a moment later, with next to
nothing received, costs only a socket: it steps aside and lets another in, up to a
number.  As soon as its body grows it needs a place inside again and keeps it until the
page is taken over.  So servers that drip hold up nobody, and memory stays bounded by
the places inside.
"""

from __future__ import annotations

import asyncio
from typing import Self

__all__ = ["SMALL", "Place", "Slots"]

SMALL = 65_536
"""Bytes of body that a request may hold outside."""
_MOMENT = 0.1
"""Seconds after which a request that waits steps aside."""
_OUTSIDE = 8
"""Places outside for each one inside."""


class Slots:
    """`count` places inside."""

    def __init__(self, count: int) -> None:
        self.inside = asyncio.Semaphore(count)
        self.outside = count * _OUTSIDE

    def place(self) -> Place:
        """A place for one request, as an async context manager."""
        return Place(self)


class Place:
    """Where one request stands: inside, aside, or (while it waits) neither."""

    __slots__ = ("_aside", "_inside", "_large", "_slots", "_timer")

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._inside = self._aside = self._large = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        await self._slots.inside.acquire()
        self._inside = True
        self._wait()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._leave()

    async def grow(self) -> None:
        """Say that the body is no longer small: wait for a place inside."""
        if self._large:
            return
        self._large = True
        if not self._inside:
            self._leave()
            await self._slots.inside.acquire()
            self._inside = True

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_MOMENT, self._step_aside)

    def _step_aside(self) -> None:
        if self._large:
            return
        if not self._slots.outside:
            self._wait()
            return
        self._leave()
        self._slots.outside -= 1
        self._aside = True

    def _leave(self) -> None:
        if self._inside:
            self._slots.inside.release()
        if self._aside:
            self._slots.outside += 1
        self._inside = self._aside = False
