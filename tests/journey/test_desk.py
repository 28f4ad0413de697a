"""Folding by hand, from the command line, and what is published after it."""

from __future__ import annotations

import json

import pytest

from support.command import answer, newsfold

ITEMS = [
    ("Ferry sinks off Lanthe, 14 dead", "A ferry sank off the island of Lanthe."),
    ("Lanthe ferry disaster: 14 dead", "A ferry sank off Lanthe on Monday."),
    ("Maravel's central bank holds rates", "The bank left its key rate at 3.25 %."),
]


@pytest.fixture
def hub(tmp_path):
    """A hub with two stories; its folder and their articles, by title."""
    rows = [
        {
            "title": title,
            "excerpt": excerpt,
            "publishedDateTime": f"2026-03-01T{8 + n:02}:00:00Z",
            "webUrl": f"https://outlet{n}.example/story",
        }
        for n, (title, excerpt) in enumerate(ITEMS)
    ]
    lines = tmp_path / "items.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    folder = tmp_path / "hub"
    newsfold("init", folder)
    newsfold("--hub", folder, "import", lines)
    run(folder)
    return folder


def run(folder):
    newsfold("--hub", folder, "run", "--once", NEWSFOLD_FETCH_PAGES="never")


def stories(folder):
    found = answer("--hub", folder, "list", "stories")
    return {story["id"]: story["articles"] for story in found}


def test_merge_lead_split_and_pin_hold_and_are_published(hub):
    before = stories(hub)
    assert sorted(map(len, before.values())) == [1, 2]
    ferry, bank = sorted(before, key=lambda story: -len(before[story]))
    newsfold("--hub", hub, "story", "merge", ferry, bank, "--reason", "one")
    newsfold("--hub", hub, "story", "lead", ferry, before[bank][0])
    run(hub)
    (merged,) = answer("--hub", hub, "list", "stories")
    assert merged["id"] == ferry
    assert merged["lead"] == before[bank][0]
    assert answer("--hub", hub, "show", bank)["id"] == ferry
    page = next(p for p in (hub / "site").rglob("*.html") if bank in p.as_posix())
    assert ferry in page.read_text("utf-8")

    told = answer("--hub", hub, "story", "split", ferry, before[bank][0])
    run(hub)
    assert stories(hub) == {ferry: before[ferry], told["new"]: before[bank]}
    assert told["new"] not in before
    shown = answer("--hub", hub, "explain", told["new"])
    assert shown["relations"] == [f"{told['new']} split {ferry}"]
    newsfold("--hub", hub, "story", "pin", told["new"], before[ferry][0])
    assert answer("--hub", hub, "refold", "--dry-run")["moved"] == []
    assert len(stories(hub)[told["new"]]) == 2


def test_what_is_not_there_is_said_with_its_code(hub):
    (story, _) = stories(hub)
    done = newsfold("--hub", hub, "story", "merge", story, "snone", code=4)
    assert "there is no story snone" in done.stderr
    newsfold("--hub", hub, "story", "merge", story, story, code=2)
    newsfold("--hub", hub, "story", "split", story, code=2)
