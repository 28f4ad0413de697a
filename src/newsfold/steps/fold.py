"""cluster: which articles tell of one event?

Only new articles are placed; those within reach of them in time are put back into the
window as they stand.  An article that changed keeps its place, but its story is judged
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.cluster import Constraints, Window
from newsfold.cluster.timeline import Timeline
from newsfold.edit.desk import constraints, in_force
from newsfold.model import Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsfold.model import Instant, Placement, Reading
    from newsfold.steps import Run

_HOUR = 3_600
_STRICTNESS = ("usable", "withheld", "cancelled")


def fold(run: Run) -> None:
    """Put every new article into a story; let stories that prove to be one merge."""
    store = run.store
    names, seq = store.log.pending("cluster", ("article.read", "article.copy"))
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
    changed = sorted({placement.story for placement in placed.values()})
    stories = [_story(run, name, set(store.stories.members(name))) for name in changed]
    with store.transaction():
        for story in stories:
            if story is not None:
                store.stories.save(story)
                store.log.add(
                    "story.changed", story.id, at=run.now, why="an article changed"
                )
        store.log.advance("cluster", seq)


def _pinned(run: Run) -> frozenset[str]:
    """Stories that an editor holds together, imported ones among them."""
    asked = constraints(run.store.decisions.all(("pin", "split", "lead")))
    return frozenset((*asked.pins.values(), *asked.leads))


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
    stories = _stories(run, moved, before)
    with store.transaction():
        # All of it or nothing: half a fold would fold otherwise the next time.
        for placement in moved:
            store.stories.place(placement)
        for name, story in stories.items():
            if story is None:
                _merge(run, name, gone.get(name, ""))
            elif store.stories.save(story):
                store.log.add(
                    "story.changed", name, at=run.now, articles=len(story.articles)
                )
                run.counts["stories"] += 1


def _stories(
    run: Run, moved: Sequence[Placement], before: Mapping[str, str]
) -> dict[str, Story | None]:
    """The stories that the moves touched, as they stand then; None: nothing is left."""
    members: dict[str, set[str]] = {}
    for placement in moved:
        for name in (placement.story, before.get(placement.article)):
            if name is not None and name not in members:
                members[name] = set(run.store.stories.members(name))
    for placement in moved:
        if placement.article in before:
            members[before[placement.article]].discard(placement.article)
        members[placement.story].add(placement.article)
    return {name: _story(run, name, members[name]) for name in sorted(members)}


def _story(run: Run, name: str, members: set[str]) -> Story | None:
    if not members:
        return None
    times = {
        article: reading.time
        for article, reading in run.store.articles.readings(sorted(members)).items()
    }
    order = sorted(members, key=lambda article: (times[article], article))
    return Story(
        id=name,
        lead=order[0],
        articles=tuple(order),
        opened=times[order[0]],
        updated=times[order[-1]],
    )


def _merge(run: Run, name: str, heir: str) -> None:
    """A story without articles goes on under the id of its heir."""
    if heir and run.store.stories.get(name) is not None:
        _inherit(run, name, heir)
        run.store.stories.merge(name, heir)
        run.store.log.add("story.merged", name, at=run.now, into=heir)
        run.counts["merged"] += 1


def _inherit(run: Run, name: str, heir: str) -> None:
    """What a person decided on a story holds for the one that it became part of.

    Of two people's decisions the stricter one.
    """
    decisions = run.store.decisions
    ours, theirs = in_force(decisions.of(name)), in_force(decisions.of(heir))
    if ours is None or ours.by != "person":
        return
    if (
        theirs is not None
        and theirs.by == "person"
        and _STRICTNESS.index(theirs.kind) >= _STRICTNESS.index(ours.kind)
    ):
        return
    decisions.save(msgspec.structs.replace(ours, subject=heir))
    run.store.log.add("story.decided", heir, at=run.now, by="person", merged=name)
