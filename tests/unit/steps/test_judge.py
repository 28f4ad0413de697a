"""What the judge writes into the change log when a story's facts are told otherwise."""

import json
from pathlib import Path

from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub

NOW = 1_771_400_000


def bring(hub_folder: Path, number: int, body: str, *, hours: int) -> None:
    """One article of the storm into the hub, and through all stages."""
    path = hub_folder.parent / "lines.jsonl"
    line = {
        "title": "Storm Quillet kills many in Marland as rivers flood Harrow",
        "body": body,
        "publishedDateTime": f"2026-02-18T0{hours}:00:00Z",
        "webUrl": f"https://outlet{number}.example/storm",
        "provider": {"name": f"Outlet {number}", "domain": f"outlet{number}.example"},
        "language": "en",
    }
    path.write_text(json.dumps(line), "utf-8")
    with Hub.open(hub_folder, now=NOW + number, environ={}) as hub:
        hub.import_files([path])
        hub.run()


def test_a_rising_toll_is_logged_and_shown(tmp_path: Path):
    folder = Hub.create(tmp_path / "hub")
    rest = "Storm Quillet made rivers flood the town of Harrow in Marland on Tuesday."
    bring(folder, 1, f"The storm killed 11 people in Marland. {rest}", hours=1)
    bring(folder, 2, f"The storm killed 28 people in Marland. {rest}", hours=3)
    with Hub.open(folder, now=NOW, environ={}) as hub:
        (told,) = hub.stories()
        history = hub.history(told.story.id)
    (changed,) = [c for c in history if c.kind == "fact.changed"]
    assert changed.detail["what"] == "killed"
    assert (changed.detail["before"], changed.detail["after"]) == (
        "11 people",
        "28 people",
    )
    shown = CliRunner().invoke(cli, ["--hub", str(folder), "show", told.story.id])
    assert "killed: 11 people, now 28 people" in shown.output
    answer = CliRunner().invoke(
        cli, ["--hub", str(folder), "--json", "show", told.story.id]
    )
    (change,) = json.loads(answer.output)["factChanges"]
    assert (change["from"], change["to"]) == ("11 people", "28 people")
    assert change["provider"] == "Outlet 2"
    feed = (folder / "site" / "changes.xml").read_text("utf-8")
    assert "killed: 11 people, now 28 people" in feed


def test_judging_again_changes_nothing_whoever_leads(tmp_path: Path):
    folder = Hub.create(tmp_path / "hub")
    rest = "Storm Quillet made rivers flood the town of Harrow in Marland on Tuesday. "
    bring(folder, 1, f"The storm killed 11 people in Marland. {rest}", hours=1)
    more = "The mayor of Harrow said that 40 houses and 3 bridges were lost. " * 8
    bring(folder, 2, f"The storm killed 11 people. {rest}{more}", hours=2)
    with Hub.open(folder, now=NOW, environ={}) as hub:
        (told,) = hub.stories()
        last = max(told.members, key=lambda member: member.article.time)
        hub.lead(told.story.id, last.article.id)
        hub.run()
        (before,) = hub.stories()
        assert before.lead.article.id == last.article.id
        assert hub.run(start="judge").counts.get("judged", 0) == 0
        (after,) = hub.stories()
    assert after.comparison == before.comparison
