"""Pages as they came: kept for `retention.pages_days`, and read again from there.

`newsfold run --from extract` reads every kept page anew, with what is known of its
article, and fetches nothing.  What is read otherwise is no edit of the outlet's.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.clean.complete import complete
from newsfold.fetch import shown
from newsfold.steps.ask import fail
from newsfold.steps.host_rights import note_rights
from newsfold.steps.parse import Job, cost, parse
from newsfold.steps.rules import article_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.engine import Outcome
    from newsfold.model import Article, Page
    from newsfold.steps import Run
    from newsfold.steps.parse import Parsed
    from newsfold.steps.rules import ArticleRules

__all__ = ["expire", "keep", "pack", "reread"]

_DAY = 86_400
_DROPPED = 20
"""Pages that go in one transaction."""
_AT_HAND = 8
"""Pages that are unpacked at once."""
_LEVEL = 3
"""Of compression: half the time of the usual level, a tenth more space."""


def pack(run: Run, page: Page | None) -> bytes:
    """A page's body as it is kept, made outside of any transaction; empty where pages
    are not kept.
    """
    if page is None or not page.body or run.settings.retention.pages_days <= 0:
        return b""
    return zlib.compress(page.body, _LEVEL)


def keep(run: Run, page: Page, packed: bytes, *, article: Article | None) -> None:
    """Keep a page of an article, where its outlet does not forbid it, or a feed."""
    if packed and (article is None or article.rights.archive):
        run.store.pages.keep(page, packed)


def expire(run: Run) -> None:
    """Let go of the pages whose time is over."""
    before = run.now - run.settings.retention.pages_days * _DAY
    gone = _DROPPED
    while gone == _DROPPED:
        with run.store.transaction():
            gone = run.store.pages.expire(before, limit=_DROPPED)
        if gone:
            run.counts["expired"] += gone


def reread(run: Run) -> None:
    """Read all kept pages anew: extract and clean, without the network."""
    rules = article_rules(run.folder)
    jobs = _jobs(run, rules)
    for done, outcome in enumerate(run.engine.map(parse, jobs, cost=cost), 1):
        with run.store.transaction():
            _save(run, outcome, rules.reader(outcome.item.page))
        run.counts["reread"] += 1
        run.progress("pages", done, done)


def _jobs(run: Run, rules: ArticleRules) -> Iterator[Job]:
    """Every kept page whose article or source is there, as the workers take them."""
    place = 0
    while batch := run.store.pages.kept(after=place, limit=_AT_HAND):
        place = batch[-1][0]
        names = [page.request.article for _, page in batch if page.request.article]
        known = run.store.articles.many(names)
        for _, page in batch:
            request = page.request
            if request.article in known:
                article = known[request.article]
                said = article.signals.get("tdmrep.json")
                yield Job(
                    page=page,
                    rule=rules.of(page),
                    known=article,
                    anew=True,
                    signals={} if said is None else {"tdmrep.json": said},
                    reserved=run.settings.rights.tdm_reserved,
                )
            elif not request.article and run.store.sources.get(request.source):
                yield Job(page=page)


def _save(run: Run, outcome: Outcome[Job, Parsed], reader: str) -> None:
    job, parsed = outcome.item, outcome.value
    url = shown(job.page.request.url)
    failures = [outcome.failure] if outcome.failure else []
    if parsed is not None:
        failures += parsed.failures
        for article in parsed.articles:
            _take(run, job, article, reader)
        if job.known is not None and parsed.told is not None:
            _relearn(run, job.known.id, parsed.told, reader)
    if not failures:
        run.store.log.clear("extract", url)
    for failure in failures:
        fail(run, failure, url)


def _take(run: Run, job: Job, article: Article, reader: str) -> None:
    if job.known is None:
        article = replace(article, source=job.page.request.source)
    outcome, _ = run.store.articles.save(
        article,
        at=run.now,
        extractor=reader,
        revise=complete,
        change="completed",
    )
    run.counts[outcome] += 1
    if job.known is not None:
        note_rights(run, job.known, article)


def _relearn(run: Run, article: str, told: Article, reader: str) -> None:
    """What the page said, as it is read now, is what the next look meets."""
    visit = run.store.visits.get(article)
    if visit is not None and visit.last == told.seen:
        run.store.visits.save(replace(visit, told=told, extractor=reader))
