"""What hubs call (WebSub): they ask whether we want what they push, and push it.

Off unless `fetch.websub` and `site.url` are set.  The address has an unguessable part;
what it leads to is kept only when it is signed with the secret that its hub alone
knows, and read by the next run.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from newsfold.sources.websub import MAX_BYTES

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsfold.hub import Hub

__all__ = ["WebSub"]

_SECONDS = 30
"""In which a delivery has to be whole."""


class WebSub:
    """The two things that a hub does at a callback address."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def verify(self, request: Request) -> Response:
        """Say that we asked for it, by giving the challenge back; else 404."""
        token = str(request.path_params["token"])
        challenge = self._hub.pushed.verify(token, dict(request.query_params))
        if challenge is None:
            return Response(status_code=404)
        return PlainTextResponse(
            challenge, headers={"X-Content-Type-Options": "nosniff"}
        )

    async def deliver(self, request: Request) -> Response:
        """Take a delivery.  One that is not signed as agreed is ignored, and not told
        so: 202 either way.
        """
        token = str(request.path_params["token"])
        if not self._hub.pushed.knows(token):
            return Response(status_code=404)
        if request.headers.get("content-encoding", "identity") != "identity":
            return Response(status_code=415)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        kept = self._hub.pushed.deliver(
            token,
            body,
            signature=request.headers.get("x-hub-signature", ""),
            content_type=request.headers.get("content-type", "")[:200],
        )
        return Response(status_code=202 if kept else 503)


async def _read(request: Request) -> bytes | None:
    """The body; None where it is too large, or too slow."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:18]) > MAX_BYTES:
        return None
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BYTES:
                    return None
    except TimeoutError:
        return None
    return bytes(body)
