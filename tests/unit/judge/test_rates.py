from datetime import date

import pytest

from newsfold.judge.rates import convert, day_of


def test_the_reference_rate_of_a_day_and_of_a_weekend():
    friday = convert(2.5e9, "CNY", "USD", date(2023, 10, 20))
    assert friday == pytest.approx(341.7e6, rel=0.001)
    assert convert(2.5e9, "CNY", "USD", date(2023, 10, 21)) == friday


def test_pegs_and_unknown_currencies():
    assert convert(96e9, "SAR", "USD", date(2019, 12, 5)) == pytest.approx(25.6e9)
    assert convert(1, "XXX", "USD", date(2019, 12, 5)) is None
    assert convert(7, "XXX", "XXX", date(2019, 12, 5)) == 7


def test_days():
    assert day_of(1697760000) == date(2023, 10, 20)
