import json
from pathlib import Path

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.figures import evaluate
from support.data import data_path


@pytest.mark.data
def test_floors_on_the_recorded_wire():
    figures = evaluate(data_path("wire/figures-dev.jsonl").parent)
    assert figures["found"] >= 0.75
    assert figures["verdict"] >= 0.88


def test_a_figure_is_found_when_two_of_its_pairs_are_joined(tmp_path: Path):
    items = [
        {
            "id": f"W{n}",
            "title": title,
            "publishedDateTime": "2026-02-17T00:00:00Z",
            "language": "en",
        }
        for n, title in enumerate(
            ["Storm in Marland kills 11 people", "Marland storm leaves 11 people dead"]
        )
    ]
    truth = {
        "story": "storm",
        "figures": [
            {
                "what": "people killed",
                "subject": "storm",
                "verdict": "agree",
                "reports": [{"id": "W0", "value": 11}, {"id": "W1", "value": 11}],
            },
            {
                "what": "money",
                "subject": "damage",
                "verdict": "differs",
                "reports": [{"id": "W0", "value": 5}, {"id": "W1", "value": 6}],
            },
        ],
    }
    lines = "\n".join(json.dumps(item) for item in items)
    (tmp_path / "items.jsonl").write_text(lines, "utf-8")
    (tmp_path / "stories-dev.tsv").write_text("W0\tstorm\nW1\tstorm\n", "utf-8")
    (tmp_path / "figures-dev.jsonl").write_text(json.dumps(truth), "utf-8")
    figures = evaluate(tmp_path)
    assert (figures["figures"], figures["found"]) == (2, 0.5)
    assert figures["verdict"] == 1.0
    assert figures["conflicts"] == 1


def test_missing_files_are_an_input_error(tmp_path: Path):
    with pytest.raises(InputError):
        evaluate(tmp_path)
