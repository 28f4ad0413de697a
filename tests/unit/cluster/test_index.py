import numpy as np

from newsfold.cluster.index import NEWEST, Index


def filed(*articles):
    index = Index()
    for number, terms in articles:
        index.add(number, *weighted(dict.fromkeys(terms, 1.0)), held=1)
    return index


def weighted(terms):
    return (
        np.array(list(terms), np.int32),
        np.array(list(terms.values()), np.float32),
    )


def nearest(index, terms, most=5):
    return index.nearest(*weighted(terms), most)


def test_the_most_shared_come_back():
    index = filed((0, [1, 2, 3]), (1, [3, 4]), (2, [9]))
    assert nearest(index, {1: 0.6, 2: 0.5, 3: 0.2}) == [0, 1]
    assert nearest(index, {1: 0.6, 2: 0.5, 3: 0.2}, 1) == [0]
    assert nearest(index, {7: 1.0}) == []
    assert nearest(index, {}) == []


def test_look_ups_leave_no_trace():
    index = filed((0, [1]), (1, [2]))
    nearest(index, {1: 1.0})
    assert nearest(index, {1: 0.1, 2: 0.9}, 1) == [1]


def test_a_common_term_brings_up_the_newest_only():
    index = filed(*((number, [1]) for number in range(3 * NEWEST)))
    assert nearest(index, {1: 1.0}, 99) == [*range(2 * NEWEST, 3 * NEWEST)]


def test_what_was_filed_is_found_after_the_table_grew():
    index = filed((0, [5, 70_000]))
    for number in range(1, 4000):
        index.add(number, *weighted({100_000 + number: 1.0}), held=number)
    assert nearest(index, {5: 1.0}) == [0]
    assert 0 in nearest(index, {70_000: 1.0})
