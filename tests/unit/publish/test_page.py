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


def test_chips_tell_verdict_parties_and_dispute():
    chips = page(disputed_deal(), NOW).chips
    assert [(each.chip.label, each.href) for each in chips] == [
        ("Converted", "#deal"),
        ("Parties partly named", "#deal"),
        ("Robots: 14,000 or about 11,000", "#fact-1"),
    ]


def test_a_copy_says_of_whom_it_is():
    copies = [row.copy for row in page(disputed_deal(), NOW).joined if row.copy]
    assert copies == ["94% of its text is Continental Wire’s"] * 2


def test_an_outlet_is_not_its_own_author():
    lead = disputed_deal().lead
    named = replace(lead.article, authors=(lead.article.provider.name,))
    assert page(dossier(1, (replace(lead, article=named),)), NOW).byline == ""


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
