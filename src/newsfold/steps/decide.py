"""A person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from newsfold.errors import UsageError
from newsfold.model import Decision

if TYPE_CHECKING:
    from typing import Literal

    from newsfold.model import Instant
    from newsfold.store import Store

__all__ = ["PUBLICATION", "decide"]

PUBLICATION = ("usable", "withheld", "cancelled")


def decide(
    store: Store, story: str, kind: str, reason: str, *, at: Instant
) -> Decision:
    """Decide whether a story is let out; lists follow in the same transaction."""
    if kind not in PUBLICATION:
        message = f"{kind!r} is no decision; one of {', '.join(PUBLICATION)}"
        raise UsageError(message)
    decision = Decision(
        subject=story,
        kind=cast("Literal['usable', 'withheld', 'cancelled']", kind),
        by="person",
        reason=reason,
        at=at,
    )
    with store.transaction():
        store.decisions.save(decision)
        told = store.summaries.get(story)
        if told is not None:
            out = kind == "usable"
            store.summaries.save(msgspec.structs.replace(told, published=out))
        store.log.add(
            "story.decided", story, at=at, decision=kind, by="person", reason=reason
        )
    return decision
