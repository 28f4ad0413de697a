"""The client as a plain iterator: fetching goes on while pages are read."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING, TypeAlias

from newsfold.fetch.client import Client
from newsfold.model import Failure, Page, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsfold.config import Fetch
    from newsfold.fetch.politeness import Politeness

_AHEAD = 8
"""Pages that may wait to be taken; a slow reader slows the fetching down."""
_POLL_SECONDS = 0.2

_Answered: TypeAlias = tuple[Request, Page | Failure]


def stream(
    requests: Sequence[Request],
    settings: Fetch,
    *,
    version: str,
    route: Callable[[str], str] | None = None,
    hosts: Politeness | None = None,
) -> Iterator[tuple[Request, Page | Failure]]:
    """Each request with its page or failure, as they come.

    `route` and `hosts` are the client's.  It runs in a thread of its own and stops when
    the iterator is closed.
    """
    answers: queue.Queue[_Answered | BaseException | None] = queue.Queue(_AHEAD)
    stopped = threading.Event()
    cancel: list[Callable[[], object]] = []
    """Ends the fetching at once, whatever it waits for."""

    def put(item: _Answered | BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                answers.put(item, timeout=_POLL_SECONDS)
            except queue.Full:
                continue  # see whether anybody still takes
            return True
        return False

    async def fetch() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task is not None:
            cancel.append(lambda: loop.call_soon_threadsafe(task.cancel))
        client = Client(
            settings,
            version=version,
            clock=lambda: int(time.time()),
            route=route,
            hosts=hosts,
        )
        async with client:
            async for answered in client.fetch_all(requests):
                if not await asyncio.to_thread(put, answered):
                    return

    def work() -> None:
        try:
            asyncio.run(fetch())
        except BaseException as error:  # noqa: BLE001  # raised where it is read
            put(error)
        else:
            put(None)

    thread = threading.Thread(target=work, name="fetch", daemon=True)
    thread.start()
    try:
        while (answered := answers.get()) is not None:
            if isinstance(answered, BaseException):
                raise answered
            yield answered
    finally:
        stopped.set()
        for end in cancel:
            with contextlib.suppress(RuntimeError):  # it has ended by itself
                end()
        thread.join()
