from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.model import Amount
from newsfold.publish.wording import amount, quantity, shorten, when


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "expected"),
    [
        (342e6, "USD", "exact", "$342 million"),
        (341.7e6, "USD", "about", "about $341.7 million"),
        (2.5e9, "CNY", "exact", "CN¥2.5 billion"),
        (1.25e12, "SEK", "exact", "SEK 1.25 trillion"),
        (-3e6, "EUR", "exact", "−€3 million"),
        (0.6, "GBP", "exact", "£0.6"),
        (950, "USD", "exact", "$950"),
        (40, "percent", "at least", "at least 40%"),
        (3.25, "percent", "exact", "3.25%"),
        (1200, "people", "exact", "1,200 people"),
        (14_000, "robots", "more than", "more than 14,000 robots"),
        (12, "", "exact", "12"),
        (100, "km", "exact", "100 km"),
        (None, "USD", "exact", ""),
        (float("nan"), "USD", "exact", "$?"),
        (float("inf"), "people", "exact", "? people"),
    ],
)
def test_quantities(value: Any, unit: str, qualifier: Any, expected: str):
    assert quantity(value, unit, qualifier) == expected


def test_amounts():
    assert amount(Amount(value=340e6, currency="USD", approx=True)) == (
        "about $340 million"
    )
    assert amount(None) == ""


def test_moments():
    moment = when(1_771_383_600)
    assert moment.iso == "2026-02-18T03:00:00Z"
    assert moment.day == "Wednesday, 18 February 2026"
    assert moment.full == "18 Feb 2026, 03:00 UTC"
    assert when(10**18).year == 9999
    assert when(-(10**18)).year == 1
    assert when(-62_135_596_800).iso == "0001-01-01T00:00:00Z"


def test_shortening():
    assert shorten("one two three", 50) == "one two three"
    assert shorten("one two, three", 10) == "one two…"
    assert shorten("x" * 50, 10) == "x" * 10 + "…"


@given(st.text(), st.integers(1, 50))
def test_shortened_text_is_short(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= max(most + 1, 0)
