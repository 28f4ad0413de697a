"""Charts: whole, in their frame, legible, and none where words suffice."""

from __future__ import annotations

import itertools

import pytest

from newsfold.model import Heat, Report
from newsfold.publish.charts import coverage, decay, trail
from support.dossiers import NOW, disputed_deal, dossier, member, rising_toll


def test_coverage_has_a_row_an_outlet_and_a_dot_a_report():
    chart = coverage(disputed_deal())
    assert chart is not None
    assert [row.outlet for row in chart.rows] == [
        *("The Harbour Post", "Continental Wire", "Valley Observer"),
        *("Daily Meridian", "Norddeutscher Bote", "Ledger & Coast"),
    ]
    dots = [row.dots[0] for row in chart.rows]
    assert [dot.hollow for dot in dots] == [False, False, True, True, False, False]
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert (dots[0].x, dots[-1].x) == (2, 98)
    assert "6 outlets, The Harbour Post first on 17 Feb 2026, 18:00" in chart.label


def test_few_reports_make_no_chart():
    one = member(1, "meridian.example", "A", 9)
    two = member(2, "contwire.example", "B", 8)
    third = member(3, "meridian.example", "C", 7)
    assert coverage(dossier(1, (one, two))) is None
    assert (
        coverage(dossier(1, (one, third, member(4, "meridian.example", "D", 6))))
        is None
    )
    assert coverage(dossier(1, (one, two, third))) is not None
    at_once = tuple(
        member(n, d, "A", 1)
        for n, d in enumerate(
            ("meridian.example", "contwire.example", "nordbote.example")
        )
    )
    assert coverage(dossier(1, at_once)) is None


@pytest.mark.parametrize("hours", [0.01, 0.5, 1, 20, 300, 5000, 400_000])
def test_ticks_are_few_and_round_at_any_length(hours: float):
    outlets = itertools.cycle(("meridian.example", "contwire.example"))
    many = tuple(member(n, next(outlets), "A", n * hours) for n in range(4))
    chart = coverage(dossier(1, many))
    assert chart is not None
    assert len(chart.ticks) <= 5
    assert all(0 <= tick.x <= 100 for tick in chart.ticks)


def test_many_outlets_and_reports_are_bounded():
    from support.dossiers import OUTLETS

    many = tuple(
        member(n, domain, "A", n / 9) for n, domain in enumerate([*OUTLETS] * 100)
    )
    chart = coverage(dossier(1, many))
    assert chart is not None
    assert len(chart.rows) == len(OUTLETS)
    assert max(len(row.dots) for row in chart.rows) == 8


def test_heat_fades_by_halves_whatever_the_time_is():
    chart = decay(Heat(level=83, at=NOW, half_life=12 * 3600))
    assert chart is not None
    assert [level.label for level in chart.levels] == ["83", "42", "21", "10", "5"]
    assert chart.caption == "Heat halves every 12 hours"
    assert chart.label.startswith("Heat of 83 on 18 Feb 2026, 03:00 UTC")
    points = [tuple(map(float, pair.split(","))) for pair in chart.curve.split()]
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in points)
    assert [y for _, y in points] == sorted(y for _, y in points)


def test_no_heat_no_chart():
    assert decay(None) is None
    assert decay(Heat(level=9, at=NOW, half_life=3600)) is None
    assert decay(Heat(level=float("nan"), at=NOW, half_life=3600)) is None


def _told(story):
    members = {m.article.id: m for m in story.members}
    (figure,) = story.comparison.figures
    return figure, [(report, members[report.article]) for report in figure.reports]


def test_a_count_rises_over_time_by_outlet():
    chart = trail(*_told(rising_toll()))
    assert chart is not None
    assert [point.outlet for point in chart.points] == [
        *("Continental Wire", "Valley Observer", "Daily Meridian"),
    ]
    heights = [point.y for point in chart.points]
    assert heights == sorted(heights, reverse=True)
    assert (chart.low, chart.high) == ("11 people", "17 people")
    assert len(chart.lines) == 2
    assert "Valley Observer, 17 Feb 2026, 07:00 UTC: at least 14 people" in chart.label


def test_labels_never_touch():
    figure, _ = _told(rising_toll())
    for values in ([5] * 9 + [6], list(range(10)), [1, 1, 1, 1, 1, 9, 9, 9, 9, 9]):
        told = [
            (_report(value), member(n, "meridian.example", "A", n))
            for n, value in enumerate(values)
        ]
        chart = trail(figure, told)
        assert chart is not None
        places = sorted(point.at for point in chart.points)
        gaps = [after - before for before, after in itertools.pairwise(places)]
        assert min(gaps) >= 10
        assert places[0] >= -20
        assert places[-1] <= 120


def test_what_cannot_share_an_axis_is_not_drawn():
    figure, _ = _told(rising_toll())
    members = [member(n, "meridian.example", "A", n) for n in range(3)]
    for units in (("USD", "EUR", "USD"), ("percent", "people", "people")):
        told = [
            (_report(n, unit), one)
            for n, (unit, one) in enumerate(zip(units, members, strict=True))
        ]
        assert trail(figure, told) is None
    same = [(_report(4), one) for one in members]
    assert trail(figure, same) is None
    endless = [
        (_report(v), o) for v, o in zip((-1e308, 1, 1e308), members, strict=True)
    ]
    assert trail(figure, endless) is None


def _report(value: float, unit: str = "people"):
    return Report(
        article="a",
        value=value,
        unit=unit,
        qualifier="exact",
        quote="q",
        place="body",
        start=0,
        end=1,
    )
