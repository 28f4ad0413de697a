"""read: what does each new or changed article say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Failure
from newsfold.read import read
from newsfold.steps import ARTICLE_CHANGES, BATCH
from newsfold.store.dossiers import unread

if TYPE_CHECKING:
    from newsfold.model import Article, Reading
    from newsfold.steps import Run


def read_all(run: Run) -> None:
    """Read every article that is new or whose text has changed."""
    store = run.store
    names, seq = store.log.pending("read", ARTICLE_CHANGES)
    for start in range(0, len(names), BATCH):
        found = store.articles.many(names[start : start + BATCH])
        outcomes = list(run.engine.map(read, found.values(), cost=_cost))
        with store.transaction():
            for outcome in outcomes:
                article, reading = outcome.item, outcome.value
                if reading is None:
                    reading = _unread(run, article, outcome.failure)
                store.articles.save_reading(reading)
                store.log.add("article.read", article.id, at=run.now)
        run.progress("reading", min(start + BATCH, len(names)), len(names))
    if names:
        with store.transaction():
            store.log.advance("read", seq)


def _cost(article: Article) -> int:
    return len(article.body)


def _unread(run: Run, article: Article, failure: Failure | None) -> Reading:
    """An article that cannot be read still stands."""
    why = failure or Failure(stage="read", subject=article.id, reason="error")
    run.store.log.fail(
        msgspec.structs.replace(why, stage="read", subject=article.id, at=run.now)
    )
    run.counts["failures"] += 1
    return unread(article)
