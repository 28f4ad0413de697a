"""What the articles of a story report, side by side, and where they disagree.

Copies of one origin count once.  The story's verdict is that of the deal's sum where
there is a deal, else the gravest of its figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsfold.judge.deals import agreed, parties_verdict, sums_verdict
from newsfold.judge.figures import figures
from newsfold.judge.rates import day_of
from newsfold.model import Comparison, Deal, Figure, Member, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["compare", "public"]

_GRAVITY: tuple[Verdict, ...] = (
    "single-source",
    "agree",
    "rounded",
    "converted",
    "part-of",
    "superseded",
    "unclear",
    "conflict",
)


def compare(story_id: str, members: Sequence[Member]) -> Comparison:
    """The comparison of one story; never raises, whatever the members say."""
    present = list(members)
    if not present:
        return Comparison(story=story_id)
    day = day_of(min(member.article.time for member in present))
    deals = agreed(present, day)
    found = figures(present, day)
    parties, parties_note = (
        parties_verdict(deals, present) if deals else ("single-source", "")
    )
    if deals:
        verdict, note = sums_verdict(deals, present, day)
    else:
        verdict = max(
            (figure.verdict for figure in found),
            key=_GRAVITY.index,
            default="single-source",
        )
        note = next((f.note for f in found if f.verdict == verdict), "")
    return Comparison(
        story=story_id,
        verdict=verdict,
        parties=parties,
        deals=deals,
        figures=found,
        note=note,
        parties_note=parties_note,
    )


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "article": deal.article,
        "kind": deal.kind,
        "buyerOrInvestors": list(deal.buyer_or_investors),
        "target": deal.target,
        "amount": None
        if deal.amount is None
        else {
            "value": _number(deal.amount.value),
            "currency": deal.amount.currency,
            "approx": deal.amount.approx,
        },
        "otherAmounts": [
            {"value": _number(o.value), "currency": o.currency, "role": o.role}
            for o in deal.other_amounts
        ],
        "sharePercent": deal.share_percent,
        "people": deal.people,
        "status": deal.status,
    }


def _number(value: float) -> float | int:
    """Whole numbers without a point."""
    return int(value) if value == int(value) else value


def _figure(figure: Figure) -> dict[str, Any]:
    reports = []
    for report in figure.reports:
        one = report.public()
        if report.value is not None:
            one["value"] = _number(report.value)
        reports.append(one)
    return {
        "what": figure.what,
        "subject": figure.subject,
        "verdict": figure.verdict,
        "note": figure.note,
        "reports": reports,
    }


def public(comparison: Comparison) -> dict[str, Any]:
    """The JSON of the `compare` filter: one object a story."""
    return {
        "story": comparison.story,
        "verdict": comparison.verdict,
        "parties": comparison.parties,
        "deals": [_deal(deal) for deal in comparison.deals],
        "figures": [_figure(figure) for figure in comparison.figures],
    }
