"""What the outlets report, side by side."""

from __future__ import annotations

import msgspec
import pytest

from newsfold.model import Amount, Claim, Deal, Figure, Quantity, Report
from newsfold.publish.facts import deals, figures, parties
from newsfold.publish.wording import Span
from support.dossiers import disputed_deal, member, rising_toll

replace = msgspec.structs.replace


def _members(*domains: str):
    return {
        f"a{n:012x}": member(n, domain, "A", 10 - n) for n, domain in enumerate(domains)
    }


def _figure(verdict: str, *values: float, what: str = "killed", unit: str = "people"):
    return Figure(
        what=what,
        subject="",
        verdict=verdict,  # type: ignore[arg-type]  # a literal in every call
        note="",
        reports=tuple(
            Report(
                article=f"a{n:012x}",
                value=value,
                unit=unit,
                qualifier="exact",
                quote="q",
                place="body",
                start=0,
                end=1,
            )
            for n, value in enumerate(values)
        ),
    )


def test_what_differs_stands_first():
    found = [
        _figure(v, 1, 2) for v in ("agree", "rounded", "conflict", "single-source")
    ]
    shown = figures(found, _members("meridian.example", "contwire.example"))
    assert [view.chip.label for view in shown] == [
        *("Sources disagree", "Rounded", "Sources agree", "One source"),
    ]


def test_agreement_is_one_value_and_its_outlets():
    members = _members("meridian.example", "contwire.example", "meridian.example")
    (view,) = figures([_figure("agree", 14, 15, 14)], members)
    assert view.agreed == "14 people"
    assert view.outlets == ("Daily Meridian", "Continental Wire")


def test_an_outlet_that_repeats_itself_is_one_source():
    members = _members("meridian.example", "meridian.example")
    (view,) = figures([_figure("agree", 14, 14)], members)
    assert view.chip.label == "One source"
    assert view.agreed == ""


def test_reports_stand_in_order_of_time():
    story = rising_toll()
    members = {m.article.id: m for m in story.members}
    assert story.comparison is not None
    (view,) = figures(story.comparison.figures, members)
    assert [row.value for row in view.rows] == [
        *("11 people", "at least 14 people", "17 people"),
    ]


def test_a_count_that_moved_is_drawn_and_what_agrees_is_not():
    story = rising_toll()
    assert story.comparison is not None
    members = {m.article.id: m for m in story.members}
    (view,) = figures(story.comparison.figures, members)
    assert view.trail is not None
    (still,) = figures([_figure("agree", 1, 2, 3)], members)
    assert still.trail is None


def test_the_number_is_marked_within_the_quoted_words():
    quantity = Quantity(
        kind="people", value=17, unit="people", field="body", start=130, end=132
    )
    claim = Claim(
        what="killed",
        subject="x",
        quantity=quantity,
        quote="toll rose to 17 then",
        start=117,
        end=137,
    )
    (member,) = _members("meridian.example").values()
    member = replace(member, reading=replace(member.reading, claims=(claim,)))
    report = Report(
        article=member.article.id,
        value=17,
        unit="people",
        qualifier="exact",
        quote=claim.quote,
        place="body",
        start=117,
        end=137,
    )
    figure = Figure(
        what="killed", subject="", verdict="unclear", note="", reports=(report,)
    )
    members = {member.article.id: member}
    (view,) = figures([figure], members)
    assert view.rows[0].quote == (
        *(Span("same", "toll rose to "), Span("mark", "17"), Span("same", " then")),
    )
    other = replace(figure, reports=(replace(report, start=116, quote="Its toll"),))
    (plain,) = figures([other], members)
    assert plain.rows[0].quote == (Span("same", "Its toll"),)


def test_each_figure_has_an_anchor_the_dispute_the_first():
    views = figures([_figure("agree", 1, 1), _figure("conflict", 1, 2)], {})
    assert [view.anchor for view in views] == ["fact-1", "fact-2"]
    assert views[0].chip.label == "Sources disagree"


def test_a_unit_that_names_the_figure_is_not_said_again():
    members = _members("meridian.example", "contwire.example")
    (seats,) = figures(
        [_figure("conflict", 1, 2, what="count of seat", unit="seat")], members
    )
    assert seats.what == "Seat"
    assert [row.value for row in seats.rows] == ["1", "2"]
    (share,) = figures(
        [_figure("conflict", 1, 2, what="percent", unit="percent")], members
    )
    assert [row.value for row in share.rows] == ["1%", "2%"]


def test_a_report_of_an_unknown_article_is_shown_without_a_link():
    (view,) = figures([_figure("conflict", 1, 2)], {})
    assert view.rows[0].outlet == "a000000000000"
    assert view.rows[0].href == ""
    assert view.rows[0].when is None


def test_deals():
    story = disputed_deal()
    assert story.comparison is not None
    members = {m.article.id: m for m in story.members}
    rows = deals(story.comparison.deals, members, {"orsolo": "o000000000001"})
    assert [link.name for link in rows[1].buyers] == ["Brightwater Capital"]
    assert rows[1].partial
    assert rows[1].target == ("Orsolo", "organisations/o000000000001.html")
    assert rows[1].amount == "about $340 million"
    assert rows[3].others == "$2.1 billion (valuation)"
    assert rows[2].language == "de"


def test_people_and_shares_are_sums_too():
    deal = Deal(
        article="a",
        kind="layoffs",
        people=1200,
        share_percent=12.5,
        amount=Amount(value=3e6, currency="EUR"),
    )
    (row,) = deals([deal], {}, {})
    assert row.amount == "€3 million, 1,200 people, 12.5%"


@pytest.mark.parametrize(
    ("kind", "giving", "taking"),
    [
        ("funding", "Investors", "Company"),
        ("fine", "Authority or claimant", "Who pays"),
        ("partnership", "Partners", "Target"),
        ("acquisition", "Buyer", "Target"),
        ("layoffs", "Buyer", "Employer"),
    ],
)
def test_what_the_sides_are_called(kind: str, giving: str, taking: str):
    deal = Deal(article="a", kind=kind)  # type: ignore[arg-type]  # a literal in every case
    assert parties([deal]) == (giving, taking)
