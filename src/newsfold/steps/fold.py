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
    from collections.abc import Iterable, Iterator

    from newsfold.model import Instant
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
    fresh = store.articles.times(set(names) - placed.keys())
    reach = run.settings.stories.window_hours * HOUR
    done = 0
    for group in _groups(fresh, reach):
        while not _fold_group(run, group[0] - reach, group[-1] + reach):
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


def _groups(times: Iterable[Instant], reach: Instant) -> Iterator[list[Instant]]:
    """Times in order, parted where no window spans the gap."""
    group: list[Instant] = []
    for time in times:
        if group and time - group[-1] > 2 * reach:
            yield group
            group = []
        group.append(time)
    if group:
        yield group


def _fold_group(run: Run, start: Instant, end: Instant) -> bool:
    """Fold what is new from `start` to `end` into what stands there.

    Returns False, and has done a part at most, where an editor decided meanwhile.
    """
    store, hours = run.store, run.settings.stories.window_hours
    decided = len(store.decisions.all(FOLDING))
    # Stories without news for a window's length change no more by themselves.
    quiet = store.stories.quiet(start, end, since=run.now - hours * HOUR)
    kept = held(store) | quiet
    timeline = Timeline(Window(hours, held=kept, known=store.stories.knows))
    for gist, story, copy_of in store.stories.standing(start, end):
        if story:
            timeline.put_back(gist, story, copy_of)
        else:
            timeline.add(gist, copy_of)
    moved, gone = timeline.settle()
    plan(store, moved.values(), gone, decided=decided)
    return carry_out(run)
