"""How answers leave: with a validator, under a strict policy, mistakes in words."""

from __future__ import annotations

import inspect
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from starlette.responses import Response

from newsfold.errors import NotFoundError, UsageError
from newsfold.publish.site import POLICY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

__all__ = ["Answer", "Answers", "Moved", "json"]

_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Answer(NamedTuple):
    """A body and what it is.  `seconds`: how long it may be shown unasked."""

    body: bytes
    kind: str = _HTML
    status: int = 200
    seconds: int = 0


class Moved(NamedTuple):
    """What was asked for stands at `path` for good, relative to the site's root."""

    path: str


def json(data: object, status: int = 200) -> Answer:
    """Data as JSON."""
    return Answer(msgspec.json.encode(data), _JSON, status)


class Answers:
    """Makes responses of what pages and API answer."""

    def __init__(self, missing: Callable[[str], str]) -> None:
        self._missing = missing

    def endpoint(
        self, answer: Callable[[Request], Answer | Moved]
    ) -> Callable[[Request], Awaitable[Response]]:
        """What the server calls.  A NotFoundError becomes 404, a UsageError 400."""

        async def respond(request: Request) -> Response:
            try:
                given = answer(request)
            except NotFoundError:
                # Its words are for the hub's owner: they may name what is withheld.
                return self._mistake(request, "there is nothing here", 404)
            except UsageError as error:
                return self._mistake(request, str(error), 400)
            if isinstance(given, Moved):
                target = _root(request) + given.path
                return Response(
                    status_code=308, headers=_HEADERS | {"Location": target}
                )
            return _respond(request, given)

        respond.__doc__ = inspect.getdoc(answer)
        return respond

    async def not_found(self, request: Request, _: Exception) -> Response:
        """The answer to an address that leads nowhere."""
        return self._mistake(request, "there is nothing here", 404)

    def _mistake(self, request: Request, words: str, status: int) -> Response:
        if request.url.path.startswith("/api/"):
            return _respond(request, json({"error": words}, status))
        page = self._missing(_root(request)).encode()
        return _respond(request, Answer(page, status=status))


def _respond(request: Request, given: Answer) -> Response:
    """The response; 304 where the asker has it already."""
    tag = f'"{blake2b(given.body, digest_size=12).hexdigest()}"'
    pace = f"public, max-age={given.seconds}" if given.seconds else "no-cache"
    headers = _HEADERS | {"ETag": tag, "Cache-Control": pace}
    if given.status == 200 and _has(request, tag):  # noqa: PLR2004  # OK
        return Response(status_code=304, headers=headers)
    return Response(given.body, given.status, headers | {"Content-Type": given.kind})


def _has(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    tags = (one.strip().removeprefix("W/") for one in known.split(","))
    return any(one in {tag, "*"} for one in tags)


def _root(request: Request) -> str:
    """The way from this page up to the site's root, wherever a proxy put that."""
    return "../" * (request.url.path.count("/") - 1) or "./"
