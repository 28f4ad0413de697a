"""cluster: which articles tell of one event?

Only new articles are placed; those within reach of them in time are put back into the
window as they stand.  An article that changed keeps its place, but its story is judged
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.cluster import Window
from newsfold.cluster.timeline import Timeline
from newsfold.edit.desk import FOLDING, constraints
from newsfold.steps import BATCH
from newsfold.steps.rearrange import as_it_stands, carry_out, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsfold.model import Instant, Reading
    from newsfold.steps import Run
    from newsfold.store import Store

HOUR = 3_600


def fold(run: Run) -> None:
    """Put every new article into a story; let stories that prove to be one merge."""
    store = run.store
    carry_out(run)  # what a run that was killed had planned
    names, seq = store.log.pending("cluster", ("article.read", "article.copy"))
    if not names:
        return
    placed = store.stories.placements(names)
    fresh = sorted(
        (r for r in store.articles.readings(names).values() if r.article not in placed),
        key=lambda reading: (reading.time, reading.article),
    )
    reach = run.settings.stories.window_hours * HOUR
    done = 0
    for group in _groups(fresh, reach):
        while not _fold_group(run, group, reach):
            pass  # an editor decided meanwhile: fold again, as is wanted now
        done += len(group)
        run.progress("stories", done, len(fresh))
    stale = sorted({placement.story for placement in placed.values()})
    for start in range(0, len(stale), BATCH):
        with store.transaction():
            for name in stale[start : start + BATCH]:
                _renew(run, name)
    with store.transaction():
        store.log.advance("cluster", seq)


def _renew(run: Run, name: str) -> None:
    """Write a story as its articles now are; it is to be judged again."""
    stories = run.store.stories
    living = stories.get(name)
    members = stories.members(living.id) if living else ()
    story = as_it_stands(run.store, living.id, members) if living else None
    if story is not None:
        stories.save(story)
        run.store.log.add(
            "story.changed", story.id, at=run.now, why="an article changed"
        )


def held(store: Store) -> frozenset[str]:
    """Stories that an editor has in hand, imported ones among them."""
    decided = store.decisions.all(FOLDING)
    return constraints(decided, store.stories.merged()).held


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


def _fold_group(run: Run, group: list[Reading], reach: Instant) -> bool:
    """Fold the new readings of one stretch of time into what stands around them.

    Returns False, and has done a part at most, where an editor decided meanwhile.
    """
    store = run.store
    near = store.articles.between(group[0].time - reach, group[-1].time + reach)
    names = [reading.article for reading in near]
    decided = len(store.decisions.all(FOLDING))
    before = {
        name: placement.story
        for name, placement in store.stories.placements(names).items()
    }
    copies = {name: copy.of for name, copy in store.articles.copies(names).items()}
    kept = held(store) | _closed(near, before, run.now - reach)
    timeline = Timeline(
        Window(
            run.settings.stories.window_hours,
            held=kept & set(before.values()),
            known=store.stories.knows,
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
    plan(store, moved, gone, decided=decided)
    return carry_out(run)


def _closed(
    readings: Sequence[Reading], stories: Mapping[str, str], before: Instant
) -> set[str]:
    """Stories without an article since `before`: they change no more by themselves."""
    last: dict[str, Instant] = {}
    for reading in readings:
        if story := stories.get(reading.article):
            last[story] = max(reading.time, last.get(story, 0))
    return {story for story, time in last.items() if time < before}
