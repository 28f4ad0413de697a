from newsfold.cluster import Window
from newsfold.cluster.timeline import Timeline
from support.folding import FLOOD, TRIAL, reading


def test_settling_tells_what_moved_since_it_was_asked_last():
    timeline = Timeline(Window())
    timeline.add(reading("flood0", FLOOD))
    first, _ = timeline.settle()
    assert set(first) == {"flood0"}
    timeline.add(reading("flood1", FLOOD, hour=1))
    timeline.add(reading("trial0", TRIAL, hour=1))
    then, _ = timeline.settle()
    assert set(then) == {"flood1", "trial0"}
    assert then["flood1"].story == first["flood0"].story
    assert timeline.settle()[0] == {}


def test_what_stands_where_it_was_put_back_is_not_told():
    timeline = Timeline(Window())
    timeline.put_back(reading("flood0", FLOOD), "s-own")
    timeline.add(reading("flood1", FLOOD, hour=1))
    moved, _ = timeline.settle()
    assert set(moved) == {"flood1"}
    assert moved["flood1"].story == "s-own"


def test_the_forgotten_are_told_once():
    timeline = Timeline(Window(24))
    timeline.add(reading("flood0", FLOOD))
    timeline.add(reading("trial0", TRIAL, hour=100))
    moved, _ = timeline.settle()
    assert set(moved) == {"flood0", "trial0"}
    assert timeline.settle()[0] == {}
