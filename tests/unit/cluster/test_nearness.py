from newsfold.cluster.nearness import Nearness


def one(_: str) -> int:
    return 1


def test_the_nearest_come_first_until_there_are_enough():
    near = Nearness()
    near.link("a", "b", 0.3)
    near.link("a", "c", 0.5)
    near.link("c", "d", 0.4)
    assert near.around("a", set(), one, 10) == ["a", "c", "d", "b"]
    assert near.around("a", set(), one, 2) == ["a", "c"]
    seen = {"c"}
    assert near.around("a", seen, one, 10) == ["a", "b"]
    assert seen == {"a", "b", "c"}


def test_the_highest_score_counts_both_ways():
    near = Nearness()
    near.link("a", "b", 0.5)
    near.link("b", "a", 0.3)
    assert near.drop("b") == {"a": 0.5}
    assert near.around("a", set(), one, 10) == ["a"]
    assert near.drop("unknown") == {}
