import pytest

from newsfold.cluster.density import HIGHEST, LOWEST, SLOPE, USUAL, Density


def test_a_stream_of_its_own_kind_moves_the_threshold():
    crowded, sparse = Density(0.4), Density(0.4)
    assert crowded.threshold == sparse.threshold == pytest.approx(0.4)
    for _ in range(300):
        crowded.note([0.9, 0.5, *[0.08] * 8])
        sparse.note([0.9])
    assert sparse.threshold < 0.4 < crowded.threshold


def test_the_best_scores_are_the_articles_own_business():
    one, other = Density(0.4), Density(0.4)
    one.note([0.9, 0.8, 0.7, 0.1])
    other.note([0.4, 0.3, 0.2, 0.1])
    assert one.threshold == other.threshold


def test_there_are_bounds():
    low, high = Density(0.4), Density(0.4)
    for _ in range(3000):
        low.note([])
        high.note([1.0] * 10)
    assert low.threshold == pytest.approx(max(LOWEST * 0.4, 0.4 - SLOPE * USUAL))
    assert high.threshold == pytest.approx(HIGHEST * 0.4)
