"""forget: an article, and all that was made of it, as though it had never come.

Its files go first, then its rows in one transaction; what told of it is made anew by
the steps of the pipeline, and then the database is written anew (`Forgotten.scrub`).
Killed in between, the same call again ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.errors import NotFoundError
from newsfold.publish.card import page_path
from newsfold.publish.slug import slug
from newsfold.steps import BATCH
from newsfold.steps.rearrange import as_it_stands
from newsfold.store import folder
from newsfold.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Article
    from newsfold.steps import Run
    from newsfold.store import Store

__all__ = ["forget"]


def forget(run: Run, names: Sequence[str]) -> list[str]:
    """Forget the articles that have these ids or addresses; returns their ids.

    What was forgotten before is no mistake.  Raises NotFoundError, and forgets
    nothing, where one of them is not known.
    """
    found = [_named(run.store, name) for name in names]
    articles = {article.id: article for article in found if article is not None}
    for article in articles.values():
        _forget(run, article)
    _sweep(run)
    return list(articles)


def _named(store: Store, name: str) -> Article | None:
    """The article of an id or address; None where it was forgotten before."""
    tried = dict.fromkeys((name, canonical(name)))
    for one in tried:
        article = store.articles.get(one) or store.articles.by_url(one)
        if article is not None:
            return article
    article = store.articles.by_url(name, shown=True)
    if article is not None or store.forgotten.has(*tried):
        return article
    latest = (article.id for article in store.articles.recent(limit=1_000))
    raise NotFoundError.of("article", "articles", name, latest)


def _forget(run: Run, article: Article) -> None:
    store = run.store
    story = store.stories.of(article.id)
    rest = [a for a in store.stories.members(story) if a != article.id] if story else []
    gone = story is not None and not rest
    old = {story, *(o for o, heir in store.stories.merged().items() if heir == story)}
    titles = {article.title, *(r.title for r in store.articles.revisions(article.id))}
    unnamed = []
    for name, path in store.stories.paths().items():
        if (gone and name in old) or _named_after(path, name, titles):
            unnamed.append(name)
            folder.remove(run.folder / folder.CONTENT / path)
            folder.remove(run.folder / folder.SITE / page_path(path))
    copies = store.articles.copies_of(article.id)
    # Their pages head theirs with its title.
    relatives = {
        name
        for relation in (store.stories.relations([story])[story] if story else ())
        for name in (relation.story, relation.other)
    }
    dropped = BATCH
    while dropped == BATCH:  # pages are large: a few in a transaction
        with store.transaction():
            domain = article.provider.domain
            dropped = store.pages.drop(domain, article.id, limit=BATCH)
    with store.transaction():
        for name in store.organisations.met_in(article=article.id, story=story or ""):
            store.log.add("organisation.changed", name, at=run.now)
        store.stories.plan(())  # it may name the article; the next folding plans anew
        store.forgotten.article(article.id)
        store.pictures.forget(image.url for image in article.images)
        for name in unnamed:
            store.stories.unpublish(name)
        for copy in copies:  # whose is their text now?
            store.log.add("article.read", copy, at=run.now)
        if story is not None:
            store.forgotten.made_of(story)
            standing = as_it_stands(store, story, rest)
            if standing is None:
                store.forgotten.story(story)
            else:
                store.stories.save(standing)
                store.log.add("story.changed", story, at=run.now, articles=len(rest))
        for name in sorted({*unnamed, *relatives, *([story] if story else [])}):
            store.log.add("story.forgotten", name, at=run.now)
    run.counts["forgotten"] += 1


def _sweep(run: Run) -> None:
    """Remove the renditions of pictures that no article has any more."""
    kept = run.store.pictures.files()
    for top in (run.folder, run.folder / folder.SITE):
        for path in (top / folder.MEDIA).glob("*.webp"):
            if path.name not in kept:
                folder.remove(path)


def _named_after(path: str, story: str, titles: Iterable[str]) -> bool:
    """Whether a story's file has its name from one of these titles."""
    return any(path.endswith(f"/{slug(title)}-{story}.md") for title in titles)
