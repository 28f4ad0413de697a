"""Which facts of a story changed from one comparison to the next.

A fact moves when a later article, which was not there before, states a value that none
of the earlier ones did (a toll rises, a sum is another, a deal is called off); it is
revised when an outlet changes it in an article that was there already.  What only came
late, or was read or grouped anew, is no change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.judge.agreement import stated_sum
from newsfold.judge.values import Stated, compact, tie
from newsfold.model import FactChange
from newsfold.text.numbers import FLOORS, LOOSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from newsfold.model import Comparison, Deal, Figure, Instant, Report

__all__ = ["changes"]

_ENDS = {"abandoned", "completed"}
_CURRENCY = 3


def changes(
    before: Comparison,
    after: Comparison,
    *,
    moments: Mapping[str, Instant],
    edited: Collection[str],
    day: date,
) -> tuple[FactChange, ...]:
    """What moved and what was revised, deals first, in the order of `after`.

    `moments` gives the time of every article of the story, `edited` holds those that
    their outlets have changed since we first saw them.
    """
    known = {deal.article for deal in before.deals} | {
        report.article for figure in before.figures for report in figure.reports
    }
    found = [
        *_deals(before, after, moments, edited, day),
        *_figures(before, after, moments, known, edited, day),
    ]
    return tuple(dict.fromkeys(found))


# ── deals ────────────────────────────────────────────────────────────────────────────


def _deals(
    before: Comparison,
    after: Comparison,
    moments: Mapping[str, Instant],
    edited: Collection[str],
    day: date,
) -> Iterator[FactChange]:
    told = {deal.article: deal for deal in before.deals}
    if not told:
        return
    for deal in after.deals:
        was = told.get(deal.article)
        if was is None:
            yield from _moved(deal, told.values(), moments, day)
        elif deal.article in edited:
            yield from _revised(was, deal)


def _moved(
    deal: Deal,
    told: Collection[Deal],
    moments: Mapping[str, Instant],
    day: date,
) -> Iterator[FactChange]:
    """What a new article says of a deal that no earlier one did."""
    earlier = sorted(told, key=lambda d: (moments.get(d.article, 0), d.article))
    if moments.get(deal.article, 0) < moments.get(earlier[-1].article, 0):
        return
    value = _value(deal)
    values = [one for one in map(_value, earlier) if one is not None]
    if value and values and all(tie(value, v, day) == "conflict" for v in values):
        yield FactChange(
            what="people" if deal.kind == "layoffs" else "sum",
            before=_shown(values[-1]),
            after=_shown(value),
            article=deal.article,
            quote=deal.quote,
        )
    if deal.status in _ENDS and all(d.status not in _ENDS for d in earlier):
        yield FactChange(
            what="status",
            before=earlier[-1].status,
            after=deal.status,
            article=deal.article,
            quote=deal.quote,
        )


def _revised(was: Deal, now: Deal) -> Iterator[FactChange]:
    """What one article says otherwise than it did."""
    old, new = _value(was), _value(now)
    pairs = [
        (
            "people" if now.kind == "layoffs" else "sum",
            _shown(old) if old else "",
            _shown(new) if new else "",
        ),
        ("status", was.status, now.status),
        ("target", was.target or "", now.target or ""),
    ]
    for what, before, after in pairs:
        if before and after and before != after:
            yield FactChange(
                what=what,
                before=before,
                after=after,
                article=now.article,
                quote=now.quote,
                revised=True,
            )


def _value(deal: Deal) -> Stated | None:
    if deal.kind == "layoffs":
        return None if deal.people is None else Stated(float(deal.people), "people")
    if deal.amount is None or deal.amount.currency == "XXX":
        return None
    return stated_sum(deal.amount)


def _shown(stated: Stated) -> str:
    return compact(stated.value, stated.unit)


# ── figures ──────────────────────────────────────────────────────────────────────────


def _figures(
    before: Comparison,
    after: Comparison,
    moments: Mapping[str, Instant],
    known: Collection[str],
    edited: Collection[str],
    day: date,
) -> Iterator[FactChange]:
    for figure in after.figures:
        was = _same(figure, before.figures)
        if was is not None:
            yield from _joined(figure, was, moments, known, day)
        for report in figure.reports:
            if report.article in edited and report.article in known:
                yield from _rewritten(figure.what, report, before, after)


def _same(figure: Figure, others: Collection[Figure]) -> Figure | None:
    """The earlier state of a figure: one that shares most of its statements."""
    said = {(r.article, r.value) for r in figure.reports}
    best = max(
        (other for other in others if other.what == figure.what),
        key=lambda other: len(said & {(r.article, r.value) for r in other.reports}),
        default=None,
    )
    if best is None or said.isdisjoint((r.article, r.value) for r in best.reports):
        return None
    return best


def _joined(
    figure: Figure,
    was: Figure,
    moments: Mapping[str, Instant],
    known: Collection[str],
    day: date,
) -> Iterator[FactChange]:
    """New articles whose value contradicts all that was said before."""
    earlier = sorted(was.reports, key=lambda r: (moments.get(r.article, 0), r.article))
    values = [_said(report) for report in earlier if report.value is not None]
    if not values:
        return
    latest = moments.get(earlier[-1].article, 0)
    for report in figure.reports:
        if report.article in known or report.value is None:
            continue
        if moments.get(report.article, 0) < latest:
            continue
        if all(tie(_said(report), value, day) == "conflict" for value in values):
            yield _change(figure.what, earlier[-1], report)


def _rewritten(
    what: str, report: Report, before: Comparison, after: Comparison
) -> Iterator[FactChange]:
    """A value that an edited article gave up for another of the same attribute."""
    old = _of(before, what, report)
    new = _of(after, what, report)
    given_up = [one for value, one in old.items() if value not in new]
    if report.value not in old and len(given_up) == 1:
        yield _change(what, given_up[0], report, revised=True)


def _of(told: Comparison, what: str, report: Report) -> dict[float | None, Report]:
    """The values that an article gives of one attribute, in one unit."""
    return {
        one.value: one
        for figure in told.figures
        if figure.what == what
        for one in figure.reports
        if one.article == report.article and one.unit == report.unit
    }


def _change(
    what: str, was: Report, now: Report, *, revised: bool = False
) -> FactChange:
    return FactChange(
        what=what,
        before=compact(was.value or 0.0, was.unit),
        after=compact(now.value or 0.0, now.unit),
        article=now.article,
        quote=now.quote,
        revised=revised,
    )


def _said(report: Report) -> Stated:
    """A reported value as the comparison of values takes it; only money has a unit."""
    money = len(report.unit) == _CURRENCY and report.unit.isupper()
    return Stated(
        report.value or 0.0,
        report.unit if money else "",
        report.qualifier in LOOSE,
        report.qualifier in FLOORS,
    )
