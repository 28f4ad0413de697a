"""Stages 3 and 4 on one page, as the engine's workers run them.

    page ─ extract ─▶ articles ─ clean ─▶ articles

Everything that touches hostile bytes happens in here; nothing in here knows of the
store, the network or the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.clean import clean
from newsfold.clean.complete import complete
from newsfold.extract import extract
from newsfold.model import (
    Article,
    Failure,
    FeedInfo,
    Instant,
    Page,
    Record,
    Request,
    Tip,
)
from newsfold.text.urls import canonical

if TYPE_CHECKING:
    from newsfold.extract.rules import Rule


class Job(Record, frozen=True, kw_only=True):
    """A page to parse, and what has to be known to read it."""

    page: Page
    known: Article | None = None
    """The article that it completes, where it was asked for one."""
    rule: Rule | None = None
    """Of the source, by which it is read."""
    site: str = ""
    """Of the source, as it was last known."""
    since: Instant = 0
    """Entries of a sitemap that are older are left out."""


class Parsed(Record, frozen=True, kw_only=True):
    """What one page said."""

    articles: tuple[Article, ...] = ()
    tips: tuple[Tip, ...] = ()
    requests: tuple[Request, ...] = ()
    failures: tuple[Failure, ...] = ()
    feed: FeedInfo | None = None
    """Set when the page is a feed or another kind of source, even an empty one."""
    left: int = 0
    """Entries that were left out."""

    @property
    def total(self) -> int:
        """How many entries there are."""
        return len(self.articles) + len(self.tips) + self.left


def parse(job: Job) -> Parsed:
    """Extract and clean one page.

    A bad item is a failure among the others and stops nothing.  Of several entries
    with one canonical URL all come back, in the page's order.
    """
    page = job.page
    extraction = extract(page, rule=job.rule, since=job.since, site=job.site)
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
    tips: dict[str, Tip] = {}
    for tip in extraction.tips:
        if address := canonical(tip.url):
            tips.setdefault(address, replace(tip, web_url=address))
    return Parsed(
        articles=tuple(parsed),
        tips=tuple(tips.values()),
        requests=extraction.requests,
        failures=tuple(failures),
        feed=extraction.feed,
        left=extraction.left,
    )


def cost(job: Job) -> int:
    """What a job costs a worker, in bytes to read."""
    return len(job.page.body)
