"""relate: which stories follow earlier ones, and which a round-up touches?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.cluster.storyline import (
    Told,
    follow_up,
    names_to_search,
    told,
    touches,
)
from newsfold.model import Relation
from newsfold.steps import BATCH
from newsfold.text.query import Query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from newsfold.model import Reading, Story
    from newsfold.steps import Run
    from newsfold.store import Store

_FOUND = 40
"""Articles that are looked at for one name, the newest first."""

_WEEK = 7 * 86400
"""Seconds beyond which no round-up tells of a story any more."""

_NAMED = 12
"""Names of a round-up that are looked up."""

_REMEMBERED = 4_000
"""Stories of which is remembered what their leads tell: some 10 MB."""


def relate(run: Run) -> None:
    """Relate every story that changed to those that are there."""
    store = run.store
    names, seq = store.log.pending("relate", ("story.changed",))
    leads = _Leads(store)
    for start in range(0, len(names), BATCH):
        stories = [store.stories.get(name) for name in names[start : start + BATCH]]
        found = [
            relation
            for story in stories
            if story is not None
            for relation in _relations(store, leads, story)
        ]
        with store.transaction():
            for relation in found:
                if store.stories.relate(relation):
                    run.counts["related"] += 1
                    for name in (relation.story, relation.other):
                        store.log.add("story.related", name, at=run.now)
        run.progress("storylines", min(start + BATCH, len(names)), len(names))
    if names:
        with store.transaction():
            store.log.advance("relate", seq)


class _Leads:
    """What the leads of stories tell, looked up together and remembered for a while."""

    def __init__(self, store: Store) -> None:
        self._articles = store.articles
        self._told: dict[str, Told | None] = {}

    def told(self, stories: Collection[Story]) -> Iterator[tuple[Story, Told]]:
        """The stories that are no round-ups, with what their leads tell."""
        if len(self._told) > _REMEMBERED:
            self._told.clear()
        unknown = [story.lead for story in stories if story.lead not in self._told]
        articles = self._articles.many(unknown)
        readings = self._articles.readings(list(articles))
        for name in unknown:
            reading = readings.get(name)
            self._told[name] = (
                None
                if reading is None or reading.roundup
                else told(articles[name], reading)
            )
        for story in stories:
            if (known := self._told[story.lead]) is not None:
                yield story, known


def _relations(store: Store, leads: _Leads, story: Story) -> Iterator[Relation]:
    """What one story follows, or touches where it is a round-up."""
    reading = store.articles.readings([story.lead]).get(story.lead)
    if reading is None:
        return
    if reading.roundup:
        for touched, why in _touched(store, leads, reading):
            if touched != story.id:
                yield Relation(
                    story=story.id, other=touched, kind="touches", reason=why
                )
        return
    for _, ours in leads.told([story]):
        for other, theirs in leads.told(_named(store, names_to_search(reading))):
            if other.id == story.id:
                continue
            if reason := follow_up(ours, theirs):
                yield Relation(
                    story=story.id, other=other.id, kind="follows", reason=reason
                )
            elif reason := follow_up(theirs, ours):
                yield Relation(
                    story=other.id, other=story.id, kind="follows", reason=reason
                )


def _touched(
    store: Store, leads: _Leads, reading: Reading
) -> Iterator[tuple[str, str]]:
    """Stories that a round-up points to, or has all the names of."""
    for url in reading.links:
        linked = store.articles.by_url(url)
        home = store.stories.of(linked.id) if linked else None
        if home:
            yield home, "it links to it"
    names = list(dict.fromkeys(n.text for n in reading.names if " " in n.text))
    named = [
        story
        for story in _named(store, names[:_NAMED])
        if abs(story.updated - reading.time) <= _WEEK
    ]
    for other, its in leads.told(named):
        if touches(reading, its):
            yield other.id, "it tells the same"


def _named(store: Store, names: list[str]) -> list[Story]:
    """Stories of the newest articles that have one of some names, each once."""
    found: dict[str, Story] = {}
    for name in names:
        for story in store.stories.found(Query(words=(name,)), limit=_FOUND):
            found[story.id] = story
    return list(found.values())
