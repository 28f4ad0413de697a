import importlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.errors import InputError
from newsfold.evaluate.items import article, lines, locate, pairs
from support.data import data_path

GOLDEN = Path(__file__).parents[2] / "golden" / "deals.jsonl"
SUITES = ("pages", "stories", "copies", "deals", "figures", "heat", "topics")


def evaluate(suite: str, data: Path) -> dict[str, object]:
    return importlib.import_module(f"newsfold.evaluate.{suite}").evaluate(data)


def test_a_file_a_folder_and_the_root_name_the_same(tmp_path: Path):
    file = tmp_path / "deals" / "dev.jsonl"
    file.parent.mkdir()
    file.write_text("{}\n", "utf-8")
    for given in (file, file.parent, tmp_path):
        assert locate(given, "deals/*.jsonl", "*.jsonl") == [file]


def test_the_first_pattern_that_finds_any_counts(tmp_path: Path):
    for name in ("b.jsonl", "a.jsonl", "c.tsv"):
        (tmp_path / name).touch()
    found = locate(tmp_path, "*.txt", "*.jsonl", "*.tsv")
    assert [path.name for path in found] == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("suite", SUITES)
def test_no_data_is_an_input_error_that_names_it(suite: str, tmp_path: Path):
    for data in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError, match=data.name):
            evaluate(suite, data)


@pytest.mark.parametrize("suite", SUITES)
def test_a_file_of_something_else_is_an_input_error(suite: str, tmp_path: Path):
    for text in ("{", "[1]\n", '{"of": "something else"}\n'):
        file = tmp_path / "some.jsonl"
        file.write_text(text, "utf-8")
        with pytest.raises(InputError):
            evaluate(suite, file)


def test_a_label_without_its_item_is_an_input_error(tmp_path: Path):
    item = {"id": "a", "title": "A", "publishedDateTime": "2026-01-05T00:00:00Z"}
    (tmp_path / "items.jsonl").write_text(json.dumps(item), "utf-8")
    (tmp_path / "stories.tsv").write_text("a\tx\nb\ty\n", "utf-8")
    with pytest.raises(InputError, match="'b'"):
        evaluate("stories", tmp_path)


def test_blank_lines_and_comments_are_no_rows(tmp_path: Path):
    file = tmp_path / "rows"
    file.write_text('{"id": 1}\n\n{"id": 2}\n', "utf-8")
    assert lines(file) == [{"id": 1}, {"id": 2}]
    file.write_text("# item\tstory\na\tx\n\nb\ty\tnote\n", "utf-8")
    assert pairs(file) == [["a", "x"], ["b", "y", "note"]]
    with pytest.raises(InputError, match="2 fields"):
        pairs(file, 3)


def test_an_item_without_title_is_an_input_error():
    with pytest.raises(InputError, match="title"):
        article({"id": "a"})


def test_the_command_prints_figures_as_text_and_as_json():
    shown = CliRunner().invoke(cli, ["eval", "deals", str(GOLDEN)])
    assert shown.exit_code == 0
    assert "parties_f1" in shown.output
    told = CliRunner().invoke(cli, ["eval", "deals", str(GOLDEN.parent), "--json"])
    assert json.loads(told.output)["events"] == 18


def test_the_command_refuses_what_is_not_there(tmp_path: Path):
    told = CliRunner().invoke(cli, ["eval", "heat", str(tmp_path)])
    assert isinstance(told.exception, InputError) or told.exit_code == 6


@pytest.mark.data
@pytest.mark.parametrize(
    ("suite", "folder", "file"),
    [
        ("deals", "deals", "dev.jsonl"),
        ("figures", "wire", "figures-dev.jsonl"),
    ],
)
def test_root_folder_and_file_give_the_same_figures(suite, folder, file):
    root = data_path("README.md").parent
    told = [evaluate(suite, root / given) for given in ("", folder, f"{folder}/{file}")]
    assert told[0] == told[1] == told[2]
