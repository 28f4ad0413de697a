"""Who leads a story: who had it first, tells it fully, tells it well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Member

__all__ = ["choose"]

_KINDS = {
    "own-exclusive-claim": 12.0,
    "agency-copy": -8.0,
    "cited-scoop": -8.0,
    "aggregated-quote": -14.0,
    "release": -10.0,
}
_LONG = 3000
"""Characters from which a text is complete."""


def _points(member: Member, first: int, last: int) -> dict[str, float]:
    """What speaks for `member` as lead, by reason; the sum decides."""
    article = member.article
    origin = member.origin or member.reading.origin
    text = max(len(article.body), len(article.excerpt))
    spread = max(1, last - first)
    points = {
        "has it first": 20.0 * (last - article.time) / spread if last > first else 0.0,
        "tells most": 20.0 * min(1.0, text / _LONG),
        "best quality": 0.4 * max(0, member.quality.value),
        "original reporting": _KINDS.get(origin.kind, 0.0) if origin else 6.0,
        "names its figures": min(4.0, len(member.reading.claims)),
    }
    if member.reading.roundup:
        points["tells many stories"] = -30.0
    if article.provider.kind in {"aggregator", "release"}:
        points["passes on what others say"] = -12.0
    return points


def choose(members: Sequence[Member]) -> tuple[str, str]:
    """Id of the member that leads, and the reason in words.

    Originality, completeness, quality and time add up; a copy leads only where its
    origin is no member.  Of equals the earlier leads, then the smaller id.
    """
    ids = {m.article.id for m in members}
    able = [m for m in members if m.copy is None or m.copy.of not in ids]
    able = able or list(members)
    times = [m.article.time for m in able]
    scored = [(m, _points(m, min(times), max(times))) for m in able]
    best, points = min(
        scored,
        key=lambda pair: (
            -sum(pair[1].values()),
            pair[0].article.time,
            pair[0].article.id,
        ),
    )
    if len(members) == 1:
        return best.article.id, "the only article"
    if len(able) == 1:
        return best.article.id, "the others are copies"
    means = {
        reason: sum(p.get(reason, 0.0) for _, p in scored) / len(scored)
        for reason in points
    }
    ahead = sorted(points, key=lambda reason: (means[reason] - points[reason], reason))
    reasons = [r for r in ahead if points[r] > means[r] + 1.0][:2]
    return best.article.id, ", ".join(reasons) or "the earliest of equals"
