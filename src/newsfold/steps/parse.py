"""Stages 3 and 4 on one page, as the engine's workers run them.

    page ─ extract ─▶ articles ─ clean ─▶ articles

Everything that touches hostile bytes happens in here; nothing in here knows of the
store, the network or the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

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
    earlier: Article | None = None
    """What that article's page said before, read by this version: to look again."""
    anew: bool = False
    """It was read before: what that article has from it is read anew."""
    signals: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty defaults
    """What its host says of the use of that page."""
    reserved: Grant = "deny"
    """What a reservation of text and data mining means for analysis."""
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
    told: Article | None = None
    """What the page of an article says by itself; `articles` holds the article
    completed by it, or nothing where the page was looked at again."""
    revised: Revised | None = None
    """What it says otherwise than before."""

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
    if page.request.purpose == "page":
        return _parse_own(job, extraction)
    failures = list(extraction.failures)
    parsed = []
    for found in extraction.articles:
        try:
            parsed.append(clean(found, seen=page.fetched))
        except Exception as error:  # noqa: BLE001  # one bad item must not stop the rest
            failures.append(_error(found, page, error))
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


def _parse_own(job: Job, extraction: Extraction) -> Parsed:
    """The page of one article: what it adds to what is known, or says otherwise."""
    page, failures, known = job.page, extraction.failures, job.known
    if not extraction.articles:
        return Parsed(failures=failures, feed=extraction.feed)
    found = extraction.articles[0]
    try:
        told = clean(found, seen=page.fetched)
        said = {**job.signals, **told.signals}
        rights = decide(said, reserved=job.reserved)
        told = replace(told, signals=said, rights=rights)
        if rights.analyse == "deny":
            return _unread(job, told, failures)
        if known is None:
            return Parsed(articles=(told,), failures=failures, told=told)
        if job.anew:
            known = without(known, told)
        if job.earlier is None:
            return Parsed(
                articles=(complete(known, told),), failures=failures, told=told
            )
        if reason := strays(job.earlier, told):
            return Parsed(failures=(*failures, _failure(page, reason)))
        revised = revise(known, job.earlier, told)
    except Exception as error:  # noqa: BLE001  # as above
        return Parsed(failures=(*failures, _error(found, page, error)))
    return Parsed(failures=failures, told=told, revised=revised)


def _unread(job: Job, told: Article, failures: tuple[Failure, ...]) -> Parsed:
    """A page that its outlet wants left unread: nothing is read of it but that."""
    if job.known is None:
        return Parsed(failures=(*failures, _failure(job.page, "reserved")))
    kept = replace(job.known, signals=told.signals, rights=told.rights)
    return Parsed(articles=(kept,), failures=failures)


def _failure(page: Page, reason: str) -> Failure:
    return Failure(stage="extract", subject=page.url, reason=reason, at=page.fetched)


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
