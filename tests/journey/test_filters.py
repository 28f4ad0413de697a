"""The filters: every line answered, in order, whatever it is."""

from __future__ import annotations

import gzip
import json

import pytest

from support.command import newsfold
from support.data import data_path

ITEMS = [
    {
        "id": "one",
        "title": "Ferry sinks off Lanthe, 14 dead",
        "body": "A ferry sank off the island of Lanthe on Monday. "
        "At least 14 people were killed, the coast guard of Lanthe said.",
        "publishedDateTime": "2026-03-01T08:00:00Z",
        "webUrl": "https://wire.example/ferry",
        "provider": {"name": "The Wire", "domain": "wire.example"},
    },
    {
        "id": 2,
        "title": "Lanthe ferry disaster: 17 killed, coast guard says",
        "body": "Seventeen people died when a ferry sank off Lanthe on Monday, "
        "the coast guard said. The ferry had left Lanthe at dawn.",
        "publishedDateTime": "2026-03-01T15:00:00Z",
        "webUrl": "https://echo.example/lanthe",
        "provider": {"name": "Echo", "domain": "echo.example"},
    },
    {
        "id": "three",
        "title": "Central bank of Maravel holds rates",
        "publishedDateTime": "2026-03-01T16:00:00Z",
        "webUrl": "https://echo.example/rates",
        "provider": {"name": "Echo", "domain": "echo.example"},
    },
]


def _lines(*rows: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n"


def _ask(name: str, text: str, *more: str) -> list[dict]:
    done = newsfold(name, *more, stdin=text)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_fold_puts_one_event_into_one_story():
    rows = _ask("fold", _lines(*ITEMS))
    assert [row["id"] for row in rows] == ["one", 2, "three"]
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]
    assert [row["lead"] for row in rows].count(True) == 2
    assert all(row["copyOf"] is None for row in rows)
    assert all(set(row) == {"id", "story", "lead", "copyOf", "origin"} for row in rows)


def test_fold_at_arrival_tells_how_it_stood():
    rows = _ask("fold", _lines(*ITEMS), "--at-arrival")
    assert [row["lead"] for row in rows] == [True, False, True]


def test_items_far_apart_keep_their_dates_and_stay_apart():
    later = {**ITEMS[0], "id": "later", "publishedDateTime": "2026-06-20T08:00:00Z"}
    later["webUrl"] = "https://wire.example/another-ferry"
    first, second = _ask("fold", _lines(ITEMS[0], later))
    assert first["story"] != second["story"]


def test_a_copy_points_to_its_origin():
    copy = {**ITEMS[0], "id": "copy", "webUrl": "https://other.example/x"}
    copy["provider"] = {"name": "Other", "domain": "other.example"}
    copy["publishedDateTime"] = "2026-03-01T09:00:00Z"
    rows = _ask("fold", _lines(ITEMS[0], copy))
    assert rows[1]["copyOf"] == "one"
    assert rows[1]["story"] == rows[0]["story"]
    assert rows[0]["lead"]


def test_bad_lines_are_answered_in_their_place():
    deep = "[" * 100_000
    lines = _lines(ITEMS[0], "{oops", {"id": "x"}, ITEMS[0], deep, ITEMS[2])
    rows = _ask("fold", lines)
    assert [row["id"] for row in rows] == ["one", 2, "x", "one", 5, "three"]
    assert [n for n, row in enumerate(rows) if "error" in row] == [1, 2, 3, 4]


def test_compare_answers_one_line_a_story():
    rows = _ask(
        "compare",
        _lines(
            {**ITEMS[0], "story": "ferry"},
            {**ITEMS[2], "story": "rates"},
            {**ITEMS[1], "story": "ferry"},
        ),
    )
    assert [row["story"] for row in rows] == ["ferry", "rates"]
    ferry = rows[0]
    assert set(ferry) == {"story", "verdict", "parties", "deals", "figures"}
    (dead,) = [
        figure
        for figure in ferry["figures"]
        if {report["value"] for report in figure["reports"]} == {14, 17}
    ]
    assert dead["verdict"] in {"superseded", "conflict"}
    bodies = {item["id"]: item for item in ITEMS}
    for report in dead["reports"]:
        text = bodies[report["article"]][report["in"]]
        assert text[report["start"] : report["end"]] == report["quote"]


def test_extract_reads_a_page_from_html_and_from_a_packed_file(tmp_path):
    words = "The harbour reopened on Monday after the storm had passed. " * 20
    html = (
        "<html lang=en><head><title>Harbour reopens</title>"
        '<meta property="og:site_name" content="The Quay">'
        '<meta property="article:published_time" content="2026-03-02T07:30:00Z">'
        f"</head><body><article><h1>Harbour reopens</h1><p>{words}</p></article>"
    )
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html.gz").write_bytes(gzip.compress(html.encode()))
    url = "https://quay.example/harbour?utm_source=x"
    rows = [
        {"id": "a", "file": "pages/a.html.gz", "url": url},
        {"id": "b", "html": html, "url": url},
        {"id": "c", "file": "pages/none.html", "url": url},
        {"id": "d", "url": url},
        "not json",
    ]
    (tmp_path / "in.jsonl").write_text(_lines(*rows))
    done = newsfold("extract", tmp_path / "in.jsonl")
    a, b, c, d, e = (json.loads(line) for line in done.stdout.splitlines())
    assert {**a, "id": 0} == {**b, "id": 0}
    assert a["title"] == "Harbour reopens"
    assert a["publishedDateTime"] == "2026-03-02T07:30:00Z"
    assert a["webUrl"] == "https://quay.example/harbour"
    assert a["originalUrl"] == url
    assert a["provider"]["name"] == "The Quay"
    assert a["language"] == "en"
    assert "reopened on Monday" in a["body"]
    assert [row["id"] for row in (c, d)] == ["c", "d"]
    assert e["id"] == 5
    assert all("error" in row for row in (c, d, e))


@pytest.mark.data
@pytest.mark.parametrize("name", ["wire/items.jsonl", "vertical/items.jsonl"])
def test_fold_answers_every_recorded_item(name):
    path = data_path(name)
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    done = newsfold("fold", path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    assert all(row["story"] for row in rows)
    leads = {row["story"] for row in rows if row["lead"]}
    assert leads == {row["story"] for row in rows}
    by_id = {row["id"]: row for row in rows}
    origins = [by_id[row["copyOf"]] for row in rows if row["copyOf"]]
    assert all(origin["copyOf"] is None for origin in origins)


@pytest.mark.data
def test_extract_answers_every_recorded_page():
    truth = data_path("pages/benchmark/truth.jsonl")
    wanted = [json.loads(line)["id"] for line in truth.read_text("utf-8").splitlines()]
    done = newsfold("extract", truth)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == wanted
    assert sum("error" in row for row in rows) == 0
