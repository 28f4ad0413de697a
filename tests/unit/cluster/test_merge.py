from typing import Any

import numpy as np

from newsfold.cluster.merge import Groups, agglomerate


def groups(alike: Any, expected: Any = 0.5):
    between = np.array(alike, float)
    count = len(between)
    return Groups(
        between, np.zeros(count), np.ones(count), np.full(count, float(expected))
    )


def test_the_alike_merge_and_the_others_stay():
    found = agglomerate(groups([[0, 0.5, 0], [0.5, 0, 0], [0, 0, 0]]), 0.4)
    assert found == [[0, 1], [2]]


def test_one_chance_resemblance_merges_nothing():
    alike = np.zeros((4, 4))
    for a, b, value in [(0, 1, 0.5), (2, 3, 0.5), (1, 2, 0.3)]:
        alike[a, b] = alike[b, a] = value
    assert agglomerate(groups(alike), 0.4) == [[0, 1], [2, 3]]


def test_terse_texts_need_less():
    alike = [[0, 0.1], [0.1, 0]]
    assert agglomerate(groups(alike, expected=0.5), 0.4) == [[0], [1]]
    assert agglomerate(groups(alike, expected=0.1), 0.4) == [[0, 1]]


def test_what_must_not_meet_never_does_even_through_others():
    alike = np.full((3, 3), 0.6)
    alike[0, 1] = alike[1, 0] = -np.inf
    found = agglomerate(groups(alike), 0.2)
    assert all(not {0, 1} <= set(group) for group in found)
    assert sorted(m for group in found for m in group) == [0, 1, 2]


def test_nothing_and_one():
    assert agglomerate(groups(np.zeros((0, 0))), 0.4) == []
    assert agglomerate(groups([[0]]), 0.4) == [[0]]


def test_the_input_is_left_alone():
    given = groups([[0, 0.5], [0.5, 0]])
    agglomerate(given, 0.4)
    assert given.between.tolist() == [[0, 0.5], [0.5, 0]]
    assert given.sizes.tolist() == [1, 1]
