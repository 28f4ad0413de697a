"""The reference says what the code does."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import yaml

import newsfold
from newsfold.model import hugo
from newsfold.model.reading import (
    AmountRole,
    DealKind,
    DealStatus,
    OriginKind,
    Qualifier,
)
from newsfold.model.story import PartiesVerdict, Verdict
from support.command import newsfold as command
from support.data import ROOT
from support.documents import blocks

_SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
assert _SPEC is not None
assert _SPEC.loader is not None
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)

REFERENCE = ROOT / "docs" / "reference"
FILTERS, RECORD = REFERENCE / "filters.md", REFERENCE / "record.md"


@pytest.mark.parametrize("page", sorted(generate.PAGES))
def test_the_reference_is_what_the_code_says(page):
    written = (REFERENCE / page).read_text("utf-8")
    assert written == generate.PAGES[page](), "run: python docs/generate.py"


def test_every_command_of_the_architecture_has_help_with_an_example():
    text = generate.commands()
    for name in ("init", "add", "run", "list", "explain", "fold", "compare"):
        section = text.split(f"## newsfold {name}\n")[1].split("\n## ")[0]
        assert "Example:" in section


def test_every_public_name_is_in_the_page_on_the_library():
    page = (REFERENCE / "library.md").read_text("utf-8")
    assert [n for n in newsfold.__all__ if f"`newsfold.{n}" not in page] == []


# The filters


@pytest.mark.parametrize("place", range(3), ids=["extract", "fold", "compare"])
def test_a_filter_answers_what_its_page_says(place, tmp_path):
    called, answer = blocks(FILTERS, "sh")[place], blocks(FILTERS, "json")[place]
    done = subprocess.run(
        ["/bin/sh", "-eu"],
        input=called,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    got = [json.loads(line) for line in done.stdout.splitlines()]
    assert got == [json.loads(line) for line in answer.splitlines()]


@pytest.mark.parametrize(
    "words",
    [Verdict, PartiesVerdict, OriginKind, DealKind, DealStatus, AmountRole, Qualifier],
)
def test_every_word_that_a_filter_may_answer_is_explained(words):
    page = FILTERS.read_text("utf-8")
    assert [word for word in get_args(words) if f"`{word}`" not in page] == []


def test_the_keys_of_a_deal_are_those_of_the_page():
    item = {
        "id": 1,
        "story": 1,
        "title": "Orsolo raises $342 million from Brightwater",
        "excerpt": "Orsolo raised $342 million in a round led by Brightwater Capital, "
        "which values it at $2 billion.",
        "publishedDateTime": "2026-03-01T08:00:00Z",
    }
    ((deal,),) = [
        json.loads(line)["deals"]
        for line in command("compare", stdin=json.dumps(item)).stdout.splitlines()
    ]
    line = re.search(r"- deal.*?`\{(.*?)\}`", FILTERS.read_text("utf-8"), re.DOTALL)
    assert line
    nested = {"value", "currency", "approx", "role"}
    assert set(re.findall(r'"(\w+)"', line[1])) - nested == set(deal)
    assert {key for one in deal["otherAmounts"] for key in one} < nested


# The record file


def _keys_of_the_page() -> list[str]:
    """The keys in the page's first table, in order."""
    table = RECORD.read_text("utf-8").split("## Keys")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]


def _front_matter(name: str) -> dict[str, object]:
    text = (ROOT / "tests" / "golden" / "publish" / name).read_text("utf-8")
    tree: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return tree


def test_a_record_has_the_keys_of_the_page_in_their_order():
    keys = _keys_of_the_page()
    written = list(_front_matter("record.md"))
    assert [key for key in keys if key in written] == written
    assert set(keys) - set(written) <= {"actions", "secured"}, "where there are any"


def test_the_hugo_names_are_those_of_the_page():
    section = RECORD.read_text("utf-8").split("## The hugo profile")[1]
    rows = re.findall(r"^\| `(\w+).*?` \| (.*?) \|", section, re.MULTILINE)
    told = {ours: re.findall(r"`(\w+)", theirs)[-1] for ours, theirs in rows}
    assert told == hugo._NAMES
    written = _front_matter("record.hugo.md")
    assert set(hugo._NAMES.values()) <= set(written)
    assert "published" not in written
