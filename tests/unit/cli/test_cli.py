from __future__ import annotations

import json
from types import SimpleNamespace

import apsw
import click
import pytest
from click.testing import CliRunner

from newsfold import cli as package
from newsfold.cli import import_
from newsfold.cli.session import with_globals
from newsfold.demo import sample
from newsfold.demo.summary import Summary
from newsfold.errors import InputError
from newsfold.model import Repair
from newsfold.steps.bring_in import Brought


@pytest.fixture
def ending(monkeypatch, capsys):
    """Call `newsfold doctor`, which raises an error instead; its code and stderr."""

    def call(error: BaseException, *arguments: str) -> tuple[int, list[str]]:
        @click.command("doctor")
        @with_globals
        def command(_: object) -> None:
            raise error

        module = SimpleNamespace(command=command)
        monkeypatch.setattr(package.importlib, "import_module", lambda _: module)
        with pytest.raises(SystemExit) as left:
            package.main(["doctor", *arguments])
        return left.value.code, capsys.readouterr().err.splitlines()

    return call


def test_what_nobody_foresaw_is_one_line_that_asks_for_a_report(ending):
    code, (line,) = ending(ZeroDivisionError("no\x1b[2J way"))
    assert code == 1
    assert line == (
        "newsfold: unexpected error: ZeroDivisionError: no [2J way; please report it, "
        "with -v for the details"
    )


def test_its_details_come_with_v_wherever_it_stands(ending):
    code, lines = ending(ZeroDivisionError("no way"), "-v")
    assert code == 1
    assert lines[0].startswith("Traceback")
    assert lines[-1].startswith("newsfold: unexpected error")


def test_a_mistake_never_has_a_traceback(ending):
    code, lines = ending(InputError("that is\n no \x1b[31mrecord"), "-v")
    assert (code, lines) == (6, ["newsfold: that is no [31mrecord"])


def test_the_system_says_no(ending):
    code, (line,) = ending(PermissionError(13, "Permission denied", "/x/y"))
    assert code == 8
    assert line.startswith("newsfold: /x/y: Permission denied: give yourself the right")
    code, (line,) = ending(OSError(28, "No space left on device"))
    assert (code, "make room" in line) == (8, True)


def test_an_error_of_the_database_is_one_of_storage(ending):
    code, (line,) = ending(apsw.CorruptError("disk image is malformed"))
    assert code == 8
    assert "malformed" in line
    assert "doctor" in line


def test_an_interrupt_is_one_line(ending):
    code, (line,) = ending(KeyboardInterrupt())
    assert code == 130
    assert line.startswith("newsfold: stopped")


def test_repairs_are_told_without_what_they_took_out():
    repair = Repair(
        field="title", kind="control-characters", before="a\x1b[2Jb", after="a b"
    )
    brought = Brought(file="x\x07.jsonl", kind="articles", taken=1, repairs=(repair,))
    assert import_._told(brought) == (
        "x .jsonl: 1 new articles, 0 known\n"
        "  repaired title (control-characters): a [2Jb → a b"
    )


def test_the_demo_tells_the_time_as_all_json_does(monkeypatch, tmp_path):
    summary = Summary(
        folder="f",
        site="s",
        seconds=1.0,
        feeds=1,
        pages=1,
        articles=1,
        stories=1,
        shared=0,
        now=1_772_409_600,
    )
    monkeypatch.setattr(sample, "make", lambda *_, **__: summary)
    told = CliRunner().invoke(package.cli, ["demo", str(tmp_path), "--json"]).output
    assert json.loads(told)["now"] == "2026-03-02T00:00:00Z"
