"""Organisations through months of a hub: found again, merged, renamed, forgotten."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.errors import NotFoundError, UsageError
from newsfold.hub import Hub
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "2025-09-01T08:00:00Z"
SECOND = "2026-02-18T08:00:00Z"


def _bring(folder: Path, number: int, when: str, title: str, body: str) -> None:
    path = folder.parent / f"{number}.jsonl"
    line = {
        "title": title,
        "body": body,
        "publishedDateTime": when,
        "webUrl": f"https://outlet{number}.example/deal",
        "provider": {"name": f"Outlet {number}", "domain": f"outlet{number}.example"},
        "language": "en",
    }
    path.write_text(json.dumps(line), "utf-8")
    moment = parse(when)
    assert moment
    with Hub.open(folder, now=moment.instant + 3600, environ={}) as hub:
        hub.import_files([path])
        hub.run()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Hub.create(tmp_path_factory.mktemp("organise") / "hub")
    _bring(
        made,
        1,
        FIRST,
        "Orsolo Robotics raises $40 million from Brightwater Capital",
        "Orsolo Robotics said on Monday that it raised $40 million in a funding round"
        " led by Brightwater Capital. The round values the firm at $300 million.",
    )
    _bring(
        made,
        2,
        SECOND,
        "Orsolo Robotics Inc. raises $120 million from Lanthorn Ventures",
        "Orsolo Robotics Inc. raised $120 million in a funding round led by Lanthorn"
        " Ventures, it said on Wednesday. The round values the firm at $1.1 billion.",
    )
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "hub")


def _ids(hub: Hub) -> dict[str, str]:
    return {one.name: one.id for one in hub.organisations()}


def _run(folder: Path, *words: str):
    done = CliRunner().invoke(cli, ["--hub", str(folder), "--now", SECOND, *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_second_round_months_later_finds_the_first(folder: Path):
    with Hub.open(folder, environ={}) as hub:
        (orsolo,) = [one for one in hub.organisations() if "Orsolo" in one.name]
        cells = hub.cells(orsolo.id)
        assert orsolo.deals == 2
        assert len({cell.story for cell in cells}) == 2
        assert {c.value for c in cells if c.what == "sum"} == {40e6, 120e6}
        assert {c.value for c in cells if c.what == "valuation"} == {300e6, 1.1e9}
        dates = [cell.at for cell in cells]
        assert dates == sorted(dates, reverse=True)
        assert all(cell.quote and cell.url and cell.outlet for cell in cells)
        ((deal, _),) = hub.deals("amount>100M", limit=9)
        assert deal.target.startswith("Orsolo")
        assert len(hub.deals(f"org:{orsolo.id}", limit=9)) == 2
    site = folder / "site"
    page = (site / "organisations" / f"{orsolo.id}.html").read_text("utf-8")
    assert "<svg" in page
    assert "$1.1 billion" in page
    link = f"organisations/{orsolo.id}.html"
    assert link in (site / "organisations.html").read_text("utf-8")
    assert link in (site / "deals.html").read_text("utf-8")
    stories = [p.read_text("utf-8") for p in site.glob("202*/*/*.html")]
    assert [f"../../{link}" in text for text in stories] == [True, True]


def test_what_an_editor_says_holds_through_reruns(folder: Path):
    with Hub.open(folder, environ={}) as hub:
        ids = _ids(hub)
    one, other = ids["Brightwater Capital"], ids["Lanthorn Ventures"]
    _run(folder, "org", "merge", one, other, "--reason", "bought last year")
    _run(folder, "org", "rename", one, "Brightwater & Lanthorn")
    _run(folder, "run", "--once", "--from", "judge")
    with Hub.open(folder, environ={}) as hub:
        told = hub.organisation(other)
        assert (told.id, told.deals) == (one, 2)
        assert told.name == "Brightwater & Lanthorn"
        assert _ids(hub)["Brightwater & Lanthorn"] == one
        assert other not in _ids(hub).values()
    moved = (folder / "site" / "organisations" / f"{other}.html").read_text("utf-8")
    assert f"{one}.html" in moved
    new = json.loads(_run(folder, "org", "split", one, "Lanthorn Ventures", "--json"))
    _run(folder, "run", "--once", "--from", "judge")
    with Hub.open(folder, environ={}) as hub:
        assert hub.organisation(new["new"]).deals == 1
        assert hub.organisation(one).deals == 1
        with pytest.raises(UsageError):
            hub.split_organisation(one, "Nobody")
        with pytest.raises(UsageError):
            hub.merge_organisations(one, one)
        with pytest.raises(NotFoundError):
            hub.rename_organisation("o000000000000", "X")


def test_a_forgotten_article_takes_its_part_of_the_register_along(folder: Path):
    with Hub.open(folder, environ={}) as hub:
        ids = _ids(hub)
        hub.forget(["https://outlet2.example/deal"])
        (orsolo,) = [one for one in hub.organisations() if "Orsolo" in one.name]
        assert {cell.value for cell in hub.cells(orsolo.id) if cell.what == "sum"} == {
            40e6
        }
        assert "Lanthorn Ventures" not in _ids(hub)
    assert b"Lanthorn" not in (folder / "newsfold.db").read_bytes()
    gone = folder / "site" / "organisations" / f"{ids['Lanthorn Ventures']}.html"
    assert not gone.exists()
    for path in (folder / "site").rglob("*.html"):
        assert "Lanthorn" not in path.read_text("utf-8"), path


def test_what_is_withheld_says_nothing_of_anybody(folder: Path):
    with Hub.open(folder, environ={}) as hub:
        ids = _ids(hub)
        (cell,) = [c for c in hub.cells(ids["Lanthorn Ventures"]) if c.what == "sum"]
        hub.decide(cell.story, "withheld", "a test")
        assert hub.cells(ids["Lanthorn Ventures"]) == []
        hub.run()
        assert "Lanthorn Ventures" not in _ids(hub)
    assert "Lanthorn" not in (folder / "site" / "deals.html").read_text("utf-8")


def test_the_register_leaves_as_a_table(folder: Path):
    lines = _run(folder, "export", "organisations").splitlines()
    assert lines[0].startswith("organisation,name,domain,asOfDateTime,role,what,value")
    assert any(",valuation,1100000000,USD," in line for line in lines)
    told = json.loads(_run(folder, "--json", "export", "organisations"))
    assert len(told) == len(lines) - 1
    listed = json.loads(_run(folder, "--json", "list", "organisations"))
    shown = json.loads(_run(folder, "--json", "show", listed[0]["id"]))
    assert shown["cells"]
    assert {key: shown[key] for key in listed[0]} == listed[0]
    text = _run(folder, "show", listed[0]["id"])
    assert shown["cells"][0]["quote"] in text
