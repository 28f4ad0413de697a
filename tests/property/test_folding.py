"""What folding promises whatever comes: order, determinism, constraints, ids."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.cluster import Window
from newsfold.evaluate.grouping import agreement
from support.folding import EVENTS, reading, wire

WORDS = [word for words in EVENTS.values() for word in words]


@st.composite
def streams(draw: Any):
    size = draw(st.integers(1, 24))
    return [
        reading(
            f"a{n}",
            draw(st.lists(st.sampled_from(WORDS), max_size=9, unique=True)),
            hour=draw(st.floats(0, 120)),
        )
        for n in range(size)
    ]


def fold(readings: Any, window: Any):
    gone = {}
    for number, one in enumerate(readings):
        window.add(one)
        if number % 7 == 6:
            gone.update(window.settle())
    gone.update(window.settle())
    return gone, {a: s for s, members in window.stories().items() for a in members}


@given(streams())
@settings(max_examples=60, deadline=None)
def test_every_article_of_the_window_stands_in_one_story(readings: Any):
    window = Window(hours=1000)
    _, stories = fold(readings, window)
    assert set(stories) == {one.article for one in readings}
    for one in readings:
        assert window.explain(one.article).story == stories[one.article]


@given(streams())
@settings(max_examples=40, deadline=None)
def test_the_same_calls_give_the_same_stories(readings: Any):
    assert fold(readings, Window()) == fold(readings, Window())


@given(streams(), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_held_stories_stay_as_they_are(readings: Any, held: Any):
    window = Window(hours=1000, held=frozenset({"sheld"}))
    for one in readings[:held]:
        window.restore(one, "sheld")
    gone, stories = fold(readings[held:], window)
    assert "sheld" not in gone
    assert all(stories[one.article] == "sheld" for one in readings[:held])


@given(streams())
@settings(max_examples=40, deadline=None)
def test_vanished_ids_lead_to_living_ones(readings: Any):
    window = Window(hours=1000)
    seen = set()
    gone = {}
    for number, one in enumerate(readings):
        seen.add(window.add(one).story)
        if number % 5 == 4:
            gone.update(window.settle())
            seen |= set(window.stories())
    gone.update(window.settle())
    living = set(window.stories())
    for story in seen - living:
        steps = 0
        heir = story
        while heir not in living:
            heir = gone[heir]
            steps += 1
            assert steps < 100


def test_order_within_an_hour_changes_little():
    readings = wire(each=6, apart=0.25)
    _, told = fold(readings, Window())
    for seed in range(8):
        chance = random.Random(seed)
        shuffled = sorted(readings, key=lambda one: (one.time // 3600, chance.random()))
        _, stories = fold(shuffled, Window())
        assert agreement(stories, told)["all"]["f1"] >= 0.98
