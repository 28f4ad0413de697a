"""A page as a source, from the command line to a story, and into another hub."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub
from newsfold.model import Source
from support.replay import Replay, Reply
from support.watching import article_page

LOOPBACK = {
    "NEWSFOLD_FETCH_ALLOW_PRIVATE_NETWORKS": "true",
    "NEWSFOLD_FETCH_HOST_DELAY": "0",
    "NEWSFOLD_ENGINE_WORKERS": "1",
}
NOW = 1_772_400_000
FEED = """<rss version="2.0"><channel><title>The Quay</title><item>
<title>Ferry sails</title><link>https://quay.example/1</link></item></channel></rss>"""
FRONT = "<html><title>The Quay</title><ul><li><a href='/f'>Ferry</a></ul>"


@pytest.fixture
def web():
    with Replay() as served:
        yield served


def _call(hub, *words, code=0):
    done = CliRunner(env=LOOPBACK).invoke(
        cli, ["--hub", str(hub), "--now", "2026-03-01T12:00:00Z", *words]
    )
    assert done.exit_code == code, done.output
    return done.stdout


def test_a_page_by_a_rule_from_add_to_a_story(tmp_path, web):
    hub = Hub.create(tmp_path / "hub")
    web.serve("/", FRONT)
    web.serve("/f", article_page("Ferry sails again after the storm"))
    (hub / "rules").mkdir()
    (hub / "rules" / "quay.toml").write_text('[page]\nlinks = "/f"\n')
    told = _call(hub, "add", "--rule", "quay", web.url("/"))
    assert told == f"added page  {web.url('/')}  The Quay\n"
    _call(hub, "run", "--once")
    (article,) = json.loads(_call(hub, "list", "articles", "--json"))
    assert article["title"] == "Ferry sails again after the storm"
    told = _call(hub, "explain", article["id"])
    assert f"It came from a page, {web.url('/')}, by rules/quay.toml." in told
    (source,) = json.loads(_call(hub, "list", "sources", "--json"))
    assert (source["kind"], source["rule"]) == ("page", "quay")

    other = Hub.create(tmp_path / "other")
    _call(other, "import", str(hub / "sources.opml"))
    (source,) = json.loads(_call(other, "list", "sources", "--json"))
    assert (source["kind"], source["rule"]) == ("page", "quay")
    findings = json.loads(_call(other, "doctor", "--json"))
    assert any("there is no rule" in finding["what"] for finding in findings)


def test_who_asked_to_be_left_alone_is_left_alone_by_the_next_runs_too(tmp_path, web):
    hub = Hub.create(tmp_path / "hub")
    wait = (("Retry-After", "7200"),)
    busy = web.answer("/busy", Reply(status=429, headers=wait, validators=False))
    flags = {"fetch.allow_private_networks": True, "fetch.host_delay": 0.0}

    def run(after: int) -> list[str]:
        before = len(web.log)
        with Hub.open(hub, environ={}, flags=flags, now=NOW + after) as opened:
            if after == 0:
                opened.watch([Source(url=busy)])
            elif after == 60:
                opened.watch([Source(url=web.serve("/calm.rss", FEED))])
            opened.run()
        return [asked.path for asked in web.log[before:]]

    assert run(0) == ["/busy"]
    assert run(60) == run(3_600) == []
    assert set(run(7_260)) == {"/busy", "/calm.rss"}
