"""What becomes of the stories in the store when articles move between them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from newsfold.edit.desk import STATES, in_force
from newsfold.model import Story

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from newsfold.model import Instant, Placement
    from newsfold.store import Store

__all__ = ["as_it_stands", "inherit", "rearrange"]


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
    ours, theirs = in_force(decisions.of(name)), in_force(decisions.of(heir))
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
