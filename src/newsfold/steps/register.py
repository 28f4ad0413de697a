"""register: the deals that stories tell go into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.edit.desk import in_force
from newsfold.judge.dealings import dealing
from newsfold.steps import BATCH
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from newsfold.steps import Run

__all__ = ["register"]

_CHANGES = ("story.judged", "story.decided", "story.merged", "story.forgotten")


def register(run: Run) -> None:
    """Enter what changed stories tell, where they are let out; take out the rest."""
    store = run.store
    names, seq = store.log.pending("register", _CHANGES)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        found = [store.stories.get(name) for name in batch]
        stories = {story.id: story for story in found if story is not None}
        told = {
            dossier.story.id: dealing(dossier) if dossier.published else None
            for dossier in dossiers(store, stories.values(), in_force)
        }
        with store.transaction():
            for name in dict.fromkeys((*batch, *stories)):
                if store.ledger.keep(name, told.get(name)):
                    run.counts["deals"] += 1
    if names:
        with store.transaction():
            store.log.advance("register", seq)
