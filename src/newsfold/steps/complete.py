"""Pages of articles: those told too briefly, and those known by their address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.clean.complete import complete
from newsfold.fetch import shown
from newsfold.model import Failure
from newsfold.steps.ask import HELD_BACK, ask, fail
from newsfold.steps.host_rights import barred, host_signals, note_rights
from newsfold.steps.keep import keep, pack
from newsfold.steps.look_again import remember
from newsfold.steps.parse import Job
from newsfold.steps.rules import FOLDER, article_rules
from newsfold.version import __version__

if TYPE_CHECKING:
    from newsfold.model import Article, Page, Request, Tip
    from newsfold.steps import Run
    from newsfold.steps.ask import Answer
    from newsfold.steps.rules import ArticleRules

__all__ = ["complete_articles"]

_HOUR = 3_600
_ATTEMPTS = 3
_TIPS = 50
"""Tips of one source that are followed in one run; the others wait for the next."""
_LEAST = 100
"""Characters of excerpt and text without which a page tells no news."""


def complete_articles(run: Run) -> None:
    """Ask for the pages that are wanted, and for those that sources point to."""
    wanted = run.store.articles.wanted(run.now)
    known = {request.article: article for request, article in wanted}
    sources = [source for source, _ in run.store.sources.all()]
    active = [source.url for source in sources if source.state == "active"]
    tips = run.store.tips.due(active, run.now, most=_TIPS)
    by_url = {request.url: tip for request, tip in tips}
    pages = [request for request, _ in (*wanted, *tips)]

    signals = host_signals(run, pages)
    rules = _rules(run, {source.rule for source in sources})

    def job(page: Page) -> Job:
        return Job(
            page=page,
            rule=rules.of(page),
            known=known.get(page.request.article),
            signals=signals.get(page.request.url, {}),
            reserved=run.settings.rights.tdm_reserved,
        )

    for done, (request, answer) in enumerate(ask(run, pages, job), start=1):
        reader = rules.reader(answer.page) if answer.page else __version__
        if request.article:
            _save_page(run, request, known[request.article], answer, reader)
        else:
            _save_tip(run, by_url[request.url], answer, reader)
        run.progress("pages", done, len(pages))


def _rules(run: Run, used: set[str]) -> ArticleRules:
    """The rules for pages; those that cannot be read are failures while they stand."""
    rules, log = article_rules(run.folder, used=used), run.store.log
    bad = {f"{FOLDER}/{name}.toml": why for name, why in rules.unread.items()}
    told = {failure.subject for failure, _ in log.failures()}
    mended = {name for name in told - bad.keys() if name.startswith(f"{FOLDER}/")}
    if bad or mended:
        with run.store.transaction():
            for name in sorted(mended):
                log.clear("extract", name)
            for name, why in bad.items():
                failure = Failure(
                    stage="extract", subject=name, reason="bad-rule", detail=why
                )
                fail(run, failure, name)
    return rules


def _save_page(
    run: Run, request: Request, known: Article, answer: Answer, reader: str
) -> None:
    """Save an article completed by its page; a page that failed is tried again."""
    articles = run.store.articles
    parsed, failures = answer.parsed, answer.failures
    run.counts["pages"] += 1
    packed = pack(run, answer.page)
    with run.store.transaction():
        for article in parsed.articles[:1] if parsed else ():
            outcome, _ = articles.save(article, at=run.now, extractor=reader)
            run.counts["completed"] += outcome == "completed"
            run.counts["repairs"] += len(article.repairs)
            note_rights(run, known, article)
            if answer.page is not None and parsed and parsed.told is not None:
                remember(run, article, answer.page, parsed.told, reader)
                keep(run, answer.page, packed, article=article)
        if any(one.reason == "robots" and not one.detail for one in failures):
            note_rights(run, known, barred(run, known))
        _note(run, failures, request.url)
        retry, counted = _retry(run, failures, articles.attempts(request.article))
        articles.answered(request.article, retry=retry, counted=counted)


def _save_tip(run: Run, tip: Tip, answer: Answer, reader: str) -> None:
    """Save the article that a tip's page makes; a page that failed is tried again."""
    articles, tips = run.store.articles, run.store.tips
    parsed, failures = answer.parsed, answer.failures
    found = _article(tip, parsed.articles[:1]) if parsed and not parsed.feed else None
    run.counts["pages"] += 1
    packed = pack(run, answer.page)
    name = ""
    with run.store.transaction():
        if found is not None:
            outcome, name = articles.save(
                found, at=run.now, extractor=reader, revise=complete
            )
            run.counts[outcome] += 1
            run.counts["repairs"] += len(found.repairs)
            if name and answer.page is not None and parsed is not None:
                found = replace(found, id=name)
                request = replace(answer.page.request, article=name)
                page = replace(answer.page, request=request)
                remember(run, found, page, parsed.told, reader)
                keep(run, page, packed, article=found)
        elif not failures:
            none = Failure(
                stage="extract",
                subject=tip.url,
                reason="no-article",
                detail=f"a link of {shown(tip.source)}",
            )
            fail(run, none, shown(tip.url))
            tips.answered(tip.web_url)
            return
        _note(run, failures, tip.url)
        retry, counted = _retry(run, failures, tips.attempts(tip.web_url))
        tips.answered(tip.web_url, article=name, retry=retry, counted=counted)


def _article(tip: Tip, found: tuple[Article, ...]) -> Article | None:
    """The article of a tip's page; None where the page tells no news."""
    for article in found:
        if not article.title or len(article.excerpt) + len(article.body) < _LEAST:
            continue
        if article.published is None and tip.published is not None:
            marks = tuple(mark for mark in article.marks if mark != "undated")
            evidence = {**article.evidence, "published": "source"}
            article = replace(  # noqa: PLW2901  # the same, dated
                article, published=tip.published, marks=marks, evidence=evidence
            )
        return replace(article, source=tip.source, original_url=tip.url)
    return None


def _note(run: Run, failures: list[Failure], url: str) -> None:
    for failure in failures:
        fail(run, failure, shown(url))
    if not failures:
        run.store.log.clear("fetch", shown(url))
        run.store.log.clear("extract", shown(url))


def _retry(run: Run, failures: list[Failure], attempts: int) -> tuple[int | None, bool]:
    """When to ask again (None: never), and whether this was an attempt."""
    held = any(failure.reason == HELD_BACK for failure in failures)
    wait = max((failure.wait for failure in failures), default=0)
    again = failures and attempts + (not held) < _ATTEMPTS
    return (run.now + max(_HOUR, wait) if again else None), not held
