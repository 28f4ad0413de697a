"""Sources that are due, asked and taken in, with the further documents they name.

A source's validators advance only when all of it is saved: what a run that was killed
had not taken in comes again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.errors import ConfigError
from newsfold.extract.rules import ApiRule
from newsfold.fetch import shown
from newsfold.model import Failure, Part, Poll
from newsfold.sources import parts, schedule
from newsfold.steps.ask import NOT_MODIFIED, Answer, ask, digest, fail
from newsfold.steps.entries import save_articles, save_tips
from newsfold.steps.keep import keep, pack
from newsfold.steps.parse import Job
from newsfold.steps.rules import Read, rule_of

if TYPE_CHECKING:
    from newsfold.model import Page, Request, Source
    from newsfold.steps import Run
    from newsfold.steps.parse import Parsed

__all__ = ["poll_sources"]

_DAY = 86_400


@dataclass
class _Visit:
    """One source while it is asked."""

    source: Source
    poll: Poll
    read: Read
    """Its rule."""
    parts: dict[str, Part] = field(default_factory=dict)
    """What is known of its further documents by now."""
    answer: Answer = field(default_factory=Answer)
    """To its first document."""
    waiting: int = 1
    """Requests under way."""
    asked: int = 0
    """Further documents that were asked for."""
    fresh: int = 0
    total: int = 0
    seen: set[str] = field(default_factory=set)


def poll_sources(run: Run) -> None:
    """Ask the sources that are due, and save what they say."""
    watched = {source.url: (source, poll) for source, poll in run.store.sources.all()}
    run.counts["sources"] = len(watched)
    requests = schedule.due(watched.values(), run.now, force=run.force)
    done, total = 0, len(requests)
    visits: dict[str, _Visit] = {}
    able = []
    for request in requests:
        source, poll = watched[request.source]
        try:
            read = rule_of(run.folder, source)
        except ConfigError as error:
            _refuse(run, source, poll, str(error))
            continue
        if read.digest != poll.rule:
            # What another rule left out, this one may take in: ask for all of it.
            poll = replace(poll, etag="", last_modified="", digest="", parts={})
            request = replace(request, etag="", last_modified="")  # noqa: PLW2901  # the same, anew
        visits[source.url] = _Visit(source, poll, read, dict(poll.parts))
        able.append(request)
    requests = able
    while requests:
        further: list[Request] = []
        for request, answer in ask(
            run,
            requests,
            lambda page: _job(run, visits[page.request.source], page),
            known=lambda request: _digest(visits[request.source], request),
        ):
            visit = visits[request.source]
            following = _take(run, visit, request, answer)
            visit.waiting += len(following) - 1
            further += following
            if not visit.waiting:
                _finish(run, visit)
                done += 1
                run.progress("feeds", done, total)
        requests = further


def _job(run: Run, visit: _Visit, page: Page) -> Job:
    since = run.now - run.settings.fetch.sitemap_days * _DAY
    return Job(page=page, rule=visit.read.rule, site=visit.source.site, since=since)


def _refuse(run: Run, source: Source, poll: Poll, detail: str) -> None:
    """A source whose rule cannot be read is not asked, and says why."""
    failure = Failure(
        stage="extract", subject=source.url, reason="bad-rule", detail=detail
    )
    visit = _Visit(source, poll, Read(digest=poll.rule), dict(poll.parts))
    visit.answer = Answer(failure=failure)
    _finish(run, visit)


def _digest(visit: _Visit, request: Request) -> str:
    """Of what was last taken in from there."""
    if not request.parent:
        return visit.poll.digest
    known = visit.parts.get(request.url)
    return known.digest if known else ""


def _take(run: Run, visit: _Visit, request: Request, answer: Answer) -> list[Request]:
    """Save what one document of a source says; returns what it has us ask for next."""
    parsed = answer.parsed
    if parsed is not None and parsed.feed is None:
        none = Failure(stage="extract", subject=request.url, reason="not-a-feed")
        failure = parsed.failures[0] if parsed.failures else none
        answer, parsed = Answer(page=answer.page, failure=failure), None
    fresh = 0
    if parsed is not None:
        # A page shows what is new; a sitemap may list all that there ever was.
        kind = visit.source.kind
        ask_tips = kind != "sitemap" or parts.is_news(visit.poll, request)
        fresh = save_articles(run, visit.source.url, parsed, visit.seen)
        fresh += save_tips(run, visit.source.url, parsed, ask_them=ask_tips)
        visit.fresh += fresh
        visit.total += parsed.total
    if request.parent:
        _took_part(run, visit, request, answer)
    else:
        visit.answer = answer
    if answer.failure is not None:
        return []
    following = _following(visit, request, parsed, fresh)
    visit.asked += len(following)
    return following


def _following(
    visit: _Visit, request: Request, parsed: Parsed | None, fresh: int
) -> list[Request]:
    """What to ask for after a document; further pages of an API only while they may
    hold what is new.
    """
    if isinstance(visit.read.rule, ApiRule):
        room = visit.read.rule.pages - 1 - visit.asked
        if parsed is None or parsed.total > fresh:
            return []
        return list(parsed.requests[: max(0, room)])
    return parts.following(
        request,
        parsed.requests if parsed else None,
        visit.parts,
        asked=visit.asked,
    )


def _took_part(run: Run, visit: _Visit, request: Request, answer: Answer) -> None:
    """Note what became of a further document, once its articles are saved."""
    if request.purpose == "sitemap":
        _know_part(visit, request, answer)
    subject = shown(request.url)
    with run.store.transaction():
        if answer.failure is not None:
            fail(run, answer.failure, subject)
        else:
            run.store.log.clear("fetch", subject)
            run.store.log.clear("extract", subject)
        for bad in answer.parsed.failures if answer.parsed else ():
            fail(run, bad, shown(bad.subject))


def _know_part(visit: _Visit, request: Request, answer: Answer) -> None:
    # Out and in again: the longest unasked stands first.
    known = visit.parts.pop(request.url, Part(parent=request.parent))
    visit.parts[request.url] = parts.after(
        known,
        request,
        answer.page if answer.failure is None else None,
        digest=digest(answer.page) if answer.page and answer.parsed else "",
    )


def _finish(run: Run, visit: _Visit) -> None:
    """Save what a source says of itself, and what that taught us about its pace."""
    store, log = run.store, run.store.log
    source, parsed, failure = visit.source, visit.answer.parsed, visit.answer.failure
    outcome = failure or visit.answer.page
    if outcome is None:
        message = "the engine answered neither a page nor a failure"
        raise AssertionError(message)
    if parsed is not None and parsed.feed is not None:
        source = replace(
            source,
            title=source.title or parsed.feed.title,
            site=parsed.feed.site or source.site,
        )
    poll = schedule.after(
        visit.poll,
        outcome,
        feed=parsed.feed if parsed else None,
        fresh=visit.fresh,
        total=visit.total,
        now=run.now,
        jitter=_jitter(source.url, run.now),
    )
    known = visit.poll.digest
    if parsed is not None and visit.answer.page is not None:
        known = digest(visit.answer.page)
    poll = replace(poll, digest=known, parts=visit.parts, rule=visit.read.digest)
    page = visit.answer.page if parsed is not None and source.kind == "feed" else None
    packed = pack(run, page)
    with store.transaction():
        standing = store.sources.get(source.url)
        if standing is None:
            return  # it was removed while we asked; its articles stay
        # An editor may have paused it meanwhile: only what the feed says is ours.
        source = replace(standing[0], title=source.title, site=source.site)
        if failure is None:
            log.clear("fetch", shown(source.url))
            log.clear("extract", shown(source.url))
        else:
            fail(run, failure, shown(source.url))
        for bad in parsed.failures if parsed else ():
            fail(run, bad, bad.subject)
        if poll.reason == "gone" and source.state == "active":
            source = replace(source, state="gone")
            log.add("source.gone", source.url, at=run.now)
        store.sources.update(source, poll)
        if page is not None:
            keep(run, page, packed, article=None)
    run.counts["polled"] += 1
    run.counts["unchanged"] += poll.status == NOT_MODIFIED


def _jitter(url: str, now: int) -> float:
    """A number in [0, 1) that differs by source and moment, yet replays alike."""
    hashed = blake2b(f"{url} {now}".encode(), digest_size=4).digest()
    return int.from_bytes(hashed) / 2**32
