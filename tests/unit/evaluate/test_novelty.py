import json
from pathlib import Path

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.novelty import evaluate
from support.data import data_path


def test_what_the_first_three_carry(tmp_path: Path):
    titles = [
        "Storm in Marland kills 11 people",
        "Marland storm damages 40 schools",
        "Marland storm sinks 7 ships",
        "Marland storm cuts 3 bridges",
    ]
    items = [
        {"id": f"W{n}", "title": title, "publishedDateTime": "2026-02-17T00:00:00Z"}
        for n, title in enumerate(titles)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, items)), "utf-8")
    rows = "\n".join(f"W{n}\tstorm" for n in range(4))
    (tmp_path / "stories-dev.tsv").write_text(rows, "utf-8")
    figures = evaluate(tmp_path)
    assert figures["by_story"] == {"storm": 0.75}


def test_nothing_there_is_an_input_error(tmp_path: Path):
    with pytest.raises(InputError):
        evaluate(tmp_path)


@pytest.mark.data
def test_floors_on_the_recorded_wire():
    assert evaluate(data_path("wire/items.jsonl").parent)["least"] >= 0.8
