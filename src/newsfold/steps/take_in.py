"""sources → fetch → extract → clean: from the sources that are due to articles.

Pages stream from the fetcher through the engine's workers into the store; each source
is saved as soon as it is read, its validators after the last of its articles.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from newsfold.clean.complete import complete
from newsfold.fetch import shown
from newsfold.model import Failure
from newsfold.steps import BATCH
from newsfold.steps.ask import HELD_BACK, NOT_MODIFIED, ask, digest_of, fail
from newsfold.steps.host_rights import barred, host_signals, note_rights
from newsfold.steps.keep import expire, keep, pack
from newsfold.steps.look_again import expect, hasten, remember
from newsfold.version import __version__

if TYPE_CHECKING:
    from newsfold.model import Article, Poll, Request, Source
    from newsfold.steps import Run
    from newsfold.steps.ask import Answer
    from newsfold.steps.parse import Parsed

_HOUR = 3_600
_SHORT_TEXT = 600
"""Characters below which a feed's text is short, and the page worth fetching."""
_PAGE_ATTEMPTS = 3


def take_in(run: Run) -> None:
    """Ask the sources that are due, then for pages of articles told too briefly."""
    from newsfold.sources.schedule import due

    watched = {source.url: (source, poll) for source, poll in run.store.sources.all()}
    run.counts["sources"] = len(watched)
    requests = due(watched.values(), run.now, force=run.force)
    digests = {url: poll.digest for url, (_, poll) in watched.items()}
    for done, (request, answer) in enumerate(
        ask(run, requests, digests=digests), start=1
    ):
        _save_poll(run, *watched[request.source], answer)
        run.progress("feeds", done, len(requests))
    wanted = run.store.articles.wanted(run.now)
    known = {request.article: article for request, article in wanted}
    pages = [request for request, _ in wanted]
    answers = ask(run, pages, known=known, signals=host_signals(run, pages))
    for done, (request, answer) in enumerate(answers, start=1):
        _save_page(run, request, known[request.article], answer)
        run.progress("pages", done, len(pages))
    expire(run)


def _save_poll(run: Run, source: Source, poll: Poll, answer: Answer) -> None:
    """Save what a source said, and what it taught us about when to ask again."""
    from newsfold.sources.schedule import after

    store, log = run.store, run.store.log
    parsed, failure = answer.parsed, answer.failure
    if parsed is not None and parsed.feed is None:
        none = Failure(stage="extract", subject=source.url, reason="not-a-feed")
        failure = parsed.failures[0] if parsed.failures else none
        parsed = None
    fresh = 0
    if parsed is not None and parsed.feed is not None:
        fresh = _save_articles(run, source, parsed)
        source = msgspec.structs.replace(
            source,
            title=source.title or parsed.feed.title,
            site=parsed.feed.site or source.site,
        )
    outcome = failure or answer.page
    if outcome is None:
        message = "the engine answered neither a page nor a failure"
        raise AssertionError(message)
    poll = after(
        poll,
        outcome,
        feed=parsed.feed if parsed else None,
        fresh=fresh,
        total=len(parsed.articles) if parsed else 0,
        now=run.now,
        jitter=_jitter(source.url, run.now),
    )
    if parsed is not None and answer.page is not None:
        poll = msgspec.structs.replace(poll, digest=digest_of(answer.page))
    packed = pack(run, answer.page if parsed is not None else None)
    with store.transaction():
        standing = store.sources.get(source.url)
        if standing is None:
            return  # it was removed while we asked; its articles stay
        # An editor may have paused it meanwhile: only what the feed says is ours.
        source = msgspec.structs.replace(
            standing[0], title=source.title, site=source.site
        )
        if failure is None:
            log.clear("fetch", shown(source.url))
            log.clear("extract", shown(source.url))
        else:
            fail(run, failure, shown(source.url))
        for bad in parsed.failures if parsed else ():
            fail(run, bad, bad.subject)
        if poll.reason == "gone" and source.state == "active":
            source = msgspec.structs.replace(source, state="gone")
            log.add("source.gone", source.url, at=run.now)
        store.sources.update(source, poll)
        if packed and answer.page is not None:
            keep(run, answer.page, packed, article=None)
    run.counts["polled"] += 1
    run.counts["unchanged"] += poll.status == NOT_MODIFIED


def _save_articles(run: Run, source: Source, parsed: Parsed) -> int:
    """Save a feed's articles, a batch a transaction; returns how many were new."""
    articles, pages = run.store.articles, run.settings.fetch.pages
    fresh = 0
    seen: set[str] = set()
    for start in range(0, len(parsed.articles), BATCH):
        with run.store.transaction():
            for article in parsed.articles[start : start + BATCH]:
                run.counts["entries"] += 1
                if article.web_url in seen:
                    # Twice in one document: its first entry speaks for the article.
                    run.counts["sighting"] += 1
                    continue
                seen.add(article.web_url)
                outcome, name = articles.save(
                    msgspec.structs.replace(article, source=source.url),
                    at=run.now,
                    extractor=__version__,
                    revise=complete,
                )
                run.counts[outcome] += 1
                if outcome in {"sighting", "forgotten"}:
                    continue
                fresh += outcome == "new"
                run.counts["repairs"] += len(article.repairs)
                if outcome == "revised" and pages != "never" and hasten(run, name):
                    continue
                short = len(article.body) < _SHORT_TEXT
                if pages == "always" or (pages == "missing" and short):
                    articles.want(name, article.original_url or article.web_url)
                elif outcome == "new":
                    expect(run, articles.get(name) or article)
    return fresh


def _save_page(run: Run, request: Request, known: Article, answer: Answer) -> None:
    """Save an article completed by its page; a page that failed is tried again."""
    articles, log = run.store.articles, run.store.log
    parsed = answer.parsed
    failures = answer.failures
    run.counts["pages"] += 1
    packed = pack(run, answer.page)
    with run.store.transaction():
        for article in parsed.articles[:1] if parsed else ():
            outcome, _ = articles.save(article, at=run.now, extractor=__version__)
            run.counts["completed"] += outcome == "completed"
            run.counts["repairs"] += len(article.repairs)
            note_rights(run, known, article)
            if answer.page is not None and parsed and parsed.told is not None:
                remember(run, article, answer.page, parsed.told)
                keep(run, answer.page, packed, article=article)
        if any(
            failure.reason == "robots" and not failure.detail for failure in failures
        ):
            note_rights(run, known, barred(run, known))
        for failure in failures:
            fail(run, failure, shown(request.url))
        if not failures:
            log.clear("fetch", shown(request.url))
            log.clear("extract", shown(request.url))
        held = any(failure.reason == HELD_BACK for failure in failures)
        wait = max((failure.wait for failure in failures), default=0)
        tries = articles.attempts(request.article) + (not held)
        articles.answered(
            request.article,
            retry=run.now + max(_HOUR, wait)
            if failures and tries < _PAGE_ATTEMPTS
            else None,
            counted=not held,
        )


def _jitter(url: str, now: int) -> float:
    """A number in [0, 1) that differs by source and moment, yet replays alike."""
    digest = blake2b(f"{url} {now}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
