"""cluster: which articles tell of one event?

Only new articles are placed; those within reach of them in time are put back into the
window as they stand.  An article that changed keeps its place, but its story is judged
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.cluster import Constraints, Window
from newsfold.cluster.timeline import Timeline
from newsfold.model import Story
from newsfold.steps import ARTICLE_CHANGES, BATCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Instant, Reading
    from newsfold.steps import Run

_HOUR = 3_600


def fold(run: Run) -> None:
    """Put every new article into a story; let stories that prove to be one merge."""
    store = run.store
    names, seq = store.log.pending("cluster", (*ARTICLE_CHANGES, "article.copy"))
    if not names:
        return
    placed = store.stories.placements(names)
    fresh = sorted(
        (r for r in store.articles.readings(names).values() if r.article not in placed),
        key=lambda reading: (reading.time, reading.article),
    )
    reach = run.settings.stories.window_hours * _HOUR
    pinned = _pinned(run)
    done = 0
    for group in _groups(fresh, reach):
        _fold_group(run, group, reach, pinned)
        done += len(group)
        run.progress("stories", done, len(fresh))
    with store.transaction():
        for story in sorted({placement.story for placement in placed.values()}):
            store.log.add("story.changed", story, at=run.now, why="an article changed")
        store.log.advance("cluster", seq)


def _pinned(run: Run) -> frozenset[str]:
    """Stories that an editor has pinned, imported ones among them."""
    decisions = run.store.decisions.all(("pin", "lead"))
    return frozenset(decision.value for decision in decisions if decision.value)


def _groups(readings: Sequence[Reading], reach: Instant) -> Iterator[list[Reading]]:
    """Readings in order of time, parted where no window spans the gap."""
    group: list[Reading] = []
    for reading in readings:
        if group and reading.time - group[-1].time > 2 * reach:
            yield group
            group = []
        group.append(reading)
    if group:
        yield group


def _fold_group(
    run: Run, group: list[Reading], reach: Instant, pinned: frozenset[str]
) -> None:
    """Fold the new readings of one stretch of time into what stands around them."""
    store = run.store
    near = store.articles.between(group[0].time - reach, group[-1].time + reach)
    names = [reading.article for reading in near]
    before = {
        name: placement.story
        for name, placement in store.stories.placements(names).items()
    }
    copies = {name: copy.of for name, copy in store.articles.copies(names).items()}
    timeline = Timeline(
        Window(
            run.settings.stories.window_hours,
            constraints=Constraints(pinned=pinned & set(before.values())),
        )
    )
    for reading in near:
        copy_of = copies.get(reading.article, "")
        if reading.article in before:
            timeline.put_back(reading, before[reading.article], copy_of)
        else:
            timeline.add(reading, copy_of)
    after, gone = timeline.settle()
    moved = [p for name, p in after.items() if before.get(name) != p.story]
    touched = {p.story for p in moved}
    touched |= {before[p.article] for p in moved if p.article in before}
    for start in range(0, len(moved), BATCH):
        with store.transaction():
            for placement in moved[start : start + BATCH]:
                store.stories.place(placement)
    ordered = sorted(touched)
    for start in range(0, len(ordered), BATCH):
        with store.transaction():
            for name in ordered[start : start + BATCH]:
                _save(run, name, gone.get(name, ""))


def _save(run: Run, name: str, heir: str) -> None:
    """Write a story as its placements have it now, or as merged into its heir."""
    store = run.store
    members = store.stories.members(name)
    if not members:
        if heir and store.stories.get(name) is not None:
            store.stories.merge(name, heir)
            store.log.add("story.merged", name, at=run.now, into=heir)
            run.counts["merged"] += 1
        return
    readings = store.articles.readings(members)
    order = sorted(members, key=lambda member: (readings[member].time, member))
    story = Story(
        id=name,
        lead=order[0],
        articles=tuple(order),
        opened=readings[order[0]].time,
        updated=readings[order[-1]].time,
    )
    if store.stories.save(story):
        store.log.add("story.changed", name, at=run.now, articles=len(order))
        run.counts["stories"] += 1
