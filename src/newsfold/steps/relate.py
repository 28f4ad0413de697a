"""relate: which stories follow earlier ones, and which a round-up touches?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.cluster.storyline import follow_up, names_to_search, told, touches
from newsfold.model import Relation
from newsfold.steps import BATCH
from newsfold.text.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Reading, Story
    from newsfold.steps import Run
    from newsfold.store import Store

_FOUND = 40
"""Articles that are looked at for one name, the newest first."""

_WEEK = 7 * 86400
"""Seconds beyond which no round-up tells of a story any more."""

_NAMED = 12
"""Names of a round-up that are looked up."""


def relate(run: Run) -> None:
    """Relate every story that changed to those that are there."""
    store = run.store
    names, seq = store.log.pending("relate", ("story.changed",))
    for start in range(0, len(names), BATCH):
        stories = [store.stories.get(name) for name in names[start : start + BATCH]]
        found = [
            relation
            for story in stories
            if story is not None
            for relation in _relations(store, story)
        ]
        with store.transaction():
            for relation in found:
                if store.stories.relate(relation):
                    run.counts["related"] += 1
                    for name in (relation.story, relation.other):
                        store.log.add("story.related", name, at=run.now)
    if names:
        with store.transaction():
            store.log.advance("relate", seq)


def _relations(store: Store, story: Story) -> Iterator[Relation]:
    """What one story follows, or touches where it is a round-up."""
    reading = store.articles.readings([story.lead]).get(story.lead)
    lead = store.articles.get(story.lead)
    if reading is None or lead is None:
        return
    if reading.roundup:
        for touched, why in _touched(store, reading):
            if touched != story.id:
                yield Relation(
                    story=story.id, other=touched, kind="touches", reason=why
                )
        return
    ours = told(lead, reading)
    for other in _named(store, names_to_search(reading)):
        if other.id == story.id:
            continue
        its = store.articles.readings([other.lead]).get(other.lead)
        article = store.articles.get(other.lead)
        if its is None or article is None or its.roundup:
            continue
        theirs = told(article, its)
        if reason := follow_up(ours, theirs):
            yield Relation(
                story=story.id, other=other.id, kind="follows", reason=reason
            )
        elif reason := follow_up(theirs, ours):
            yield Relation(
                story=other.id, other=story.id, kind="follows", reason=reason
            )


def _touched(store: Store, reading: Reading) -> Iterator[tuple[str, str]]:
    """Stories that a round-up points to, or has all the names of."""
    for url in reading.links:
        linked = store.articles.by_url(url)
        home = store.stories.of(linked.id) if linked else None
        if home:
            yield home, "it links to it"
    names = list(dict.fromkeys(n.text for n in reading.names if " " in n.text))
    for other in _named(store, names[:_NAMED]):
        if abs(other.updated - reading.time) > _WEEK:
            continue
        its = store.articles.readings([other.lead]).get(other.lead)
        article = store.articles.get(other.lead)
        if its and article and not its.roundup and touches(reading, told(article, its)):
            yield other.id, "it tells the same"


def _named(store: Store, names: list[str]) -> list[Story]:
    """Stories of the newest articles that have one of some names, each once."""
    found: dict[str, Story] = {}
    for name in names:
        for article, _ in store.articles.search(Query(words=(name,)), limit=_FOUND):
            home = store.stories.of(article.id)
            if home and home not in found:
                story = store.stories.get(home)
                if story is not None:
                    found[home] = story
    return list(found.values())
