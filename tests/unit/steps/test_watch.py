"""Standing searches through the runs of a hub."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import lxml.etree
import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.errors import NotFoundError, UsageError
from newsfold.hub import Hub

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_771_400_000
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def _line(number: int, title: str, body: str, hour: int) -> str:
    line = {
        "title": title,
        "body": body,
        "publishedDateTime": f"2026-02-18T0{hour}:00:00Z",
        "webUrl": f"https://outlet{number}.example/story",
        "provider": {"name": f"Outlet {number}", "domain": f"outlet{number}.example"},
        "language": "en",
    }
    return json.dumps(line)


def _storm(number: int, dead: int, hour: int) -> str:
    rest = "Storm Quillet made rivers flood the town of Harrow in Marland on Tuesday."
    title = "Storm Quillet kills many in Marland as rivers flood Harrow"
    body = f"The storm killed {dead} people in Marland. {rest}"
    return _line(number, title, body, hour)


def _funding(number: int, name: str, millions: int) -> str:
    return _line(
        number,
        f"{name} raises ${millions} million from Brightwater Capital",
        f"{name} raised ${millions} million in a funding round led by Brightwater"
        " Capital, it said.",
        2,
    )


def _bring(folder: Path, at: int, *lines: str) -> None:
    path = folder.parent / f"{at}.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with Hub.open(folder, now=NOW + at, environ={}) as hub:
        hub.import_files([path])
        hub.run()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Hub.create(tmp_path_factory.mktemp("watch") / "hub")
    _bring(made, 1, _funding(1, "Orsolo Robotics", 80))
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "hub")


def _run(folder: Path, *words: str, code: int = 0):
    done = CliRunner().invoke(cli, ["--hub", str(folder), "--json", *words])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if code == 0 else done.output


def test_what_comes_after_is_reported_once(folder: Path):
    added = _run(folder, "watch", "add", "kind:funding", "amount>50M")
    assert added["storiesNow"] == 1
    assert _run(folder, "watch", "show") == []
    small = "Bakery chain Plover gets $3 million from the town's savings bank"
    _bring(folder, 2, _funding(2, "Tern Optics", 120), _line(3, small, small, 5))
    (hit,) = _run(folder, "watch", "show", added["id"], "--new")
    assert hit["title"].startswith("Tern Optics")
    assert hit["factChange"] is None
    assert _run(folder, "watch", "show", "--new") == []
    with Hub.open(folder, now=NOW + 9, environ={}) as hub:
        hub.run(start="judge")
    (again,) = _run(folder, "watch", "show")
    assert (again["number"], again["new"]) == (hit["number"], False)
    (listed,) = _run(folder, "watch", "list")
    assert (listed["hits"], listed["query"]) == (1, "kind:funding amount>50M")
    _run(folder, "watch", "remove", added["id"])
    assert _run(folder, "watch", "list") == []


def test_a_fact_that_changes_in_such_a_story_is_a_hit_of_its_own(folder: Path):
    added = _run(folder, "watch", "add", "storm quillet")
    _bring(folder, 4, _storm(4, 11, 1))
    _bring(folder, 5, _storm(5, 28, 3))
    newest, oldest = _run(folder, "watch", "show", added["id"])
    assert oldest["factChange"] is None
    assert (newest["factChange"]["from"], newest["factChange"]["to"]) == (
        "11 people",
        "28 people",
    )
    text = CliRunner().invoke(cli, ["--hub", str(folder), "watch", "show"]).output
    assert "killed: 11 people, now 28 people" in text
    with Hub.open(folder, environ={}) as hub:
        hub.forget(["https://outlet5.example/story"])
    (left,) = _run(folder, "watch", "show", added["id"])
    assert left["factChange"] is None


def test_a_feed_stands_where_nobody_guesses(folder: Path):
    wanted = _run(folder, "watch", "add", "storm", "--in-site")
    private = _run(folder, "watch", "add", "org:brightwater")
    _bring(folder, 4, _storm(4, 11, 1))
    assert len(wanted["feed"]) > 40
    path = folder / "site" / wanted["feed"]
    feed = lxml.etree.fromstring(path.read_bytes())
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles[0].startswith("Storm Quillet")
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"a:{name}", ATOM) is not None
    assert not (folder / "site" / private["feed"]).exists()
    with Hub.open(folder, now=NOW, environ={}) as hub:
        hub.build(out=folder.parent / "out")
        assert (folder.parent / "out" / "site" / wanted["feed"]).exists()
        hub.remove_watch(wanted["id"])
        assert not path.exists()
        with pytest.raises(NotFoundError):
            hub.remove_watch(wanted["id"])


def test_what_makes_no_watch_is_said(folder: Path):
    with Hub.open(folder, environ={}) as hub:
        for query in ("", "  - ", "amount>much"):
            with pytest.raises(UsageError):
                hub.add_watch(query)
        hub.add_watch("ferry")
        with pytest.raises(UsageError, match="watched already"):
            hub.add_watch("ferry")
