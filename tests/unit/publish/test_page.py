"""A story as its own page shows it."""

from __future__ import annotations

import msgspec

from newsfold.publish.page import page
from support.dossiers import NOW, disputed_deal, dossier, member, rising_toll

replace = msgspec.structs.replace


def test_copies_fold_below_their_origin_wherever_that_stands():
    shown = page(disputed_deal(), NOW)
    assert [entry.outlet for entry in shown.entries] == [
        *(
            "The Harbour Post",
            "Continental Wire",
            "Norddeutscher Bote",
            "Ledger & Coast",
        ),
    ]
    assert [copy.outlet for copy in shown.entries[1].copies] == [
        *("Valley Observer", "Daily Meridian"),
    ]
    assert shown.more_reports == 0


def test_a_copy_of_what_is_not_in_the_story_stands_by_itself():
    lone = member(1, "meridian.example", "A", 1, copy_of="a00000000beef")
    shown = page(dossier(1, (lone,)), NOW)
    assert [entry.outlet for entry in shown.entries] == ["Daily Meridian"]


def test_the_coverage_goes_by_time_and_names_each_day_once():
    shown = page(rising_toll(), NOW)
    assert [entry.outlet for entry in shown.entries][:2] == [
        *("Continental Wire", "Valley Observer"),
    ]
    assert [entry.new_day for entry in shown.entries] == [True, False, False, False]
    assert [entry.is_lead for entry in shown.entries] == [False, True, False, False]


def test_an_undated_report_says_so():
    shown = page(
        dossier(1, (member(1, "meridian.example", "A", 1, marks=("undated",)),)), NOW
    )
    assert shown.entries[0].is_undated


def test_the_pulse_counts_every_report():
    two = tuple(member(n, "meridian.example", "A", n) for n in range(2))
    assert page(dossier(1, two), NOW).pulse is None
    for hours in (0.01, 0.5, 1, 20, 300, 5000, 10**6):
        many = tuple(member(n, "meridian.example", "A", n * hours) for n in range(9))
        pulse = page(dossier(1, many), NOW).pulse
        assert pulse is not None
        assert 8 <= len(pulse.bars) <= 24
        assert max(pulse.bars) == 100
        assert sum(bar * pulse.most for bar in pulse.bars) / 100 == 9


def test_chips_tell_verdict_parties_and_dispute():
    labels = [chip.label for chip in page(disputed_deal(), NOW).chips]
    assert labels == [
        "Converted",
        "Parties partly named",
        "Robots: 14,000 or about 11,000",
    ]


def test_a_bare_story_has_a_page():
    story = replace(
        dossier(1, (member(1, "meridian.example", "A", 1),)),
        heat=None,
        comparison=None,
        decision=None,
    )
    shown = page(story, NOW)
    assert shown.chips == ()
    assert shown.figures == shown.deals == ()
    assert shown.card.heat_word == ""
