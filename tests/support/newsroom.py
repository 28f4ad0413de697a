"""A hub's store with a few days of invented readings, and the steps that fold them."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import msgspec

from newsfold.model import Article
from newsfold.steps.fold import fold
from newsfold.steps.refold import refold
from newsfold.store import open_store


class Newsroom:
    """Takes readings in, folds, and is opened anew whenever a run starts."""

    def __init__(self, folder, *, now):
        self.folder = folder
        self.now = now
        self.store = open_store("newsfold.db", folder)

    def close(self):
        self.store.close()

    def take_in(self, reading):
        """Save a reading; returns the id that its article got."""
        article = Article(
            title=reading.article,
            web_url=f"https://{reading.domain}/{reading.article}",
            published=reading.time,
        )
        with self.store.transaction():
            _, name = self.store.articles.save(article, at=self.now, extractor="test")
            told = msgspec.structs.replace(reading, article=name, revision=1)
            self.store.articles.save_reading(told)
            self.store.log.add("article.read", name, at=self.now)
        return name

    def run(self):
        """What a new process does: fold all that is new."""
        self.store.close()
        self.store = open_store("newsfold.db", self.folder)
        fold(self.context())

    def refold(self, *, dry_run):
        return refold(self.context(), dry_run=dry_run)

    def context(self):
        return SimpleNamespace(
            store=self.store,
            now=self.now,
            counts=Counter(),
            progress=lambda *_: None,
            settings=SimpleNamespace(stories=SimpleNamespace(window_hours=96)),
        )
