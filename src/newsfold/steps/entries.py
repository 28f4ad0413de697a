"""What a source's document tells, saved: articles, and tips of some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.clean.complete import complete
from newsfold.steps import BATCH
from newsfold.steps.look_again import expect, hasten
from newsfold.version import __version__

if TYPE_CHECKING:
    from newsfold.steps import Run
    from newsfold.steps.parse import Parsed

__all__ = ["save_articles", "save_tips"]

_SHORT_TEXT = 600
"""Characters below which a feed's text is short, and the page worth fetching."""
_AT_ONCE, _PAUSE = 50, 60
"""Pages of one sitemap that are wanted at once, and seconds until the next ones are: it
may name a thousand, and a run would wait for all of them."""


def save_articles(run: Run, source: str, parsed: Parsed, seen: set[str]) -> int:
    """Save a document's articles, a batch a transaction; how many were new.

    `seen`: addresses that came before in the same poll, to which these are added.
    """
    articles, pages = run.store.articles, run.settings.fetch.pages
    paced = parsed.feed is not None and parsed.feed.kind == "sitemap"
    fresh = wanted = 0
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
                    replace(article, source=source),
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
                    due = run.now + wanted // _AT_ONCE * _PAUSE if paced else 0
                    url = article.original_url or article.web_url
                    articles.want(name, url, due=due)
                    wanted += 1
                elif outcome == "new":
                    expect(run, articles.get(name) or article)
    return fresh


def save_tips(run: Run, source: str, parsed: Parsed, *, ask_them: bool) -> int:
    """Note a document's tips, a batch a transaction; how many were new.

    Without `ask_them`, those that nobody dates are only known from now on.
    """
    fresh = 0
    for start in range(0, len(parsed.tips), BATCH):
        with run.store.transaction():
            for tip in parsed.tips[start : start + BATCH]:
                run.counts["entries"] += 1
                told = replace(tip, source=source)
                asked = ask_them or tip.time is not None
                fresh += run.store.tips.note(told, at=run.now, ask=asked)
    return fresh
