from __future__ import annotations

import calendar
import time

import pytest

from newsfold.text import dates


def read(text: str) -> str | None:
    moment = dates.parse(text)
    return moment and dates.iso(moment.instant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 03 Mar 2026 14:05:00 GMT", "2026-03-03T14:05:00Z"),
        ("Tue, 3 Mar 2026 14:05 +0530", "2026-03-03T08:35:00Z"),
        ("Tue,03 Mar 2026 14:05:00 EST", "2026-03-03T19:05:00Z"),
        ("3 Mar 26 14:05:00 PDT", "2026-03-03T21:05:00Z"),
        ("Tuesday, 03-Mar-26 14:05:00 GMT", "2026-03-03T14:05:00Z"),
        ("Tue, 03 Mar 2026 14:05:00 -0500 (EST)", "2026-03-03T19:05:00Z"),
        ("Tue, 03 Mar 2026 14:05:00 GMT+1", "2026-03-03T13:05:00Z"),
        ("2026-03-03T14:05:00Z", "2026-03-03T14:05:00Z"),
        ("2026-03-03T14:05:00.123456+01:00", "2026-03-03T13:05:00Z"),
        ("2026-03-03T14:05:00-08", "2026-03-03T22:05:00Z"),
        ("2026-03-03 14:05:00 +0200", "2026-03-03T12:05:00Z"),
        ("  2026-03-03T24:00:00Z ", "2026-03-04T00:00:00Z"),
        ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
        ("20260303T140500Z", "2026-03-03T14:05:00Z"),
        ("2026-03-03T140500+01:00", "2026-03-03T13:05:00Z"),
        ("20260303T14:05:00.45+01:00", "2026-03-03T13:05:00Z"),
        ("20260303+01:00", "2026-03-03T00:00:00Z"),
        ("2026-03-03 at 14:05", "2026-03-03T14:05:00Z"),
        ("2026-062", "2026-03-03T00:00:00Z"),
        ("2026-03", "2026-03-01T00:00:00Z"),
        ("Tue Mar  3 14:05:00 2026", "2026-03-03T14:05:00Z"),
        ("Tue Mar  3 14:05:00 UTC 2026", "2026-03-03T14:05:00Z"),
        ("March 3, 2026 2:05 PM EST", "2026-03-03T19:05:00Z"),
        ("March 3rd, 2026 at 12:00 a.m.", "2026-03-03T00:00:00Z"),
        ("3rd of March 2026, 14:05", "2026-03-03T14:05:00Z"),
        ("03/04/2026", "2026-03-04T00:00:00Z"),
        ("23/04/2026 10:11", "2026-04-23T10:11:00Z"),
        ("03.04.2026 10:11", "2026-04-03T10:11:00Z"),
        ("2026/03/03 1:02:03", "2026-03-03T01:02:03Z"),
        ("1. März 2026", "2026-03-01T00:00:00Z"),
        ("le 3 août 2025 à 10h30", "2025-08-03T10:30:00Z"),
        ("2026년 03월 03일 오후 11:31:15", "2026-03-03T23:31:15Z"),
        ("Τρι, 3 Μάρ 2026 12:00:00 EST", "2026-03-03T17:00:00Z"),
        ("3 марта 2026 10:00", "2026-03-03T10:00:00Z"),
    ],
)
def test_forms_that_feeds_use(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "14:05",
        "2026",
        "3 March",
        "Sun, 31 Feb 2026 10:00:00 GMT",
        "2026-13-01",
        "2026-03-03T25:00:00Z",
        "99999999999999",
        "x" * 10_000,
        "1" * 119,
        "\x00\ud800",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates.parse(text) is None


def test_precision_and_zone_are_told() -> None:
    assert dates.parse("2026-03-03") == (1772496000, "day", False)
    assert dates.parse("2026-03-03T14:05")[1:] == ("minute", False)
    assert dates.parse("2026-03-03T14:05:00+01:00")[1:] == ("second", True)
    assert dates.parse("Tue, 03 Mar 2026 14:05:00 XYZ")[1:] == ("second", False)


def test_calendar_agrees_with_the_standard_library() -> None:
    for instant in range(-2_000_000_000, 4_000_000_000, 7_654_321):
        stated = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(instant))
        assert dates.iso(instant) == stated
        assert dates.parse(stated).instant == calendar.timegm(time.gmtime(instant))
