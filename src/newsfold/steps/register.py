"""register: what stories tell of deals and organisations goes into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.edit.desk import in_force
from newsfold.judge.dealings import dealing
from newsfold.judge.organisations import entries
from newsfold.model import Entries
from newsfold.steps import BATCH
from newsfold.steps.organise import enter, settle
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from newsfold.steps import Run

__all__ = ["register"]

_NOTHING = (None, Entries())
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
            dossier.story.id: (dealing(dossier), entries(dossier))
            for dossier in dossiers(store, stories.values(), in_force)
            if dossier.published
        }
        touched: set[str] = set()
        with store.transaction():
            for name in dict.fromkeys((*batch, *stories)):
                deal, said = told.get(name, _NOTHING)
                if store.ledger.keep(name, deal):
                    run.counts["deals"] += 1
                touched |= enter(store, name, said, at=run.now)
            settle(store, touched, at=run.now)
    if names:
        with store.transaction():
            store.log.advance("register", seq)
