"""Names out of bylines."""

from __future__ import annotations

import time

import pytest

from newsfold.text.bylines import names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ada Lund and Ben Okri", ("Ada Lund", "Ben Okri")),
        ("by ada on December 4, 2026", ("ada",)),
        ("Von Ada Lund am 21. April 2026", ("Ada Lund",)),
        ("Par Ada Lund le 07 mai 2026, 09:30", ("Ada Lund",)),
        ("Ada Lund 18.10.2026 16:06 Uhr", ("Ada Lund",)),
        ("By Ada Lund - January 10, 2026", ("Ada Lund",)),
        ("Posted on September 21, 2026 by Ada Lund", ("Ada Lund",)),
        ("Veröffentlicht von Ada Lund", ("Ada Lund",)),
        ("Zeige alle Beiträge von Ada Lund", ("Ada Lund",)),
        ("Ada Lund @adalund", ("Ada Lund",)),
        ("@adalund", ()),
        ("Ada Lund/Ben Okri", ("Ada Lund", "Ben Okri")),
        ("AFP/The Local", ("AFP/The Local",)),
        ("Ad\u00ada Lund", ("Ada Lund",)),
        ("reader2026", ("reader2026",)),
        ("105092", ()),
        ("Ada Lund, senior editor", ("Ada Lund",)),
        ("https://daily.example/authors/ada", ()),
        ("Twitter Facebook", ()),
    ],
)
def test_names(line: str, found: tuple[str, ...]) -> None:
    assert names([line]) == found


@pytest.mark.parametrize("unit", ["1 ", "on 1 ", "may 4x ", "a/", "by ", "@a ", "( "])
def test_an_endless_byline_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    names([unit * 100_000])
    assert time.process_time() - start < 5
