"""register: what stories tell of deals and organisations goes into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.edit.desk import in_force
from newsfold.judge.dealings import dealing
from newsfold.judge.organisations import entries
from newsfold.model import Entries
from newsfold.steps import BATCH
from newsfold.steps.organise import enter, meet, settle
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Dealing
    from newsfold.steps import Run
    from newsfold.store import Store

__all__ = ["register"]

_FEW = 10_000
"""Stories of which all that they tell may be held: some 20 MB."""
_NOTHING = (None, Entries())
_CHANGES = ("story.judged", "story.decided", "story.merged", "story.forgotten")


def register(run: Run) -> None:
    """Enter what changed stories tell, where they are let out; take out the rest."""
    store = run.store
    names, seq = store.log.pending("register", _CHANGES)
    # Mostly few stories have changed: what they tell is then made once.
    once = list(_told(store, names)) if len(names) <= _FEW else None
    for told in once or _told(store, names):
        with store.transaction():
            for name, (deal, said) in told.items():
                if store.ledger.keep(name, deal):
                    run.counts["deals"] += 1
                meet(store, said, at=run.now)
    for told in once or _told(store, names):
        touched: set[str] = set()
        with store.transaction():
            for name, (_, said) in told.items():
                touched |= enter(store, name, said)
            settle(store, touched, at=run.now)
    if names:
        with store.transaction():
            store.log.advance("register", seq)


def _told(
    store: Store, names: Sequence[str]
) -> Iterator[dict[str, tuple[Dealing | None, Entries]]]:
    """What stories tell, some at a time: nothing, where they are not let out."""
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        found = [store.stories.get(name) for name in batch]
        stories = {story.id: story for story in found if story is not None}
        told = {
            dossier.story.id: (dealing(dossier), entries(dossier))
            for dossier in dossiers(store, stories.values(), in_force)
            if dossier.published
        }
        yield {
            name: told.get(name, _NOTHING) for name in dict.fromkeys((*batch, *stories))
        }
