"""refold: all stories made anew, closed ones too, when somebody asks for it.

What editors have in hand stays as it is.  A new grouping inherits the id with which it
shares most articles; an id that nothing inherits redirects to where most of its
articles went.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from newsfold.cluster import Window, mint
from newsfold.cluster.refold import heirs
from newsfold.cluster.timeline import Timeline
from newsfold.edit.desk import FOLDING
from newsfold.model import Placement, Record
from newsfold.steps.fold import held
from newsfold.steps.rearrange import carry_out, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsfold.steps import Run

__all__ = ["Refolding", "refold"]


class Refolding(Record, frozen=True, kw_only=True):
    """What a refold changes."""

    moved: tuple[Placement, ...] = ()
    """Articles that change their story, each with the new one, in order of time."""
    redirects: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults
    """Ids that are no more, with the story that most of their articles are in."""


def refold(run: Run, *, dry_run: bool) -> Refolding:
    """Fold everything from its beginning; with `dry_run` only tell what changes."""
    store = run.store
    while True:
        decided = len(store.decisions.all(FOLDING))
        found = _refolded(run)
        if dry_run:
            return found
        plan(store, found.moved, found.redirects, decided=decided)
        if carry_out(run):
            return found


def _refolded(run: Run) -> Refolding:
    store, kept = run.store, held(run.store)
    before: dict[str, str] = {}
    timeline = Timeline(
        Window(
            run.settings.stories.window_hours,
            held=kept,
            mint=lambda name: f"new {name}",
        )
    )
    stories = store.stories.all()
    start = min((story.opened for story in stories), default=0)
    end = max((story.updated for story in stories), default=0)
    for gist, story, copy_of in store.stories.standing(start, end):
        if not story:
            continue
        before[gist.article] = story
        if story in kept:
            timeline.put_back(gist, story, copy_of)
        else:
            timeline.add(gist, copy_of)
    after, _ = timeline.settle()
    return _compared(before, after, kept, store.stories.knows)


def _compared(
    before: Mapping[str, str],
    after: Mapping[str, Placement],
    kept: frozenset[str],
    known: Callable[[str], bool],
) -> Refolding:
    """The difference between two groupings of the same articles, given in order.

    What is not in `after` stands where it did.
    """
    order = list(before)
    now = {n: after[n].story if n in after else s for n, s in before.items()}
    groups: dict[str, list[int]] = {}
    for number, name in enumerate(order):
        groups.setdefault(now[name], []).append(number)
    numbered = dict(enumerate(before.values()))
    names = dict(zip(groups, heirs(list(groups.values()), numbered, kept), strict=True))
    used = set(names.values())
    for group, members in groups.items():
        if names[group]:
            continue
        fresh = mint(order[members[0]])
        while fresh in used or known(fresh):
            fresh = mint(fresh)
        names[group] = fresh
        used.add(fresh)
    moved = tuple(
        msgspec.structs.replace(
            after[name],
            story=names[now[name]],
            nearest=names.get(after[name].nearest, ""),
        )
        for name in order
        if names[now[name]] != before[name]
    )
    went: dict[str, Counter[str]] = {}
    for name in order:
        went.setdefault(before[name], Counter())[names[now[name]]] += 1
    redirects = {
        old: max(places, key=lambda new: (places[new], new))
        for old, places in went.items()
        if old not in used
    }
    return Refolding(moved=moved, redirects=redirects)
