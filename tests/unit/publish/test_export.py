"""Tables for other programs."""

from __future__ import annotations

import json
import sys

import pytest

from newsfold.errors import UsageError
from newsfold.publish.export import json_line, parquet, table

COLUMNS = ("name", "parties", "amount", "approx")
ROWS = [
    {"name": "=SUM(A1)", "parties": ["A", "B, C"], "amount": 2.5e9, "approx": True},
    {"name": "Ä", "parties": [], "amount": None, "approx": None},
]


def test_csv_is_whole_and_no_formula():
    assert list(table(ROWS, COLUMNS)) == [
        "name,parties,amount,approx",
        '\'=SUM(A1),"A; B, C",2500000000,yes',
        "Ä,,,",
    ]


def test_json_lines_keep_every_value():
    assert [json.loads(json_line(row)) for row in ROWS] == ROWS


def test_parquet_without_its_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"install newsfold\[parquet\]"):
        parquet(ROWS, COLUMNS)


def test_parquet_comes_back():
    found = pytest.importorskip("pyarrow.parquet", reason="the extra parquet")
    from io import BytesIO

    assert found.read_table(BytesIO(parquet(ROWS, COLUMNS))).to_pylist() == ROWS
