from __future__ import annotations

import re

import pytest

from newsfold.cli.progress import Bars
from newsfold.cli.session import Session


@pytest.fixture
def clock():
    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    return Clock()


def _lines(capsys) -> list[str]:
    """What stands on the terminal in the end."""
    text = capsys.readouterr().err
    return [re.split("\r\x1b\\[2K", line)[-1] for line in text.split("\n")]


def test_a_bar_has_its_rate_and_the_time_left(clock, capsys):
    bars = Bars(clock)
    bars.show("reading", 0, 1_000)
    clock.now += 4
    bars.show("reading", 200, 1_000)
    (line,) = _lines(capsys)
    assert re.fullmatch(r"reading +█{5} +200/1,000  50/s  16 s left", line)


def test_slow_work_is_told_by_the_minute(clock, capsys):
    bars = Bars(clock)
    bars.show("pages", 0, 100)
    clock.now += 60
    bars.show("pages", 6, 100)
    assert _lines(capsys)[0].endswith("6/100  6/min  15 min 40 s left")


def test_each_step_has_a_line_and_a_whole_one_ends_it(clock, capsys):
    bars = Bars(clock)
    for step in ("feeds", "pages", "feeds"):
        bars.show(step, 1, 2)
        bars.show(step, 2, 2)
    lines = _lines(capsys)
    assert [line.split()[0] for line in lines if line] == ["feeds", "pages", "feeds"]
    assert all("2/2" in line for line in lines if line)
    assert lines[-1] == ""


def test_a_step_that_is_left_keeps_its_line(clock, capsys):
    bars = Bars(clock)
    bars.show("feeds", 1, 3)
    bars.show("reading", 1, 9)
    bars.close()
    bars.close()
    assert len(_lines(capsys)) == 3


def test_it_is_drawn_ten_times_a_second_and_no_more(clock, capsys):
    bars = Bars(clock)
    for done in range(1, 1_000):
        clock.now += 0.001
        bars.show("judging", done, 1_000)
    assert 8 <= capsys.readouterr().err.count("\r") <= 11


def test_what_has_no_end_is_counted(clock, capsys):
    bars = Bars(clock)
    bars.show("stories", 1, 0)
    clock.now += 2
    bars.show("stories", 4_001, 0)
    assert re.fullmatch("stories +4,001  2,000/s", _lines(capsys)[0])


def test_nothing_is_drawn_where_no_terminal_is_or_none_is_wanted(capsys, monkeypatch):
    Session().progress("feeds", 1, 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    Session(quiet=True).progress("feeds", 1, 2)
    with Session(quiet=True).working("pages"):
        pass
    assert capsys.readouterr().err == ""
    Session().progress("feeds", 1, 2)
    assert "feeds" in capsys.readouterr().err
