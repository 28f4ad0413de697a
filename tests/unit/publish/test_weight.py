from __future__ import annotations

from typing import NamedTuple

from newsfold.publish.weight import within
from newsfold.publish.wording import when


class _Row(NamedTuple):
    text: str
    below: tuple[_Row, ...] = ()


def test_rows_are_kept_until_their_share_is_used_up():
    rows = [_Row("x" * 1000) for _ in range(10)]
    assert len(within(5000, rows)) == 3
    assert within(100_000, rows) == tuple(rows)


def test_the_first_is_always_kept():
    assert within(10, [_Row("x" * 1000), _Row("")]) == (_Row("x" * 1000),)
    assert within(10, []) == ()


def test_rows_below_and_other_scripts_weigh_what_they_take():
    assert len(within(3000, [_Row("", (_Row("x" * 900),)) for _ in range(9)])) == 1
    assert len(within(3000, [_Row("東" * 300) for _ in range(9)])) == 2
    assert len(within(3000, [_Row("x" * 300) for _ in range(9)])) == 4


def test_moments_weigh_nothing_of_their_own():
    assert len(within(1000, [(when(0), "x")] * 9)) == 2
