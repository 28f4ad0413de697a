"""The measures of pages, and the floors of the recorded ones."""

from __future__ import annotations

import json

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.pages import evaluate
from support.data import data_path

PARAGRAPH = (
    "The harbour master closed the pier on Monday, after a night in which the storm"
    " had torn eleven planks from it and sunk a boat, number {}."
)
BODY = "\n\n".join(map(PARAGRAPH.format, range(4)))
PAGE = (
    "<html lang=en><head><title>Pier closed after storm</title>"
    '<meta property="article:published_time" content="2026-03-02T09:30:00+01:00">'
    '<meta name=author content="Ida Brandt"></head><body><article>'
    "<h1>Pier closed after storm</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
    + "</article></body></html>"
)


def _folder(tmp_path, truth):
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    row = {"id": "a", "file": "a.html", "url": "https://quay.example/a", "truth": truth}
    (tmp_path / "truth.jsonl").write_text(json.dumps(row), "utf-8")
    return tmp_path


def test_what_is_read_right_counts_as_right(tmp_path):
    truth = {
        "title": "pier CLOSED – after storm",
        "published": "2026-03-02T08:30:59+00:00",
        "authors": ["ida brandt"],
        "body": BODY,
        "with": ["eleven planks"],
        "without": ["cookie"],
    }
    (figures,) = evaluate(_folder(tmp_path, truth)).values()
    ours = figures["newsfold"]
    assert ours.pop("ms") > 0
    assert set(ours.values()) == {1.0}
    assert set(ours) == {"title", "minute", "day", "authors", "body", "segments"}


def test_what_is_read_wrong_counts_as_wrong(tmp_path):
    truth = {
        "title": "Pier opened",
        "published": "2026-03-04T08:30:00Z",
        "authors": ["Ida Brandt", "Ben Okri"],
        "body": BODY.split("\n\n", maxsplit=1)[0],
        "with": ["no such words"],
    }
    (figures,) = evaluate(_folder(tmp_path, truth)).values()
    ours = figures["newsfold"]
    assert (ours["title"], ours["minute"], ours["day"], ours["segments"]) == (0,) * 4
    assert ours["authors"] == pytest.approx(2 / 3, abs=1e-3)
    assert 0 < ours["body"] < 0.5


def test_without_truth_there_is_no_measure(tmp_path):
    with pytest.raises(InputError):
        evaluate(tmp_path)


@pytest.mark.data
def test_recorded_pages_are_read_as_well_as_before_and_fast():
    figures = evaluate(data_path("pages/benchmark/truth.jsonl").parent)["benchmark"]
    ours, theirs = figures["newsfold"], figures["trafilatura"]
    assert ours["body"] >= 0.95
    assert ours["ms"] < 0.5 * theirs["ms"]
