import json
import random
from pathlib import Path

import pytest

from newsfold.cluster import Window
from newsfold.cluster.timeline import Timeline
from newsfold.errors import InputError
from newsfold.evaluate.grouping import agreement
from newsfold.evaluate.items import article, lines, pairs
from newsfold.evaluate.stories import evaluate
from newsfold.read import read
from support.data import data_path

FERRY = "The ferry Nordkyn sank off Vardo on Monday and thirty passengers were saved."
COURT = "A court in Lisbon fined the builder Almada for bribing two harbour officials."


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def item(name: str, text: str, hour: int, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "title": text,
        "excerpt": f"{text} {name}",
        "publishedDateTime": f"2026-01-05T{hour:02}:00:00Z",
        "webUrl": f"https://{name}.example/1",
        "provider": {"name": name, "domain": f"{name}.example"},
        "language": "en",
        **more,
    }


def test_a_folder_of_items_is_folded_and_scored(tmp_path: Path):
    wire = tmp_path / "wire"
    wire.mkdir()
    write(
        wire / "items.jsonl",
        [item("a", FERRY, 1), item("b", COURT, 2), item("c", FERRY, 3)],
    )
    (wire / "stories-dev.tsv").write_text("# id\tstory\na\tx\nb\ty\nc\tx\n")
    found = evaluate(wire)
    assert evaluate(wire / "items.jsonl")["end"] == found["end"]
    assert evaluate(tmp_path)["wire"]["end"] == found["end"]
    assert found["end"]["all"]["f1"] == 1.0
    assert found["arrival"]["all"]["f1"] == 1.0
    assert found["folded"] == 3


def test_headlines_are_folded_whole_and_thinned(tmp_path: Path):
    path = tmp_path / "headlines.jsonl"
    rows = [item(f"f{n}", FERRY, n % 20, story="x") for n in range(15)]
    rows += [item(f"c{n}", COURT, n % 20, story="y") for n in range(15)]
    write(path, rows)
    found = evaluate(path)
    assert found["whole"]["all"]["f1"] == 1.0
    assert found["thinned"] == found["thinnedTuned"] == 1.0


def test_pairs_are_told_apart(tmp_path: Path):
    path = tmp_path / "pairs.jsonl"
    side = {"title": FERRY, "body": FERRY}
    other = {"title": COURT, "body": COURT}
    write(
        path,
        [
            {"lang": "en", "same_story": True, "a": side, "b": side},
            {"lang": "en", "same_story": False, "a": side, "b": other},
        ],
    )
    assert evaluate(path)["en"]["auc"] == 1.0


def test_what_is_no_such_data_is_refused(tmp_path: Path):
    with pytest.raises(InputError):
        evaluate(tmp_path)
    with pytest.raises(InputError):
        evaluate(tmp_path / "missing.jsonl")
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(InputError):
        evaluate(tmp_path / "x.jsonl")


@pytest.mark.data
def test_the_recorded_wire_folds_well():
    found = evaluate(data_path("wire"))
    assert found["end"]["all"]["f1"] >= 0.94
    assert found["end"]["company"]["f1"] >= 0.88
    assert found["end"]["operations"] <= 8
    assert found["arrival"]["all"]["f1"] >= 0.91


@pytest.mark.data
def test_order_within_an_hour_changes_little():
    articles = [article(row) for row in lines(data_path("wire/items.jsonl"))]
    truth = {r[0]: r[1] for r in pairs(data_path("wire/stories-dev.tsv"))}
    readings = [read(one) for one in articles]

    def score(ordered: list[object]) -> float:
        timeline = Timeline(Window())
        for one in ordered:
            timeline.add(one)
        placed, _ = timeline.settle()
        return agreement({n: p.story for n, p in placed.items()}, truth)["all"]["f1"]

    told = score(readings)
    for seed in range(2):
        chance = random.Random(seed)
        shuffled = sorted(readings, key=lambda r: (r.time // 3600, chance.random()))
        assert abs(score(shuffled) - told) <= 0.02
