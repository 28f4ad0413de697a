"""The first step of a run alone: sources are added and asked, articles taken in.

watch = Watching(tmp_path, engine)       # an engine may serve many tests
watch.add(url)
counts = watch.take_in(after=3_600)      # whatever is due or not
watch.articles(), watch.store
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from newsfold.config import Fetch, Settings, Site
from newsfold.fetch import Politeness
from newsfold.judge import topics
from newsfold.steps import Run
from newsfold.steps.subscribe import Subscription, subscribe
from newsfold.steps.take_in import take_in
from newsfold.store import open_store
from newsfold.text import dates

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from newsfold.engine import Engine
    from newsfold.model import Article, Failure, Poll, Source

__all__ = ["NOW", "Watching", "article_page"]

NOW = dates.parse("2026-03-01T12:00:00Z").instant


class Watching:
    """A store in a folder, and runs over it; a context manager."""

    def __init__(
        self, folder: Path, engine: Engine, *, site: str = "", **fetch: Any
    ) -> None:
        self.folder = folder
        self.store = open_store("newsfold.db", folder)
        self._engine = engine
        manners = {"allow_private_networks": True, "host_delay": 0.0} | fetch
        self.settings = Settings(site=Site(url=site), fetch=Fetch(**manners))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.store.close()

    def run(self, *, after: int = 0, force: bool = True) -> Run:
        """What a run works with that begins so many seconds after `NOW`."""
        return Run(
            store=self.store,
            settings=self.settings,
            folder=self.folder,
            now=NOW + after,
            rules=topics.shipped(),
            rules_hash="",
            engine=self._engine,
            hosts=Politeness(0, known=self.store.hosts.paces(), now=NOW + after),
            force=force,
        )

    def add(self, url: str, **how: Any) -> Subscription:
        """Subscribe, as `newsfold add` does."""
        return subscribe(self.run(), url, **how)

    def take_in(self, *, after: int = 0, force: bool = True) -> Counter[str]:
        """Ask all sources, or those that are due; what was done."""
        run = self.run(after=after, force=force)
        take_in(run)
        return run.counts

    def articles(self) -> dict[str, Article]:
        """What was taken in, whole, by title."""
        names = [article.id for article in self.store.articles.recent()]
        return {one.title: one for one in self.store.articles.many(names).values()}

    def source(self) -> tuple[Source, Poll]:
        """The only source."""
        (pair,) = self.store.sources.all()
        return pair

    def failures(self) -> dict[str, Failure]:
        """What went wrong, by its reason."""
        return {one.reason: one for one, _ in self.store.log.failures()}


def article_page(title: str, date: str = "2026-03-01T09:00:00Z") -> str:
    """The page of an invented article."""
    words = f"{title}, the harbour master said on Sunday. " * 12
    dated = f"<meta property='article:published_time' content='{date}'>" if date else ""
    return (
        f"<html lang=en><head><title>{title}</title>"
        f"<meta property='og:site_name' content='The Quay'>{dated}</head>"
        f"<body><article><h1>{title}</h1><p>{words}</p><p>{words}</p></article></body>"
    )
