"""read: what does each new or changed article say?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from newsfold.model import Failure
from newsfold.read import read
from newsfold.steps import ARTICLE_CHANGES, BATCH
from newsfold.store.dossiers import unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Article, Reading
    from newsfold.steps import Run


def read_all(run: Run) -> None:
    """Read every article that is new or whose text has changed."""
    store = run.store
    names, seq = store.log.pending("read", ARTICLE_CHANGES)
    outcomes = run.engine.map(read, _articles(run, names), cost=_cost)
    done = 0
    while batch := list(islice(outcomes, BATCH)):
        with store.transaction():
            for outcome in batch:
                article, reading = outcome.item, outcome.value
                if reading is None:
                    reading = _unread(run, article, outcome.failure)
                store.articles.save_reading(reading)
                store.log.add("article.read", article.id, at=run.now)
        done += len(batch)
        run.progress("reading", done, len(names))
    if names:
        with store.transaction():
            store.log.advance("read", seq)


def _articles(run: Run, names: Sequence[str]) -> Iterator[Article]:
    """The articles of these ids, loaded as the workers take them."""
    for start in range(0, len(names), BATCH):
        yield from run.store.articles.many(names[start : start + BATCH]).values()


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
