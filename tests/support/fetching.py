"""Fetching in one call, for tests: a client is opened, asked and closed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from newsfold.config import Fetch
from newsfold.fetch import Client
from newsfold.model import Failure, Page, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NOW", "get", "get_all", "refused"]

NOW = 1_771_380_000
"""The clock that pages are stamped with."""


def get_all(
    requests: Iterable[str | Request],
    *,
    purpose: str = "feed",
    resolver: Any = None,
    **settings: Any,
) -> list[Page | Failure]:
    """What came of each, in the order of arrival; `settings` are those of Fetch.

    Unless they say otherwise, loopback is allowed and hosts need no delay.
    """
    chosen = {"allow_private_networks": True, "host_delay": 0, "deadline": 5}
    asked = [
        Request(url=item, purpose=purpose) if isinstance(item, str) else item  # type: ignore[arg-type]  # a Purpose in text
        for item in requests
    ]

    async def run() -> list[Page | Failure]:
        client = Client(
            Fetch(**(chosen | settings)),
            version="9.9",
            clock=lambda: NOW,
            resolver=resolver,
        )
        async with client:
            return [answer async for _, answer in client.fetch_all(asked)]

    return asyncio.run(run())


def get(request: str | Request, **how: Any) -> Page:
    """The page at one address; fails the test where there is none."""
    (answer,) = get_all([request], **how)
    assert isinstance(answer, Page), answer
    return answer


def refused(request: str | Request, **how: Any) -> Failure:
    """The failure that one address becomes; fails the test where it does not."""
    (answer,) = get_all([request], **how)
    assert isinstance(answer, Failure), answer
    return answer
