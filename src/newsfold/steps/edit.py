"""edit: the policy decides what no person has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.edit.desk import in_force
from newsfold.edit.policy import decide
from newsfold.steps import BATCH
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from newsfold.steps import Run


def edit(run: Run) -> None:
    """Decide on every story that was judged anew."""
    store, rules = run.store, run.settings.publish
    names, seq = store.log.pending("edit", ("story.judged",))
    for start in range(0, len(names), BATCH):
        found = [store.stories.get(name) for name in names[start : start + BATCH]]
        stories = {story.id: story for story in found if story is not None}
        known = list(dossiers(store, stories.values(), in_force))
        with store.transaction():
            for dossier in known:
                held = dossier.decision
                if held is not None and held.by == "person":
                    continue
                decision = decide(
                    dossier,
                    min_quality=rules.min_quality,
                    min_outlets=rules.min_outlets,
                    at=run.now,
                )
                if held is None or (held.kind, held.reason) != (
                    decision.kind,
                    decision.reason,
                ):
                    store.decisions.save(decision)
                    store.log.add(
                        "story.decided",
                        decision.subject,
                        at=run.now,
                        decision=decision.kind,
                        by=decision.by,
                        reason=decision.reason,
                    )
                    run.counts["decided"] += 1
    if names:
        with store.transaction():
            store.log.advance("edit", seq)
