"""Stages 3 and 4 on one page, as the engine's workers run them.

    page ─ extract ─▶ articles ─ clean ─▶ articles

Everything that touches hostile bytes happens in here; nothing in here knows of the
store, the network or the clock.
"""

from __future__ import annotations

import msgspec

from newsfold.clean import clean
from newsfold.clean.complete import complete, without
from newsfold.clean.revise import Revised, revise, strays
from newsfold.edit.rights import decide
from newsfold.extract import extract
from newsfold.model import (
    Article,
    Extraction,
    Failure,
    FeedInfo,
    Grant,
    Page,
    Record,
)


class Job(Record, frozen=True, kw_only=True):
    """A page to parse, and the article that it completes where it was asked for one."""

    page: Page
    known: Article | None = None
    earlier: Article | None = None
    """What that article's page said before, read by this version: to look again."""
    anew: bool = False
    """It was read before: what that article has from it is read anew."""
    signals: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty defaults
    """What its host says of the use of that page."""
    reserved: Grant = "deny"
    """What a reservation of text and data mining means for analysis."""


class Parsed(Record, frozen=True, kw_only=True):
    """What one page said."""

    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    feed: FeedInfo | None = None
    """Set when the page is a feed, even an empty one."""
    told: Article | None = None
    """What the page of an article says by itself; `articles` holds the article
    completed by it, or nothing where the page was looked at again."""
    revised: Revised | None = None
    """What it says otherwise than before."""


def parse(job: Job) -> Parsed:
    """Extract and clean one page.

    A bad item is a failure among the others and stops nothing.  Of several entries
    with one canonical URL all come back, in the page's order.
    """
    page = job.page
    extraction = extract(page)
    if job.known is not None:
        return _parse_own(job, job.known, extraction)
    failures = list(extraction.failures)
    parsed = []
    for found in extraction.articles:
        try:
            parsed.append(clean(found, seen=page.fetched))
        except Exception as error:  # noqa: BLE001  # one bad item must not stop the rest
            failures.append(_error(found, page, error))
    return Parsed(
        articles=tuple(parsed), failures=tuple(failures), feed=extraction.feed
    )


def _parse_own(job: Job, known: Article, extraction: Extraction) -> Parsed:
    """The page of an article that is known: what it adds, or says otherwise."""
    page, failures = job.page, extraction.failures
    if not extraction.articles:
        return Parsed(failures=failures, feed=extraction.feed)
    found = extraction.articles[0]
    try:
        told = clean(found, seen=page.fetched)
        said = {**job.signals, **told.signals}
        rights = decide(said, reserved=job.reserved)
        told = msgspec.structs.replace(told, signals=said, rights=rights)
        if rights.analyse == "deny":
            # Of such a page nothing is read but that.
            kept = msgspec.structs.replace(known, signals=said, rights=rights)
            return Parsed(articles=(kept,), failures=failures)
        if job.anew:
            known = without(known, told)
        if job.earlier is None:
            return Parsed(
                articles=(complete(known, told),), failures=failures, told=told
            )
        if reason := strays(job.earlier, told):
            failure = Failure(
                stage="extract", subject=page.url, reason=reason, at=page.fetched
            )
            return Parsed(failures=(*failures, failure))
        revised = revise(known, job.earlier, told)
    except Exception as error:  # noqa: BLE001  # as above
        return Parsed(failures=(*failures, _error(found, page, error)))
    return Parsed(failures=failures, told=told, revised=revised)


def _error(found: Article, page: Page, error: Exception) -> Failure:
    return Failure(
        stage="clean",
        subject=found.original_url or found.web_url or page.url,
        reason="error",
        detail=f"{type(error).__name__}: {error}"[:500],
        at=page.fetched,
    )


def cost(job: Job) -> int:
    """What a job costs a worker, in bytes to read."""
    return len(job.page.body)
