"""Stages 3 and 4 on one page, as the engine's workers run them.

    page ─ extract ─▶ articles ─ clean ─▶ articles

Everything that touches hostile bytes happens in here; nothing in here knows of the
store, the network or the clock.
"""

from __future__ import annotations

from newsfold.clean import clean
from newsfold.clean.complete import complete
from newsfold.extract import extract
from newsfold.model import (
    Article,
    Failure,
    FeedInfo,
    Page,
    Record,
)


class Job(Record, frozen=True, kw_only=True):
    """A page to parse, and the article that it completes where it was asked for one."""

    page: Page
    known: Article | None = None


class Parsed(Record, frozen=True, kw_only=True):
    """What one page said."""

    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    feed: FeedInfo | None = None
    """Set when the page is a feed, even an empty one."""


def parse(job: Job) -> Parsed:
    """Extract and clean one page.

    A bad item is a failure among the others and stops nothing.  Of several entries
    with one canonical URL all come back, in the page's order.
    """
    page = job.page
    extraction = extract(page)
    failures = list(extraction.failures)
    parsed = []
    for found in extraction.articles:
        try:
            article = clean(found, seen=page.fetched)
            if job.known is not None:
                article = complete(job.known, article)
            parsed.append(article)
        except Exception as error:  # noqa: BLE001  # one bad item must not stop the rest
            failures.append(
                Failure(
                    stage="clean",
                    subject=found.original_url or found.web_url or page.url,
                    reason="error",
                    detail=f"{type(error).__name__}: {error}"[:500],
                    at=page.fetched,
                )
            )
    return Parsed(
        articles=tuple(parsed), failures=tuple(failures), feed=extraction.feed
    )


def cost(job: Job) -> int:
    """What a job costs a worker, in bytes to read."""
    return len(job.page.body)
