"""What is new in a story, as its page shows it."""

from __future__ import annotations

import msgspec

from newsfold.model import Novelty
from newsfold.publish.news import adds, all_moves, moves, worth_reading
from newsfold.publish.page import page
from newsfold.publish.summary import summary
from support.dossiers import NOW, dossier, member, moved, rising_toll

replace = msgspec.structs.replace


def test_the_first_report_adds_nothing_and_long_lists_are_counted():
    found = (
        Novelty(article="a1", claims=("one",)),
        Novelty(article="a2", claims=tuple("abcde"), names=tuple("ABCDEF")),
        Novelty(article="a3"),
    )
    added = adds(found, "a1")
    assert set(added) == {"a2"}
    assert added["a2"].claims == ("a", "b", "c")
    assert added["a2"].names == "A, B, C, D"
    assert added["a2"].more == 4


def test_the_coverage_says_what_each_report_added():
    shown = page(rising_toll(), NOW)
    added = {entry.outlet: entry.adds for entry in shown.entries}
    assert added["Daily Meridian"].claims == ("The toll rose to 17",)
    assert added["Daily Meridian"].names == "Marle Valley"
    assert added["Continental Wire"] is None
    assert shown.worth == ()


def test_of_many_reports_three_are_worth_reading():
    members = tuple(
        member(n, "meridian.example", f"Report {n}", n / 10) for n in range(1, 13)
    )
    order = (members[4], members[2], members[9], *members)
    novelty = tuple(
        Novelty(article=one.article.id, claims=("new",) * n)
        for n, one in zip((5, 3, 2), order, strict=False)
    )
    by_id = {one.article.id: one for one in members}
    worth = worth_reading(novelty, by_id)
    assert [(one.title, one.claims) for one in worth] == [
        ("Report 5", 5),
        ("Report 3", 3),
        ("Report 10", 2),
    ]
    few = dict(list(by_id.items())[:7])
    assert worth_reading(novelty, few) == ()


def test_a_fact_that_moved_has_its_time_words_and_source():
    story = rising_toll()
    (row,), more = moves(story)
    assert (row.what, row.before, row.after) == ("Killed", "14 people", "17 people")
    assert row.outlet == "Daily Meridian"
    assert row.href == "https://meridian.example/13/story"
    assert row.quote == "14 people, now 17 people"
    assert more == 0
    (listed,) = all_moves([(story.fact_changes[0], summary(story))])
    assert listed.story == "At least 14 dead as Marle river bursts its banks"
    assert listed.story_href.endswith(".html")


def test_a_revision_is_dated_by_when_it_was_seen():
    one = member(1, "meridian.example", "Report", 30)
    line = moved("s000000000001", one.article.id, "5", "6", revised=True)
    story = replace(dossier(1, (one,)), fact_changes=(line,))
    (row,), _ = moves(story)
    assert row.revised
    assert row.when.iso == "2026-02-17T21:00:00Z"
