from pathlib import Path

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.deals import evaluate
from support.data import data_path

GOLDEN = Path(__file__).parents[2] / "golden" / "deals.jsonl"
BLIND = Path(__file__).parents[2] / "golden" / "blind"
"""Written after the rules, and read once before any rule was mended for them."""


def test_floors_on_invented_events():
    figures = evaluate(GOLDEN)
    assert figures["events"] == 18
    assert figures["amount"] >= 0.95
    assert figures["kind"] >= 0.95
    assert figures["target"] >= 0.92
    assert figures["parties_f1"] >= 0.88
    assert figures["people"] == 1.0
    assert figures["verdict"] >= 0.94
    assert figures["distractor"] <= 0.03


@pytest.mark.parametrize(
    ("name", "events", "least", "parties"),
    [
        ("deals.jsonl", 24, 0.97, 0.95),
        ("later.jsonl", 14, 0.96, 0.92),
        ("known.jsonl", 117, 0.90, 0.89),
    ],
)
def test_floors_on_events_that_were_read_blind(name, events, least, parties):
    figures = evaluate(BLIND / name)
    assert figures["events"] == events
    for measure in ("amount", "kind", "target", "verdict"):
        assert figures[measure] >= least, measure
    assert figures["parties_f1"] >= parties
    assert figures["people"] == 1.0
    assert figures["distractor"] <= 0.03


@pytest.mark.data
def test_floors_on_recorded_events():
    figures = evaluate(data_path("deals/dev.jsonl"))
    assert figures["amount"] >= 0.92
    assert figures["kind"] >= 0.92
    assert figures["target"] >= 0.88
    assert figures["parties_f1"] >= 0.80
    assert figures["verdict"] >= 0.80
    assert figures["distractor"] <= 0.03


def test_a_broken_file_is_an_input_error(tmp_path: Path):
    broken = tmp_path / "deals.jsonl"
    broken.write_text("{", "utf-8")
    with pytest.raises(InputError):
        evaluate(broken)
