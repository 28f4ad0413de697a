"""sources → fetch → extract → clean, once more: the pages of live articles.

A page that says otherwise than before makes a revision of its article, and a line of
the change log on how the outlet told of it.  Who changes nothing costs a 304.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsfold.fetch import shown
from newsfold.model import Request, Visit
from newsfold.sources.again import lives, look_after
from newsfold.steps import BATCH
from newsfold.steps.ask import HELD_BACK, NOT_MODIFIED, ask, digest, fail
from newsfold.steps.host_rights import barred, host_signals, note_rights
from newsfold.steps.keep import keep, pack
from newsfold.steps.parse import Job
from newsfold.steps.rules import article_rules
from newsfold.text.urls import host_of
from newsfold.version import __version__

if TYPE_CHECKING:
    from newsfold.clean.revise import Revised
    from newsfold.model import Article, Page
    from newsfold.steps import Run
    from newsfold.steps.ask import Answer

__all__ = ["expect", "hasten", "look_again", "remember"]

_HOUR = 3_600
_OF_HOST = 60
"""Pages of one host that a run looks at again: at its pace, a minute."""
_READ = 5_000
"""Visits that are due of which a run takes its choice."""
_LOST = frozenset({"http-404", "http-410", "robots"})
_LOST_TIMES = 2


class _Looked(NamedTuple):
    """What a look at one page begins with."""

    visit: Visit
    article: Article
    story: str


def look_again(run: Run) -> None:
    """Look at the pages that are due; those of stories that are closed no more."""
    if "never" in {run.settings.fetch.again, run.settings.fetch.pages}:
        return
    looks = _due(run)
    requests = [
        Request(
            url=look.visit.url,
            purpose="page",
            article=name,
            etag=look.visit.etag,
            last_modified=look.visit.last_modified,
        )
        for name, look in looks.items()
    ]
    signals = host_signals(run, requests)
    rules = article_rules(run.folder)

    def job(page: Page) -> Job:
        look = looks[page.request.article]
        # Another reader's words are none to hold a page against.
        same = look.visit.extractor == rules.reader(page)
        return Job(
            page=page,
            rule=rules.of(page),
            known=look.article,
            earlier=look.visit.told if same else None,
            anew=bool(look.visit.extractor) and not same,
            signals=signals.get(page.request.url, {}),
            reserved=run.settings.rights.tdm_reserved,
        )

    def known(request: Request) -> str:
        return looks[request.article].visit.digest

    answers = ask(run, requests, job, known=known)
    for done, (request, answer) in enumerate(answers, start=1):
        packed = pack(run, answer.page)
        reader = rules.reader(answer.page) if answer.page else __version__
        with run.store.transaction():
            _save(run, looks[request.article], answer, packed, reader)
        run.progress("looks", done, len(requests))


def remember(
    run: Run, article: Article, page: Page, told: Article | None, reader: str
) -> None:
    """Note a first visit to an article's page, what read it, and when to look again."""
    if run.settings.fetch.again != "never":
        visit = Visit(article=article.id, url=page.request.url, extractor=reader)
        run.store.visits.save(_visited(run, visit, article, page, told))


def expect(run: Run, article: Article) -> None:
    """Have the page of an article looked at that needs none to complete it."""
    fetch = run.settings.fetch
    if fetch.again == "always" and fetch.pages != "never":
        url = article.original_url or article.web_url
        due = look_after(article, article.seen)
        run.store.visits.save(Visit(article=article.id, url=url, due=due))


def hasten(run: Run, article: str) -> bool:
    """Look at an article's page in this run, since its feed says otherwise than before;
    False where it is not one that is looked at again.
    """
    visits = run.store.visits
    if run.settings.fetch.again == "never" or visits.get(article) is None:
        return False
    visits.put_off(article, run.now)
    return True


def _due(run: Run) -> dict[str, _Looked]:
    """What to look at now, by article; ends what need not be looked at any more."""
    store, window = run.store, run.settings.stories.window_hours * _HOUR
    chosen: dict[str, _Looked] = {}
    ended: list[str] = []
    hosts: Counter[str] = Counter()
    for visit in store.visits.due(run.now, limit=_READ):
        article = store.articles.get(visit.article)
        name = store.stories.of(visit.article) or ""
        story = store.stories.get(name) if name else None
        updated = story.updated if story else article.time if article else 0
        late = run.now - visit.due > window  # nothing ran for days
        if article is None or late or not lives(updated, visit.due, window):
            ended.append(visit.article)
            continue
        host = host_of(visit.url)
        if len(chosen) >= run.settings.fetch.again_most:
            break
        if hosts[host] < _OF_HOST:
            hosts[host] += 1
            whole = store.visits.get(visit.article) or visit
            if whole.extractor.partition("+")[0] != __version__:
                # It is read anew, even where it has not changed.
                whole = msgspec.structs.replace(
                    whole, told=None, digest="", etag="", last_modified=""
                )
            chosen[visit.article] = _Looked(whole, article, name)
    for start in range(0, len(ended), BATCH):
        with store.transaction():
            for name in ended[start : start + BATCH]:
                store.visits.end(name)
    return chosen


def _save(run: Run, look: _Looked, answer: Answer, packed: bytes, reader: str) -> None:
    visit, article = look.visit, look.article
    run.counts["looks"] += 1
    if answer.failures:
        _missed(run, visit, article, answer)
        return
    for stage in ("fetch", "extract"):
        run.store.log.clear(stage, shown(visit.url))
    page, parsed = answer.page, answer.parsed
    if page is None or page.status == NOT_MODIFIED or parsed is None:
        due = look_after(article, run.now)
        run.store.visits.save(
            msgspec.structs.replace(visit, due=due, last=run.now, lost=0)
        )
        return
    if parsed.revised is not None:
        _revise(run, look, parsed.revised, reader)
    for completed in parsed.articles[:1]:  # there was nothing to hold it against
        outcome, _ = run.store.articles.save(completed, at=run.now, extractor=reader)
        run.counts["completed"] += outcome == "completed"
    found = parsed.told or next(iter(parsed.articles), None)
    if found is not None:
        _note_rights(run, look, found)
    if parsed.told is None:  # its outlet wants it left unread
        run.store.visits.end(visit.article)
        return
    keep(run, page, packed, article=parsed.told)
    visit = msgspec.structs.replace(visit, extractor=reader)
    run.store.visits.save(_visited(run, visit, article, page, parsed.told))


def _note_rights(run: Run, look: _Looked, found: Article) -> None:
    """Keep what may be done with it from now on; its story is shown accordingly."""
    if note_rights(run, look.article, found) and look.story:
        run.store.log.add("story.edited", look.story, at=run.now)


def _revise(run: Run, look: _Looked, revised: Revised, reader: str) -> None:
    """Keep an edit: the state before it where that is news, the state after, and how
    the outlet told of it.
    """
    articles, log = run.store.articles, run.store.log
    if revised.fresh:
        articles.save(revised.before, at=run.now, extractor=reader)
        outcome, _ = articles.save(
            revised.after, at=run.now, extractor=reader, change="revised"
        )
        run.counts[outcome] += 1
    known = articles.get(look.article.id)
    if known is None:
        return
    log.add(
        "article.told",
        known.id,
        at=run.now,
        revision=known.revision,
        told=revised.told,
        notice=revised.notice,
    )
    if look.story:
        log.add("story.edited", look.story, at=run.now)
    run.counts[revised.told] += 1


def _missed(run: Run, visit: Visit, article: Article, answer: Answer) -> None:
    """A look that brought nothing: what we have stays, and the next one comes."""
    reasons = {failure.reason for failure in answer.failures}
    wait = max(failure.wait for failure in answer.failures)
    if HELD_BACK in reasons:
        run.store.visits.put_off(visit.article, run.now + max(wait, _HOUR))
        return
    for failure in answer.failures:
        fail(run, failure, shown(visit.url))
    if any(f.reason == "robots" and not f.detail for f in answer.failures):
        _note_rights(
            run,
            _Looked(visit, article, run.store.stories.of(article.id) or ""),
            barred(run, article),
        )
    lost = visit.lost + 1 if reasons & _LOST else 0
    if lost >= _LOST_TIMES:
        run.store.visits.end(visit.article)
        return
    due = max(look_after(article, run.now), run.now + wait)
    run.store.visits.save(
        msgspec.structs.replace(visit, due=due, last=run.now, lost=lost)
    )


def _visited(
    run: Run, visit: Visit, article: Article, page: Page, told: Article | None
) -> Visit:
    return msgspec.structs.replace(
        visit,
        due=look_after(article, run.now),
        last=run.now,
        etag=page.headers.get("etag", ""),
        last_modified=page.headers.get("last-modified", ""),
        digest=digest(page),
        lost=0,
        told=told,
    )
