"""What the documents say can be followed: links lead somewhere, commands are real."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

from newsfold import config
from newsfold.extract import rules
from newsfold.judge import topics
from support.data import ROOT
from support.documents import blocks, called, calls

DOCUMENTS = [
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if ".venv" not in path.parts
]
EXAMPLES = ROOT / "examples"
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def _anchors(path):
    """The names by which a page's headings can be linked, as GitHub makes them."""
    heads = _HEAD.findall(path.read_text("utf-8"))
    words = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {name.strip().replace(" ", "-") for name in words}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    lost = []
    for link in _LINK.findall(_CODE.sub("", path.read_text("utf-8"))):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        place = path.parent / target if target else path
        if not place.exists() or (anchor and anchor not in _anchors(place)):
            lost.append(link)
    assert lost == []


def test_every_page_is_in_the_index():
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / link.partition("#")[0]).resolve()
        for link in _LINK.findall(index.read_text("utf-8"))
    }
    pages = {
        page
        for page in (ROOT / "docs").rglob("*.md")
        if page != index and page.parent.name != "decisions"
    }
    assert sorted(pages - linked) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_are_real(path):
    wrong = {}
    for arguments in calls("\n".join(blocks(path, "sh"))):
        try:
            called(arguments)
        except click.UsageError as error:
            wrong[" ".join(arguments)] = error.message
    assert wrong == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_settings_and_topics_are_taken(path, tmp_path):
    for block in blocks(path, "toml"):
        if "[[topic]]" in block:
            topics.load(block)
        elif re.search(r"^\[(page|api|article)\]$", block, re.MULTILINE):
            rules.load(block)
        else:
            (tmp_path / config.FILE_NAME).write_text(block, "utf-8")
            config.load(tmp_path, {})


def test_a_wrong_command_would_be_seen():
    (call,) = calls("A=1 sudo -u newsfold /opt/newsfold/bin/newsfold run --onec | cat")
    assert call == ["run", "--onec"]
    with pytest.raises(click.UsageError, match="--onec"):
        called(call)
    for wrong in (["runn"], ["source", "stop", "x"], ["init", "a", "b"], ["show"]):
        with pytest.raises(click.UsageError):
            called(wrong)


SHOWN = {
    "extract_a_page": ("The Quay https://quay.example/ferry\n", "published"),
    "fold_articles": ("with 2 articles", "with 1 articles"),
    "compare_facts": ("verdict: superseded", "17 killed"),
    "repair_text": ("The bank — the café, rather ('mojibake',)", "alone ()"),
}
"""What each example has to show."""


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda p: p.stem)
def test_an_example_runs_and_shows_what_it_is_about(path):
    done = subprocess.run(
        [sys.executable, path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert all(word in done.stdout for word in SHOWN[path.stem]), done.stdout
