"""Charts as numbers for a template: coverage, heat, and a figure over time.

Places are percentages of the drawing's width (and pixels of its height), so that a
chart fills any column while its words stay as large as they are.  No chart depends on
the present moment: a story's page changes only with the story.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.summary import naming, outlet_of
from newsfold.publish.wording import quantity, shorten, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Dossier, Figure, Heat, Instant, Member, Report

__all__ = [
    "Coverage",
    "Decay",
    "Point",
    "Tick",
    "Trail",
    "course",
    "coverage",
    "decay",
    "trail",
]

_FEWEST = 3
"""Fewer reports make no chart."""
_ROWS, _DOTS = 12, 8
"""Outlets, and reports of one outlet, that the coverage draws."""
_ROW = 30
"""Pixels of one outlet's row."""
_NAME = 34
_SHORT_NAME = 24
_HOUR, _DAY = 3600, 86_400
_STEPS = (
    *(60, 300, 900, 1800, _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 2 * _DAY, 7 * _DAY, 28 * _DAY, 91 * _DAY, 365 * _DAY),
)
_TICKS = 4
_EDGE = 12
"""Percent from an edge within which a label is set inward."""
_COLD = 10
_HALVINGS, _SMOOTH = 4, 5
"""Half-lives that are drawn, and points of the curve in each."""
_TRAIL_DOTS = 10
_TALL, _TOP, _GAP = 120, 14, 14
"""Pixels of the trail's drawing, of its margins, between two of its labels."""


class Tick(NamedTuple):
    """A word at a place on an axis."""

    x: float
    anchor: str
    """start, middle or end: which part of the word stands there."""
    label: str


class Dot(NamedTuple):
    """A report of an outlet: when, in words; hollow where it is a copy."""

    x: float
    label: str
    hollow: bool


class Row(NamedTuple):
    """An outlet's reports."""

    outlet: str
    y: int
    dots: tuple[Dot, ...]


class Coverage(NamedTuple):
    """Who reported when."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    height: int
    more: int
    """Outlets that are not drawn."""
    label: str


class Level(NamedTuple):
    """A value on the curve of heat; x and y in percent."""

    x: float
    y: float
    anchor: str
    label: str


class Decay(NamedTuple):
    """How heat fades: points of the curve in a square of 100, and its halvings."""

    curve: str
    levels: tuple[Level, ...]
    start: str
    end: str
    caption: str
    label: str


class Point(NamedTuple):
    """A report in a figure's chart, and the place of its label."""

    x: float
    y: float
    at: float
    """Where the label stands; y."""
    anchor: str
    outlet: str
    label: str


class Trail(NamedTuple):
    """A figure over time by outlet."""

    points: tuple[Point, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    """Between one report and the next, where one count follows another."""
    high: str
    low: str
    ticks: tuple[Tick, ...]
    label: str


def coverage(dossier: Dossier) -> Coverage | None:
    """Who reported when; None where it is told in a few words."""
    members = sorted(dossier.members, key=lambda m: m.article.time)
    first, last = members[0].article.time, members[-1].article.time
    outlets: dict[str, list[Member]] = {}
    for member in members:
        outlets.setdefault(outlet_of(member.article), []).append(member)
    if len(members) < _FEWEST or len(outlets) == 1 or first == last:
        return None
    rows = [
        Row(
            shorten(name, _NAME),
            n * _ROW,
            tuple(
                Dot(
                    _along(member.article.time, first, last),
                    when(member.article.time).full,
                    member.copy is not None,
                )
                for member in told[:_DOTS]
            ),
        )
        for n, (name, told) in enumerate(list(outlets.items())[:_ROWS])
    ]
    return Coverage(
        rows=tuple(rows),
        ticks=_ticks(first, last),
        height=len(rows) * _ROW,
        more=len(outlets) - len(rows),
        label=f"Reports over time: {len(outlets)} outlets, {rows[0].outlet} first on"
        f" {when(first).full}, the latest on {when(last).full}",
    )


def decay(heat: Heat | None) -> Decay | None:
    """How a story's heat fades; None where there is next to none."""
    if heat is None or not heat.level >= _COLD or not math.isfinite(heat.level):
        return None
    level = min(100.0, heat.level)
    steps = range(_SMOOTH * _HALVINGS + 1)
    curve = " ".join(
        f"{100 * n / _SMOOTH / _HALVINGS:g},{100 - level * 2 ** (-n / _SMOOTH):.1f}"
        for n in steps
    )
    end = heat.at + _HALVINGS * heat.half_life
    values = [heat.value(heat.at + n * heat.half_life) for n in range(_HALVINGS + 1)]
    span = _span(heat.half_life)
    return Decay(
        curve=curve,
        levels=tuple(
            Level(
                x=(x := 100 * n / _HALVINGS),
                y=round(100 - level / 2**n, 1),
                anchor=_anchor(x),
                label=str(value),
            )
            for n, value in enumerate(values)
        ),
        start=f"{when(heat.at).short}, {when(heat.at).clock}",
        end=f"{when(end).short}, {when(end).clock}",
        caption=f"Heat halves every {span}",
        label=f"Heat of {values[0]} on {when(heat.at).full}; it halves every {span}: "
        + ", ".join(map(str, values[1:])),
    )


def trail(figure: Figure, members: Sequence[tuple[Report, Member]]) -> Trail | None:
    """A figure over time by outlet; None where fewer than three reports or nothing
    moves.  `members`: each report with the article that makes it.
    """
    told = sorted(
        (
            (member.article.time, report.value, n)
            for n, (report, member) in enumerate(members)
            if report.value is not None and math.isfinite(report.value)
        ),
    )[:_TRAIL_DOTS]
    values = [value for _, value, _ in told]
    units = {_scale(report.unit) for report, _ in members}
    if len(told) < _FEWEST or len(set(values)) == 1 or len(units) > 1:
        return None
    first, last, low, high = told[0][0], told[-1][0], min(values), max(values)
    if first == last or not math.isfinite(high - low):
        return None
    places = [
        (
            _along(time, first, last),
            _TOP + (_TALL - 2 * _TOP) * (high - value) / (high - low),
        )
        for time, value, _ in told
    ]
    heights = _apart([y for _, y in places])
    points = []
    for (x, y), at, (time, _, n) in zip(places, heights, told, strict=True):
        report, member = members[n]
        outlet = outlet_of(member.article)
        points.append(
            Point(
                x=x,
                y=round(y, 1),
                at=round(at, 1),
                anchor="start" if x <= 50 else "end",  # noqa: PLR2004  # the middle
                outlet=shorten(outlet, _SHORT_NAME),
                label=f"{outlet}, {when(time).full}: {_worded(report, figure.what)}",
            )
        )
    follows = figure.verdict == "superseded"
    bounds = {value: members[n][0] for _, value, n in told}
    return Trail(
        points=tuple(points),
        lines=tuple((one.x, one.y, two.x, two.y) for one, two in pairwise(points))
        if follows
        else (),
        high=_worded(bounds[high], figure.what, plain=True),
        low=_worded(bounds[low], figure.what, plain=True),
        ticks=_ticks(first, last),
        label=f"{naming(figure)} over time. "
        + "; ".join(point.label for point in points),
    )


def course(
    told: Sequence[tuple[Instant, float, str, str]], unit: str, *, of: str
) -> Trail | None:
    """Sums of an organisation over time, measured from nought; None where fewer than
    two, or at one moment.

    `told`: for each its moment, value in `unit`, short name and words.
    """
    told = sorted(told)[-_TRAIL_DOTS:]
    values = [value for _, value, _, _ in told]
    if len(told) < 2 or told[0][0] == told[-1][0]:  # noqa: PLR2004  # a line has two ends
        return None
    first, last, high = told[0][0], told[-1][0], max(values)
    if not math.isfinite(high) or min(values) < 0 or high == 0:
        return None
    places = [
        (_along(at, first, last), _TOP + (_TALL - 2 * _TOP) * (1 - value / high))
        for at, value, _, _ in told
    ]
    heights = _apart([y for _, y in places])
    points = tuple(
        Point(
            x=x,
            y=round(y, 1),
            at=round(at, 1),
            anchor="start" if x <= 50 else "end",  # noqa: PLR2004  # the middle
            outlet=shorten(name, _SHORT_NAME),
            label=shorten(words, 2 * _NAME),
        )
        for (x, y), at, (_, _, name, words) in zip(places, heights, told, strict=True)
    )
    return Trail(
        points=points,
        lines=(),
        high=quantity(high, unit),
        low="0",
        ticks=_ticks(first, last),
        label=f"{of}, {len(points)} sums from {when(first).full} to {when(last).full}",
    )


def _scale(unit: str) -> str:
    """What values must share to stand on one axis: a currency, percent, or a count."""
    return unit if unit == "percent" or unit.isupper() else ""


def _worded(report: Report, what: str, *, plain: bool = False) -> str:
    """The report's value; `plain`: without its qualifier."""
    unit = "" if what == f"count of {report.unit}" else report.unit
    return quantity(report.value, unit, "exact" if plain else report.qualifier)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights moved so far that no two labels touch."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + _GAP)
    over = max(placed) - (_TALL - 4)
    if over > 0:
        for upper, lower in zip(order[::-1], [-1, *order[::-1]], strict=False):
            most = _TALL - 4 if lower < 0 else placed[lower] - _GAP
            placed[upper] = min(placed[upper], most)
    return placed


def _along(time: Instant, first: Instant, last: Instant) -> float:
    """Where a moment stands between two others: 2 to 98, in percent."""
    return round(2 + 96 * (time - first) / (last - first), 1)


def _ticks(first: Instant, last: Instant) -> tuple[Tick, ...]:
    """A few round moments between two."""
    length = last - first
    step = next((s for s in _STEPS if length <= s * _TICKS), 0)
    if not step:
        step = -(-length // (_TICKS * _DAY)) * _DAY
    found = []
    for time in range(-(-first // step) * step, last + 1, step):
        word = when(time)
        midnight = time % _DAY == 0
        label = word.short if midnight or step >= _DAY else word.clock
        x = _along(time, first, last)
        found.append(Tick(x, _anchor(x), label))
    return tuple(found)


def _anchor(x: float) -> str:
    if x < _EDGE:
        return "start"
    return "end" if x > 100 - _EDGE else "middle"


def _span(seconds: int) -> str:
    """A length of time in words: `12 hours`."""
    for size, word in ((_DAY, "day"), (_HOUR, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = f"{seconds / size:.3g}"
            return f"{count} {word}" + ("" if count == "1" else "s")
    return f"{seconds} seconds"
