from __future__ import annotations

import os
import sys

import click
import pytest
from click.testing import CliRunner

from newsfold.cli.session import (
    Session,
    new_folder,
    plain,
    table,
    with_globals,
)
from newsfold.errors import UsageError


@click.group()
@with_globals
def group(session: Session) -> None:
    pass


@group.command()
@with_globals
def where(session: Session) -> None:
    click.echo(f"{session.where()} {session.moment()}")


def _said(*arguments: str, **environment: str | None) -> str:
    return CliRunner(env=environment).invoke(group, arguments).output.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--hub", "b", "--now", "1970-01-01T00:00:09Z", "where"),
        ("where", "--hub", "b", "--now", "1970-01-01T00:00:09Z"),
        (
            *("--hub", "c", "--now", "1970-01-01T00:00:01Z"),
            *("where", "--hub", "b", "--now", "1970-01-01T00:00:09Z"),
        ),
        ("--hub", "b", "where", "--now", "1970-01-01T00:00:09Z"),
    ],
)
def test_a_flag_beats_the_environment_and_the_nearer_flag_the_farther(arguments):
    said = _said(*arguments, NEWSFOLD_HUB="a", NEWSFOLD_NOW="1970-01-01T00:00:05Z")
    assert said == "b 9"


def test_the_environment_beats_the_default():
    said = _said("where", NEWSFOLD_HUB="a", NEWSFOLD_NOW="1970-01-01T00:00:05Z")
    assert said == "a 5"
    assert _said("where", NEWSFOLD_HUB=None, NEWSFOLD_NOW=None) == ". None"
    assert _said("where", NEWSFOLD_HUB="", NEWSFOLD_NOW="") == ". None"


def test_a_time_that_is_none_names_where_it_was_given(monkeypatch):
    with pytest.raises(UsageError, match="--now 'noonish'"):
        Session(now="noonish").moment()
    monkeypatch.setenv("NEWSFOLD_NOW", "noonish")
    with pytest.raises(UsageError, match="NEWSFOLD_NOW 'noonish'"):
        Session().moment()


def test_a_folder_that_cannot_be_one(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"), new_folder(tmp_path / "file"):
        pass
    below = tmp_path / "file" / "below"
    with pytest.raises(UsageError, match="cannot be made"), new_folder(below) as path:
        path.mkdir()


@pytest.fixture
def narrow(monkeypatch):
    """A terminal of so many columns."""

    def make(columns: int) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setattr(
            os, "get_terminal_size", lambda *_: os.terminal_size((columns, 24))
        )
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")

    return make


def _columns(line: str) -> int:
    """Cells of the invented texts below: every character beyond Latin is wide."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in line)


ROWS = [
    ("s00000000000a", "2026-03-01T12:00:00Z", "single-source", "a title " * 20),
    ("s00000000000b", "2026-03-01T12:00:00Z", "agree", "央行下调存款准备金率" * 9),
]


@pytest.mark.parametrize("columns", [66, 80, 120])
def test_a_table_fits_the_terminal(narrow, columns):
    narrow(columns)
    lines = table(("id", "time", "verdict", "title"), ROWS).splitlines()
    assert max(map(_columns, lines)) <= columns
    assert all(row[0] in line and row[1] in line for row, line in zip(ROWS, lines[1:]))  # noqa: B905  # the heads
    assert lines[1].endswith("…")
    assert lines[2].endswith("…")


def test_a_wide_column_in_the_middle_gives_way_too(narrow):
    narrow(80)
    rows = [("fetch", "https://quay.example/" + "x" * 90, "no answer " * 30)]
    lines = table(("stage", "subject", "detail"), rows).splitlines()
    assert max(map(len, lines)) <= 80


def test_columns_stand_below_each_other_whatever_the_script():
    rows = [("港口银行", "one"), ("Harbour", "two"), ("Cafe\u0301", "three")]
    lines = table(("outlet", "title"), rows).splitlines()
    assert lines[1] == "港口银行  one"
    assert lines[2] == "Harbour   two"
    assert lines[3] == "Cafe\u0301      three"


def test_a_table_is_whole_where_no_terminal_is():
    assert "x" * 5_000 in table(("title",), [("x" * 5_000,)])


def test_strangers_text_cannot_steer_a_terminal():
    (line,) = plain(["\x1b[2Jgone\x07\n\x9b31mred\u202eback"])
    assert line == "[2Jgone 31mred back"
