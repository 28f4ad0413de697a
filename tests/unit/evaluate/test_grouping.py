import pytest

from newsfold.evaluate.grouping import agreement, auc, f1, interval


def test_agreement_of_equals_is_perfect():
    truth = {"a": 1, "b": 1, "c": 2}
    found = agreement({"a": "x", "b": "x", "c": "y", "d": "y"}, truth)
    assert found["all"] == {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    assert found["operations"] == 0
    assert found["pairwise"] == found["adjustedRand"] == 1.0
    assert (found["items"], found["stories"]) == (3, 2)


def test_bcubed_by_hand():
    truth = {"a": 1, "b": 1, "c": 2, "d": 3}
    found = agreement(dict.fromkeys("abcd", "x"), truth)
    assert found["all"]["recall"] == 1.0
    assert found["all"]["precision"] == pytest.approx((0.5 + 0.5 + 0.25 + 0.25) / 4)
    assert found["company"]["precision"] == 0.5
    assert found["operations"] == 50.0


def test_a_split_and_a_merge_are_an_operation_each():
    split = agreement({"a": "x", "b": "y"}, {"a": 1, "b": 1})
    assert split["operations"] == 50.0
    assert split["company"]["recall"] == 0.5
    merged = agreement({"a": "x", "b": "x"}, {"a": 1, "b": 2})
    assert merged["operations"] == 50.0


def test_f1_of_nothing():
    assert f1(0.0, 0.0) == 0.0


def test_auc_counts_ties_half():
    assert auc([0.9, 0.1], [True, False]) == 1.0
    assert auc([0.1, 0.9], [True, False]) == 0.0
    assert auc([0.5, 0.5], [True, False]) == 0.5


def test_the_interval_holds_the_mean_and_repeats():
    values = [0.0, 1.0] * 40

    def mean(rows):
        return sum(values[r] for r in rows) / len(rows)

    groups = [[row] for row in range(80)]
    low, high = interval(mean, groups)
    assert low < 0.5 < high
    assert interval(mean, groups) == (low, high)
