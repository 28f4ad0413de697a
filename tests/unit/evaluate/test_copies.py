import json
from pathlib import Path

import pytest

from newsfold.errors import InputError
from newsfold.evaluate.copies import evaluate
from support.data import data_path

TEXT = " ".join(
    f"On day {n} the harbour pilot number {n * 7} met crew {n * 3} at berth {n * 11}."
    for n in range(40)
)


def folder(tmp_path: Path) -> Path:
    rows = [
        {
            "id": name,
            "title": f"Pilots {name}",
            "body": body,
            "publishedDateTime": "2026-01-05T00:00:00Z",
            "webUrl": f"https://{name}.example/1",
            "provider": {"name": name, "domain": f"{name}.example"},
            "language": "en",
        }
        for name, body in (
            ("a", TEXT),
            ("b", TEXT[:900]),
            ("c", "OSLO, Jan 5 (Reuters) - Nothing of the kind was said by the mayor."),
        )
    ]
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "copies.tsv").write_text("a\tb\tsame-copy\na\tc\tindependent\n")
    (tmp_path / "origins.tsv").write_text("c\tagency-copy\tReuters\t(Reuters)\n")
    return tmp_path


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder without neighbours: items beside it would count as known, too."""
    path = tmp_path / "data" / "wire"
    path.mkdir(parents=True)
    return path


def test_copies_and_origins_are_counted(alone: Path):
    found = evaluate(folder(alone))
    assert found["copiesFound"] == 1.0
    assert found["independentCalledCopy"] == 0.0
    assert found["cutFound"] == found["wrappedFound"] == 1.0
    assert found["originsFound"] == found["rightName"] == found["rightKind"] == 1.0


def test_the_root_of_all_data_will_do(alone: Path):
    assert evaluate(folder(alone)) == evaluate(alone.parent)


def test_a_label_without_its_item_is_refused(alone: Path):
    path = folder(alone)
    (path / "origins.tsv").write_text("z\tagency-copy\tReuters\t(Reuters)\n")
    with pytest.raises(InputError):
        evaluate(path)


@pytest.mark.data
def test_the_recorded_wire_keeps_its_floors():
    found = evaluate(data_path("wire"))
    assert found["copiesFound"] == 1.0
    assert found["independentCalledCopy"] == 0.0
    assert found["cutFound"] >= 0.95
    assert found["wrappedFound"] == 1.0
    assert found["originsFound"] >= 0.8
    assert found["rightName"] >= 0.85
