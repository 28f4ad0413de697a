"""The policy: what may go out when no person has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Decision

if TYPE_CHECKING:
    from newsfold.model import Dossier, Instant

__all__ = ["decide"]


def decide(
    dossier: Dossier, *, min_quality: int, min_outlets: int, at: Instant
) -> Decision:
    """Decide on one story by rule, with the reason in words.

    A story is usable when its lead has a headline and scores at least `min_quality`
    and when at least `min_outlets` outlets tell it; otherwise it is withheld, and the
    reason names everything that it lacks.  A lead that was never scored (-1) meets
    a `min_quality` of 0 only.
    """
    score = dossier.lead.quality.value
    told = len(dossier.outlets)
    lacks: list[str] = []
    if not dossier.lead.article.title.strip():
        lacks.append("its lead has no headline")
    if score < min_quality and min_quality > 0:
        lacks.append(
            f"its lead's quality of {score} is below {min_quality}"
            if score >= 0
            else f"its lead's quality is not scored, and {min_quality} is asked for"
        )
    if told < min_outlets:
        lacks.append(f"{_outlets(told)} of the {min_outlets} asked for")
    quality = f"quality {score}" if score >= 0 else "quality not scored"
    return Decision(
        subject=dossier.story.id,
        kind="withheld" if lacks else "usable",
        by="policy",
        reason="; ".join(lacks) or f"{quality}, {_outlets(told)}",
        at=at,
    )


def _outlets(count: int) -> str:
    return f"told by {count} outlet{'' if count == 1 else 's'}"
