"""Requests → pages → what they say: fetching goes on while the engine reads."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsfold.model import Failure
from newsfold.steps.context import keep_paces
from newsfold.steps.parse import cost, parse
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsfold.model import Page, Request
    from newsfold.steps import Run
    from newsfold.steps.parse import Job, Parsed

__all__ = ["HELD_BACK", "NOT_MODIFIED", "Answer", "ask", "digest", "fail"]

NOT_MODIFIED = 304
HELD_BACK = "backed-off"
"""Reason of a request that was never sent: its host is to be left alone."""


class Answer(NamedTuple):
    """What came of a request: a page, what it says, or why there is none."""

    page: Page | None = None
    parsed: Parsed | None = None
    failure: Failure | None = None

    @property
    def failures(self) -> list[Failure]:
        """Why there is no page, or what of it could not be read."""
        if self.failure is not None:
            return [self.failure]
        return list(self.parsed.failures) if self.parsed else []


def _unknown(_request: Request) -> str:
    """Nothing was taken in from there before."""
    return ""


def ask(
    run: Run,
    requests: Sequence[Request],
    job: Callable[[Page], Job],
    *,
    known: Callable[[Request], str] = _unknown,
) -> Iterator[tuple[Request, Answer]]:
    """Fetch the requests and parse what comes, each as soon as it is there.

    `job` says how a page is to be read, `known` the digest of the body that was taken
    in last: the same one again counts as not modified.
    """
    if not requests:
        return
    from newsfold.fetch.stream import stream

    plain: list[tuple[Request, Answer]] = []
    """What needs no parsing: failures, and pages that have not changed."""

    def jobs() -> Iterator[Job]:
        for request, page in stream(
            requests,
            run.settings.fetch,
            version=__version__,
            route=run.route,
            hosts=run.hosts,
        ):
            if isinstance(page, Failure):
                plain.append((request, Answer(failure=page)))
            elif page.status == NOT_MODIFIED or digest(page) == known(request):
                same = msgspec.structs.replace(page, status=NOT_MODIFIED, body=b"")
                plain.append((request, Answer(page=same)))
            else:
                yield job(msgspec.structs.replace(page, fetched=run.now))

    for outcome in run.engine.map(parse, jobs(), cost=cost):
        keep_paces(run)
        while plain:
            yield plain.pop()
        page = outcome.item.page
        yield (
            page.request,
            Answer(page=page, parsed=outcome.value, failure=outcome.failure),
        )
    keep_paces(run)
    while plain:
        yield plain.pop()


def digest(page: Page) -> str:
    """What a body is known by; another version of ours may read it otherwise."""
    return blake2b(page.body, digest_size=12, key=__version__.encode()).hexdigest()


def fail(run: Run, failure: Failure, subject: str) -> None:
    """Keep a failure under the name by which it can be cleared; in a transaction."""
    run.store.log.fail(msgspec.structs.replace(failure, subject=subject, at=run.now))
    run.counts["failures"] += 1
