"""What the documents say can be followed: links lead somewhere, examples run."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from support.data import ROOT

DOCUMENTS = [
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if ".venv" not in path.parts
]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    targets = [t for t in _LINK.findall(path.read_text("utf-8")) if "://" not in t]
    assert [t for t in targets if not (path.parent / t).exists()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=str)
def test_examples_run(path):
    done = subprocess.run(
        [sys.executable, path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout
