"""Records in and out, as an editor moves them between hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import answer, newsfold
from support.data import data_path

if TYPE_CHECKING:
    from pathlib import Path

RECORD = """\
---
category: news
title: "Harbour Bank buys Tollgate for $90 million"
excerpt: "\\"Harbour Bank bought Tollgate â€” a payments firm â€” for $90 million.\\""
publishedDateTime: 2025-03-01T08:15:00Z
originalUrl: "https://ledger.example/harbour-bank?utm_source=rss"
webUrl: "https://ledger.example/harbour-bank"
type: article
quality: 71
heat: -1
published: true

provider:
  name: The Ledger
  domain: ledger.example

topics:
  - Banking

mood: cheerful
---

A body of one line.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    newsfold("init", tmp_path / "hub")
    return tmp_path / "hub"


def _records(hub: Path) -> list[Path]:
    return sorted((hub / "content").rglob("*.md"))


@pytest.mark.data
def test_the_founding_record_comes_out_as_it_went_in(hub):
    (seed,) = data_path("seed").glob("*.txt")
    newsfold("--hub", hub, "import", "--as-is", seed)
    newsfold("--hub", hub, "run", "--once")
    newsfold("--hub", hub, "build", "--all")
    (record,) = _records(hub)
    assert record.read_bytes() == seed.read_bytes()


@pytest.mark.data
def test_the_founding_record_is_repaired_and_the_repairs_are_told(hub):
    (seed,) = data_path("seed").glob("*.txt")
    (brought,) = answer("--hub", hub, "import", seed)
    assert {repair["kind"] for repair in brought["repairs"]} >= {"mojibake"}
    newsfold("--hub", hub, "run", "--once")
    newsfold("--hub", hub, "build", "--all")
    (record,) = _records(hub)
    text = record.read_text("utf-8")
    assert "â€" not in text
    assert "(Bloomberg) — Alibaba" in text
    lines = seed.read_text("utf-8").splitlines()
    (line,) = [line for line in lines if "secured" in line]
    assert line in text
    (story,) = answer("--hub", hub, "list", "stories")
    assert answer("--hub", hub, "facts", story["id"])["parties"] == "subset"


def test_an_imported_record_keeps_what_it_said(hub, tmp_path):
    (tmp_path / "r.md").write_text(RECORD, "utf-8")
    (brought,) = answer("--hub", hub, "import", tmp_path / "r.md")
    assert brought["taken"] == 1
    newsfold("--hub", hub, "run", "--once")
    (story,) = answer("--hub", hub, "list", "stories")
    assert (story["quality"], story["heat"], story["published"]) == (71, -1, True)
    assert story["topics"] == ["Banking"]
    (record,) = _records(hub)
    assert "mood: cheerful" in record.read_text("utf-8")
    (again,) = answer("--hub", hub, "import", tmp_path / "r.md")
    assert (again["taken"], again["known"]) == (0, 1)


def test_a_record_of_a_story_that_the_hub_has_decides_on_it(hub, tmp_path):
    line = (
        '{"title": "Harbour Bank buys Tollgate for $90 million", '
        '"publishedDateTime": "2025-03-01T08:15:00Z", '
        '"webUrl": "https://ledger.example/harbour-bank"}'
    )
    (tmp_path / "items.jsonl").write_text(line, "utf-8")
    newsfold("--hub", hub, "import", tmp_path / "items.jsonl")
    newsfold("--hub", hub, "run", "--once")
    (before,) = answer("--hub", hub, "list", "stories")
    assert len(_records(hub)) == 1
    record = RECORD.replace("published: true", "published: false")
    (tmp_path / "r.md").write_text(record, "utf-8")
    (brought,) = answer("--hub", hub, "import", tmp_path / "r.md")
    assert (brought["taken"], brought["known"]) == (1, 0)
    newsfold("--hub", hub, "run", "--once")
    (story,) = answer("--hub", hub, "list", "stories")
    assert story["id"] == before["id"]
    assert (story["published"], story["quality"], story["heat"]) == (False, 71, -1)
    assert story["topics"] == ["Banking"]
    assert _records(hub) == []
    newsfold("--hub", hub, "build", "--all")
    (written,) = _records(hub)
    assert "mood: cheerful" in written.read_text("utf-8")


def test_a_person_wins_over_policy_and_reruns(hub, tmp_path):
    (tmp_path / "r.md").write_text(RECORD, "utf-8")
    newsfold("--hub", hub, "import", tmp_path / "r.md")
    newsfold("--hub", hub, "run", "--once")
    (story,) = answer("--hub", hub, "list", "stories")
    now = "2026-03-02T09:20:00Z"
    decided = answer(
        *("--hub", hub, "--now", now, "decide", story["id"]),
        *("withheld", "--reason", "not our beat"),
    )
    assert (decided["kind"], decided["at"]) == ("withheld", now)
    newsfold("--hub", hub, "run", "--once")
    assert _records(hub) == []
    newsfold("--hub", hub, "run", "--once", "--from", "judge")
    assert _records(hub) == []
    newsfold("--hub", hub, "build", "--all")
    (record,) = _records(hub)
    assert "published: false" in record.read_text("utf-8")


def test_the_private_part_is_sealed_and_opens_again(hub, tmp_path):
    (tmp_path / "r.md").write_text(RECORD, "utf-8")
    key = tmp_path / "key"
    newsfold("seal", "keygen", key)
    assert key.stat().st_mode & 0o077 == 0
    how = {"NEWSFOLD_SEAL_KEY_FILE": str(key)}
    newsfold("--hub", hub, "import", tmp_path / "r.md")
    newsfold("--hub", hub, "run", "--once", **how)
    (record,) = _records(hub)
    before = record.read_bytes()
    private = answer("--hub", hub, "seal", "open", record, **how)
    assert "record:r.md" in str(private)
    newsfold("--hub", hub, "build", **how)
    assert record.read_bytes() == before
    newsfold("--hub", hub, "seal", "open", record, code=3)


def test_articles_as_json_lines_fold_into_one_story(hub, tmp_path):
    lines = [
        '{"id": "1", "title": "Quake of 6.4 kills 12 on Sant Oriel island", '
        '"excerpt": "A quake off Sant Oriel killed 12 people.", '
        '"publishedDateTime": "2025-02-11T22:50:00Z", '
        '"webUrl": "https://wire.example/quake"}',
        '{"id": "2", "title": "Sant Oriel earthquake: 12 dead on the island", '
        '"excerpt": "Twelve people died when a 6.4 quake hit Sant Oriel.", '
        '"publishedDateTime": "2025-02-11T23:30:00Z", '
        '"webUrl": "https://echo.example/oriel"}',
        "{broken",
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(lines), "utf-8")
    (brought,) = answer("--hub", hub, "import", tmp_path / "items.jsonl")
    assert (brought["taken"], brought["failed"]) == (2, 1)
    newsfold("--hub", hub, "run", "--once")
    (story,) = answer("--hub", hub, "list", "stories")
    assert len(story["outlets"]) == 2
    (failure,) = answer("--hub", hub, "list", "failures")
    assert failure["subject"] == "items.jsonl:3"
