from typing import Any

import pytest

from newsfold.cluster import Window, mint
from support.folding import EVENTS, FLOOD, HOUR, START, TRIAL, reading, wire


def folded(window: Any, readings: Any):
    for one in readings:
        window.add(one)
    window.settle()
    return window.stories()


def story_of(window: Any):
    return {a: s for s, members in window.stories().items() for a in members}


def test_articles_on_one_event_become_one_story():
    stories = folded(Window(), wire())
    assert sorted(map(len, stories.values())) == [4, 4, 4, 4]
    for members in stories.values():
        assert len({m.rstrip("0123456789") for m in members}) == 1


def test_ids_are_minted_from_the_founding_article():
    window = Window()
    placement = window.add(reading("flood0", FLOOD))
    assert placement.story == mint("flood0")
    assert len(placement.story) == 13
    assert placement.score == 0.0


def test_the_caller_may_mint():
    window = Window(mint=lambda article: f"x-{article}")
    assert window.add(reading("flood0", FLOOD)).story == "x-flood0"


def test_a_placement_says_why():
    window = Window()
    window.add(reading("flood0", FLOOD))
    window.add(reading("trial0", TRIAL))
    joined = window.add(reading("flood1", [*FLOOD[:8], "mayor"], hour=1))
    assert joined.story == mint("flood0")
    assert joined.score > 0.4
    assert {term for term, _ in joined.terms} <= set(FLOOD)
    assert sum(share for _, share in joined.terms) == pytest.approx(1.0, abs=0.01)
    assert window.explain("flood1") == joined


def test_the_nearest_story_not_joined_is_told():
    window = Window()
    window.add(reading("flood0", FLOOD))
    other = window.add(reading("storm0", [*TRIAL[:7], FLOOD[0]], hour=1))
    assert other.story == mint("storm0")
    assert other.nearest == mint("flood0")
    assert 0.0 < other.nearest_score < 0.4


def test_the_same_article_twice_changes_nothing():
    window = Window()
    first = window.add(reading("flood0", FLOOD))
    assert window.add(reading("flood0", FLOOD, hour=2)) == first
    assert window.stories() == {first.story: ["flood0"]}


def test_copies_stand_with_their_origin_and_do_not_vote():
    window = Window()
    window.add(reading("flood0", FLOOD))
    copy = window.add(reading("wire0", TRIAL, hour=1), copy_of="flood0")
    assert copy.story == mint("flood0")
    trial = window.add(reading("trial0", TRIAL, hour=2))
    assert trial.story == mint("trial0")


def test_roundups_stand_alone_both_ways():
    window = Window()
    window.add(reading("flood0", FLOOD))
    brief = window.add(reading("brief", FLOOD, hour=1, roundup=True))
    again = window.add(reading("brief2", FLOOD, hour=2, roundup=True))
    assert len({mint("flood0"), brief.story, again.story}) == 3
    window.settle()
    assert len(window.stories()) == 3


def test_languages_do_not_mix():
    window = Window()
    window.add(reading("flood0", FLOOD))
    assert window.add(reading("flut0", FLOOD, language="de")).story == mint("flut0")


def test_beyond_the_window_nothing_joins_and_all_is_forgotten():
    window = Window(hours=24)
    window.add(reading("flood0", FLOOD))
    late = window.add(reading("flood1", FLOOD, hour=25))
    assert late.story != mint("flood0")
    window.add(reading("trial0", TRIAL, hour=40))
    assert "flood0" not in story_of(window)
    with pytest.raises(KeyError):
        window.explain("flood0")


def test_a_story_lives_as_long_as_articles_come():
    window = Window(hours=24)
    for day in range(4):
        window.add(reading(f"flood{day}", FLOOD, hour=20 * day))
    assert len(window.stories()) == 1


def test_restored_articles_stand_where_they_stood():
    readings = wire()
    whole = Window()
    stories = folded(whole, readings[:12])
    again = Window()
    for one in readings[:12]:
        again.restore(one, story_of(whole)[one.article])
    assert again.stories() == stories
    for one in readings[12:]:
        assert again.add(one).story == whole.add(one).story


def test_a_held_story_keeps_its_id_and_its_articles():
    readings = wire()
    window = Window(held=frozenset({"sheld"}))
    window.restore(readings[0], "sheld")
    window.restore(readings[1], "sheld")
    for one in readings[2:]:
        window.add(one)
    gone = window.settle()
    assert "sheld" not in gone
    assert {readings[0].article, readings[1].article} <= set(window.stories()["sheld"])


def test_merged_stories_leave_a_forwarding_id():
    window = Window()
    parts = [FLOOD[:5], FLOOD[5:], FLOOD, FLOOD[1:], FLOOD[:-1]]
    before = {
        window.add(reading(f"flood{n}", words, hour=n)).story
        for n, words in enumerate(parts)
    }
    gone = window.settle()
    now = set(window.stories())
    assert before - now == set(gone)
    assert set(gone.values()) <= now


def test_empty_articles_found_stories_of_their_own():
    window = Window()
    stories = folded(window, [reading("a", []), reading("b", [], hour=1)])
    assert len(stories) == 2


def test_a_large_story_is_folded_as_a_whole():
    window = Window()
    for number in range(70):
        window.add(reading(f"flood{number}", [*FLOOD, f"own{number}"], hour=number / 9))
    window.settle()
    assert [len(m) for m in window.stories().values()] == [70]


def test_stories_are_listed_by_time():
    window = Window()
    window.add(reading("late", FLOOD, hour=3))
    window.add(reading("early", FLOOD, hour=1))
    assert list(window.stories().values()) == [["early", "late"]]
    assert START % HOUR == 0
    assert set(EVENTS) == {"flood", "trial", "match", "quake"}


def test_an_id_that_was_used_elsewhere_is_not_given_again():
    one = reading("a1", FLOOD)
    window = Window(known={mint("a1"), mint(mint("a1"))}.__contains__)
    assert window.add(one).story == mint(mint(mint("a1")))
