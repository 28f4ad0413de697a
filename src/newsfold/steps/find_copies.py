"""dedupe: is the text of a new article another's?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.dedupe import Index, Known, describe
from newsfold.steps import BATCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Copy
    from newsfold.steps import Run
    from newsfold.store import Store

_CROWD = 64
"""Articles under one sketch value from which it tells nothing: boilerplate."""


def find_copies(run: Run) -> None:
    """Look every new or changed article up among those that came before it."""
    store = run.store
    names, seq = store.log.pending("dedupe", ("article.read",))
    if not names:
        return
    articles, readings = store.articles.many(names), store.articles.readings(names)
    order = sorted(articles, key=lambda name: (articles[name].time, name))
    index = Index(_Memory(store, unread=set(order)))
    for done, name in enumerate(order, start=1):
        copy = index.find(articles[name], readings[name])
        turned = index.add(articles[name], readings[name])
        found = (*turned, copy) if copy else turned
        known = store.articles.copies([name, *(one.article for one in found)])
        fresh = [one for one in found if known.get(one.article) != one]
        if fresh or (copy is None and name in known):
            with store.transaction():
                _save(run, name, copy, fresh)
        if done % BATCH == 0 or done == len(order):
            run.progress("copies", done, len(order))
    with store.transaction():
        store.log.advance("dedupe", seq)


def _save(run: Run, name: str, copy: Copy | None, found: Iterable[Copy]) -> None:
    """Write what came out about an article: it is a copy, or its own; others are."""
    articles, log = run.store.articles, run.store.log
    if copy is None and articles.copies([name]):
        articles.drop_copy(name)
        log.add("article.copy", name, at=run.now, of="")
    for one in found:
        articles.save_copy(one)
        log.add("article.copy", one.article, at=run.now, of=one.of)
        run.counts["copies"] += 1


class _Memory:
    """The store as dedupe's memory: all articles but those that were not asked yet."""

    def __init__(self, store: Store, unread: set[str]) -> None:
        self._articles = store.articles
        self._unread = unread
        self._known: dict[str, Known] = {}

    def candidates(self, sketch: Sequence[int]) -> Iterable[str]:
        """Ids of articles that share a value of `sketch`, most shared first."""
        shared = self._articles.candidates(sketch, crowd=_CROWD)
        ordered = sorted(shared, key=lambda name: (-shared[name], name))
        return [name for name in ordered if name not in self._unread]

    def known(self, article: str) -> Known:
        """What is known of an article that `candidates` or `copies` named."""
        if article not in self._known:
            found = self._articles.many([article])[article]
            reading = self._articles.readings([article])[article]
            copy = self._articles.copies([article]).get(article)
            known = describe(found, reading)
            self._known[article] = known._replace(copy_of=copy.of if copy else "")
        return self._known[article]

    def copies(self, origin: str) -> Iterable[str]:
        """Ids of the articles that are copies of `origin`."""
        return self._articles.copies_of(origin)

    def keep(self, known: Known, sketch: Sequence[int]) -> None:  # noqa: ARG002  # the store has the sketch
        """Remember what an article is now a copy of; the store has the rest."""
        self._known[known.id] = known
        self._unread.discard(known.id)
