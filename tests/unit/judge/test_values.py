from datetime import date

import pytest

from newsfold.judge.values import Stated, compact, tie, worst

DAY = date(2023, 10, 20)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (Stated(342e6, "USD"), Stated(342e6, "USD"), "agree"),
        (Stated(342e6, "USD"), Stated(340e6, "USD"), "rounded"),
        (Stated(6.6e9, "USD"), Stated(7e9, "USD", loose=True), "rounded"),
        (Stated(6.5e9, "USD", floor=True), Stated(6.6e9, "USD"), "rounded"),
        (Stated(14.1e9, "USD"), Stated(14.9e9, "USD"), "conflict"),
        (Stated(1e9, "USD", floor=True), Stated(8e8, "USD", loose=True), "conflict"),
        (Stated(2.5e9, "CNY"), Stated(342e6, "USD"), "converted"),
        (Stated(2.5e9, "CNY"), Stated(500e6, "USD"), "conflict"),
        (Stated(5e6, "XXX"), Stated(5e6, "USD"), "unclear"),
        (Stated(3, "people"), Stated(4, "people"), "conflict"),
        (Stated(18, "days"), Stated(20, "days"), "conflict"),
        (Stated(100, "jet", floor=True), Stated(114, "jet"), "rounded"),
        (
            Stated(300, "people", floor=True),
            Stated(350, "people", floor=True),
            "conflict",
        ),
        (Stated(11000, "people"), Stated(10000, "people", floor=True), "rounded"),
    ],
)
def test_ties_both_ways(a: Stated, b: Stated, verdict: str):
    assert tie(a, b, DAY) == verdict
    assert tie(b, a, DAY) == verdict


def test_a_stated_rate_comes_before_the_reference_rate():
    rates = {("CNY", "USD"): 0.2}
    assert tie(Stated(2.5e9, "CNY"), Stated(5e8, "USD"), DAY, rates) == "converted"


def test_the_gravest_is_the_conflict():
    assert worst(["agree", "conflict", "rounded"]) == "conflict"
    assert worst([]) == "agree"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (342e6, "USD", "$342M"),
        (2.5e9, "CNY", "2.5bn CNY"),
        (40, "percent", "40 %"),
        (11000, "people", "11,000 people"),
    ],
)
def test_values_for_people(value: float, unit: str, text: str):
    assert compact(value, unit) == text
