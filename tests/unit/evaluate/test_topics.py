from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.topics import evaluate
from newsfold.judge.topics import load

if TYPE_CHECKING:
    from pathlib import Path

RULES = load(
    "[[topic]]\nname='Tea'\nwords.en={sure=['tea']}\n"
    "[[topic]]\nname='Rain'\nwords.en={sure=['rain']}"
)


def measured(folder: Path, *lines: dict[str, Any]) -> dict[str, Any]:
    file = folder / "topics.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return evaluate(file, RULES)


def test_figures_over_pairs_and_by_topic(tmp_path: Path):
    figures = measured(
        tmp_path,
        {"id": "1", "title": "Tea in the rain", "topics": ["tea"]},
        {"id": "2", "title": "Nothing", "topics": ["Tea", "Scones"]},
        {"id": "3", "title": "No more", "topics": []},
    )
    assert figures["items"] == 3
    assert figures["micro"]["precision"] == 0.5
    assert figures["micro"]["recall"] == 0.333
    assert figures["topics"]["Tea"]["f1"] == 0.667
    assert figures["topics"]["Rain"]["precision"] == 0
    assert figures["macro"] == 0.334
    assert figures["unknown"] == ["Scones"]


def test_perfect_is_one(tmp_path: Path):
    line = {"id": "1", "title": "Tea", "topics": ["Tea"]}
    figures = measured(tmp_path, line)
    assert figures["micro"]["f1"] == figures["macro"] == 1


@pytest.mark.parametrize("text", ["", "{", '{"id": "1"}'])
def test_unusable_data_is_an_input_error(tmp_path: Path, text: str):
    file = tmp_path / "x"
    file.write_text(text)
    with pytest.raises(InputError):
        evaluate(file)


def test_a_missing_file_is_an_input_error(tmp_path: Path):
    with pytest.raises(InputError):
        evaluate(tmp_path / "none")
