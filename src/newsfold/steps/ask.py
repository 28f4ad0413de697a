"""Fetch requests and parse what comes: pages stream through the workers, each answer is
handed on as soon as it is there.
"""

from __future__ import annotations

from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsfold.model import Failure
from newsfold.steps.parse import Job, cost, parse
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsfold.model import Article, Page, Request
    from newsfold.steps import Run
    from newsfold.steps.parse import Parsed

__all__ = ["HELD_BACK", "NOT_MODIFIED", "Answer", "ask", "digest_of", "fail"]

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


def ask(
    run: Run,
    requests: Sequence[Request],
    *,
    known: Mapping[str, Article] = MappingProxyType({}),
    earlier: Mapping[str, Article] = MappingProxyType({}),
    signals: Mapping[str, dict[str, str]] = MappingProxyType({}),
    digests: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[Request, Answer]]:
    """Fetch the requests and parse what comes, each as soon as it is there.

    `known` and `earlier`: for the page of an article, by its id, what is known of it
    and what the page said before; `signals`: what its host says.  `digests`, by article
    or source: of a body that needs no reading if it comes again.
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
            name = request.article or request.source
            if isinstance(page, Failure):
                plain.append((request, Answer(failure=page)))
            elif page.status == NOT_MODIFIED or digest_of(page) == digests.get(name):
                same = msgspec.structs.replace(page, status=NOT_MODIFIED, body=b"")
                plain.append((request, Answer(page=same)))
            else:
                page = msgspec.structs.replace(page, fetched=run.now)  # noqa: PLW2901
                yield Job(
                    page=page,
                    known=known.get(request.article),
                    earlier=earlier.get(request.article),
                    signals=signals.get(request.article, {}),
                    reserved=run.settings.rights.tdm_reserved,
                )

    for outcome in run.engine.map(parse, jobs(), cost=cost):
        while plain:
            yield plain.pop()
        page = outcome.item.page
        yield (
            page.request,
            Answer(page=page, parsed=outcome.value, failure=outcome.failure),
        )
    while plain:
        yield plain.pop()


def fail(run: Run, failure: Failure, subject: str) -> None:
    """Keep a failure under the name by which it can be cleared."""
    run.store.log.fail(msgspec.structs.replace(failure, subject=subject, at=run.now))
    run.counts["failures"] += 1


def digest_of(page: Page) -> str:
    """What a body is known by; another version of ours may read it otherwise."""
    return blake2b(page.body, digest_size=12, key=__version__.encode()).hexdigest()
