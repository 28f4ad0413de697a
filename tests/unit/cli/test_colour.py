from __future__ import annotations

import sys

import pytest

from newsfold.cli.colour import coloured
from newsfold.cli.session import table

RED = "\x1b[31m"


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.usefixtures("terminal")
def test_a_verdict_has_its_colour_on_a_terminal():
    assert coloured("conflict ") == f"{RED}conflict \x1b[0m"
    assert coloured("✗", "bad").startswith(RED)
    assert coloured("ferry") == "ferry"


@pytest.mark.usefixtures("terminal")
def test_only_verdicts_and_states_of_a_table_are_coloured():
    text = table(("verdict", "title"), [("conflict", "conflict")])
    assert text.count(RED) == 1
    assert text.splitlines()[1].endswith("  conflict")


@pytest.mark.usefixtures("terminal")
def test_no_colour_where_none_is_wanted(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured("conflict") == "conflict"


def test_no_colour_on_a_pipe(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert coloured("conflict") == "conflict"
