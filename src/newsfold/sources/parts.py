"""Which further documents of a source to ask for: facts in, requests out.

An index names sitemaps.  Those that it says have changed are asked, the newest first;
of those of which it says nothing, all, with their validators; never more than a few in
one poll, and the rest in the next ones.  Where the index itself has not changed, those
are asked that it says nothing of, that failed, or whose turn has not come, the longest
unasked first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.model import Part, Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsfold.model import Page, Poll

__all__ = ["MOST", "after", "following", "is_news"]

MOST = 12
"""Further documents of one source that are asked for in one poll."""
_KEPT = 50
"""Documents whose validators are kept for one source."""


def is_news(poll: Poll, request: Request) -> bool:
    """Whether what stands undated in a document is new since it was not there before.

    Of the first document that we read of a source we cannot tell, nor of another one
    that its index named back then and that we have not read yet.
    """
    if not poll.digest:
        return False
    known = poll.parts.get(request.url)
    return known is None or bool(known.digest)


def following(
    request: Request,
    named: Sequence[Request] | None,
    parts: dict[str, Part],
    *,
    asked: int,
) -> list[Request]:
    """What to ask for after a document, which was `request`'s answer.

    `named`: what it names, the newest first; None where it has not changed.  `parts`:
    what is known of the source's further documents, the longest unasked first; those
    that have to wait are noted there, those no longer named forgotten.  `asked`: how
    many were asked for in this poll.
    """
    room = max(0, MOST - asked)
    if named is None:
        again = (
            Request(
                url=url, purpose="sitemap", source=request.source, parent=part.parent
            )
            for url, part in parts.items()
            if part.parent == request.url and (part.again or not part.changed)
        )
        return [_validated(one, parts) for one in again][:room]
    if request.parent and _depth(request.parent, parts) > 0:
        return []  # an index in an index in an index
    _forget(request, {one.url for one in named}, parts)
    chosen: list[Request] = []
    for one in named:
        known = parts.get(one.url)
        if one.url in {request.url, request.parent}:
            continue
        fresh = known is None or known.again or not one.changed
        if not fresh and known is not None and known.changed >= one.changed:
            continue
        if len(chosen) < room:
            chosen.append(_validated(one, parts))
        else:
            waiting = known or Part(parent=request.url)
            parts[one.url] = replace(waiting, again=True)
    return chosen


def after(known: Part, request: Request, page: Page | None, *, digest: str) -> Part:
    """What is known of a document now; `page` is None where it could not be had.

    `digest` is of its body, empty where that has not changed.
    """
    if page is None:
        return replace(known, again=True)
    return Part(
        parent=request.parent,
        changed=request.changed or known.changed,
        etag=page.headers.get("etag", "" if digest else known.etag),
        last_modified=page.headers.get(
            "last-modified", "" if digest else known.last_modified
        ),
        digest=digest or known.digest,
    )


def _validated(request: Request, parts: Mapping[str, Part]) -> Request:
    known = parts.get(request.url)
    if known is None:
        return request
    return replace(request, etag=known.etag, last_modified=known.last_modified)


def _forget(request: Request, named: set[str], parts: dict[str, Part]) -> None:
    """Drop what an index names no more, and the oldest beyond what is kept."""
    for url in [
        url
        for url, part in parts.items()
        if part.parent == request.url and url not in named
    ]:
        del parts[url]
    for url in list(parts)[: max(0, len(parts) - _KEPT)]:
        del parts[url]


def _depth(url: str, parts: Mapping[str, Part]) -> int:
    """How many documents stand above one, from the source's first on."""
    depth = 0
    while url in parts and depth <= 1:
        url = parts[url].parent
        depth += 1
    return depth
