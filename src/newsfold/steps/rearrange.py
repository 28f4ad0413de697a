"""What becomes of the stories in the store when articles move between them.

A folding may move thousands of articles.  It is planned as a whole, then carried out
part by part: an editor's write never waits for more than one part, and a run that is
killed in between goes on with the same plan, not with a new folding of half a grouping.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from newsfold.edit.desk import FOLDING, STATES, in_force
from newsfold.model import Rearrangement, Story
from newsfold.steps import BATCH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from newsfold.model import Instant, Placement
    from newsfold.steps import Run
    from newsfold.store import Store

__all__ = ["as_it_stands", "carry_out", "inherit", "plan", "rearrange"]


def plan(
    store: Store, moved: Iterable[Placement], gone: Mapping[str, str], *, decided: int
) -> None:
    """Note what a folding moves, in place of any plan before; see `carry_out`.

    `decided`: how many decisions on folding it took into account.
    """
    moved = tuple(moved)
    left = store.stories.placements(one.article for one in moved)
    parts = _parts(moved, {name: one.story for name, one in left.items()}, gone)
    with store.transaction():
        store.stories.plan(
            Rearrangement(
                moved=part,
                gone={old: gone[old] for old in sorted(touched & gone.keys())},
                decided=decided,
            )
            for part, touched in parts
        )


def carry_out(run: Run) -> bool:
    """Do what is planned, a part a transaction.

    Returns False where an editor decided on the folding since; what is left of the
    plan is then dropped, as it has to be made anew.
    """
    store = run.store
    while (planned := store.stories.planned()) is not None:
        number, part = planned
        with store.transaction():
            if len(store.decisions.all(FOLDING)) != part.decided:
                store.stories.plan(())
                return False
            run.counts.update(rearrange(store, part.moved, part.gone, at=run.now))
            store.stories.done(number)
    return True


def _parts(
    moved: Iterable[Placement], left: Mapping[str, str], gone: Mapping[str, str]
) -> Iterator[tuple[tuple[Placement, ...], set[str]]]:
    """Moves in parts of some `BATCH` that have no story in common, with their stories.

    What two stories exchange stays together: half of it would be another grouping.
    """
    root: dict[str, str] = {}

    def find(story: str) -> str:
        while (above := root.setdefault(story, story)) != story:
            root[story] = root[above]
            story = above
        return story

    for one in moved:
        for story in (left.get(one.article), gone.get(left.get(one.article, ""))):
            if story:
                root[find(story)] = find(one.story)
    groups: dict[str, list[Placement]] = {}
    for one in moved:
        groups.setdefault(find(one.story), []).append(one)
    part: list[Placement] = []
    for group in groups.values():
        if part and len(part) + len(group) > BATCH:
            yield tuple(part), _stories(part, left)
            part = []
        part += group
    if part:
        yield tuple(part), _stories(part, left)


def _stories(moved: Iterable[Placement], left: Mapping[str, str]) -> set[str]:
    """The stories that these moves touch."""
    return {name for one in moved for name in (one.story, left.get(one.article, ""))}


def rearrange(
    store: Store, moved: Iterable[Placement], gone: Mapping[str, str], *, at: Instant
) -> Counter[str]:
    """Put articles where `moved` says, and write the stories that this touches.

    A story that is left without articles redirects to its heir by `gone`.  Belongs into
    a transaction: half of it would be another grouping.  Returns how many `stories`
    changed and how many were `merged`.
    """
    counts: Counter[str] = Counter()
    touched: set[str] = set()
    for placement in moved:
        left = store.stories.of(placement.article)
        touched |= {placement.story} if left is None else {placement.story, left}
        store.stories.place(placement)
    for name in sorted(touched):
        story = as_it_stands(store, name, store.stories.members(name))
        if story is None:
            counts["merged"] += _redirect(store, name, gone.get(name, ""), at)
        elif store.stories.save(story):
            size = len(story.articles)
            store.log.add("story.changed", name, at=at, articles=size)
            counts["stories"] += 1
    return counts


def as_it_stands(store: Store, name: str, members: Collection[str]) -> Story | None:
    """The story that these articles make; None where there are none."""
    if not members:
        return None
    times = {
        article: reading.time
        for article, reading in store.articles.readings(sorted(members)).items()
    }
    order = sorted(members, key=lambda article: (times[article], article))
    return Story(
        id=name,
        lead=order[0],
        articles=tuple(order),
        opened=times[order[0]],
        updated=times[order[-1]],
    )


def _redirect(store: Store, name: str, heir: str, at: Instant) -> bool:
    """Let a story without articles go on under the id of its heir."""
    if not heir or store.stories.get(name) is None:
        return False
    inherit(store, name, heir, at=at)
    store.stories.merge(name, heir)
    store.log.add("story.merged", name, at=at, into=heir)
    return True


def inherit(store: Store, name: str, heir: str, *, at: Instant) -> None:
    """What a person decided on a story holds for the one that its articles went to.

    Of two people's decisions the stricter one.
    """
    decisions = store.decisions
    made = decisions.of((name, heir))
    ours, theirs = in_force(made[name]), in_force(made[heir])
    if ours is None or ours.by != "person":
        return
    if (
        theirs is not None
        and theirs.by == "person"
        and STATES.index(theirs.kind) >= STATES.index(ours.kind)
    ):
        return
    decisions.save(msgspec.structs.replace(ours, subject=heir))
    store.log.add("story.decided", heir, at=at, by="person", inherited=name)
