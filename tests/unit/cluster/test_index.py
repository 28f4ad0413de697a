from newsfold.cluster.index import POSTINGS, Index


def test_the_most_shared_come_back():
    index = Index(span=3600)
    index.add(0, [1, 2, 3], 100)
    index.add(1, [3, 4], 200)
    index.add(2, [9], 300)
    assert index.nearest([1, 2, 3], [0.6, 0.5, 0.2], 5) == [0, 1]
    assert index.nearest([1, 2, 3], [0.6, 0.5, 0.2], 1) == [0]
    assert index.nearest([7], [1.0], 5) == []
    assert index.nearest([], [], 5) == []


def test_look_ups_leave_no_trace():
    index = Index(span=3600)
    index.add(0, [1], 100)
    index.add(1, [2], 100)
    index.nearest([1], [1.0], 1)
    assert index.nearest([1, 2], [0.1, 0.9], 1) == [1]


def test_segments_expire_whole():
    index = Index(span=3600)
    index.add(0, [1], 100)
    index.add(1, [1], 4000)
    assert list(index.expire(3000)) == [0]
    assert index.nearest([1], [1.0], 5) == [1]


def test_numbers_may_grow_without_end():
    index = Index(span=3600)
    index.add(50_000, [1], 100)
    assert index.nearest([1], [1.0], 5) == [50_000]


def test_a_common_term_is_read_newest_first_up_to_a_limit():
    index = Index(span=10**9)
    for number in range(POSTINGS + 500):
        index.add(number, [1], 100)
    found = index.nearest([1], [1.0], 10 * POSTINGS)
    assert len(found) == POSTINGS
    assert found[-1] == POSTINGS + 499
