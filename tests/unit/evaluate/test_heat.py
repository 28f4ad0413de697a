from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.heat import evaluate

if TYPE_CHECKING:
    from pathlib import Path


def story(name: str, rank: float, outlets: int, hour: int = 12) -> dict[str, Any]:
    members = [
        {
            "id": f"{name}{n}",
            "publishedDateTime": f"2025-02-12T{hour:02}:00:00Z",
            "provider": {"domain": f"o{n}.example"},
        }
        for n in range(outlets)
    ]
    return {"id": name, "rank": rank, "members": members}


def measured(folder: Path, *lines: dict[str, Any]) -> dict[str, Any]:
    file = folder / "heat.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return evaluate(file)


def test_the_same_order_is_one_and_the_reverse_minus_one(tmp_path: Path):
    same = [story("a", 1, 6), story("b", 2, 3), story("c", 3, 1)]
    assert measured(tmp_path, *same) == {"stories": 3, "spearman": 1.0, "pairs": 1.0}
    other = [story("a", 3, 6), story("b", 2, 3), story("c", 1, 1)]
    assert measured(tmp_path, *other) == {"stories": 3, "spearman": -1.0, "pairs": 0.0}


def test_equal_heat_counts_half(tmp_path: Path):
    figures = measured(tmp_path, story("a", 1, 2), story("b", 2, 2))
    assert (figures["spearman"], figures["pairs"]) == (0.0, 0.5)


def test_older_stories_are_cooler(tmp_path: Path):
    figures = measured(tmp_path, story("a", 1, 3, 20), story("b", 2, 3, 2))
    assert figures["pairs"] == 1.0


def test_copies_are_known(tmp_path: Path):
    copied = story("b", 2, 3)
    for member in copied["members"][1:]:
        member["copyOf"] = "b0"
    assert measured(tmp_path, story("a", 1, 3), copied)["pairs"] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"id": "1", "rank": 1, "members": []}',
        '{"id":"1","rank":1,"members":[{"id":"1","publishedDateTime":"?","provider":{}}]}',
    ],
)
def test_unusable_data_is_an_input_error(tmp_path: Path, text: str):
    file = tmp_path / "x"
    file.write_text(text)
    with pytest.raises(InputError):
        evaluate(file)
