from __future__ import annotations

import json

from support.command import answer, newsfold


def test_a_pack_is_watched_from_the_start_and_each_feed_once(tmp_path):
    hub = tmp_path / "hub"
    made = answer("init", hub, "--pack", "science", "--pack", "climate")
    watched = answer("--hub", hub, "list", "sources")
    packs = {pack["pack"]: pack["feeds"] for pack in answer("init", "--list-packs")}
    expected = {feed["url"] for name in ("science", "climate") for feed in packs[name]}
    assert {source["url"] for source in watched} == expected
    assert made == {"hub": str(hub), "sources": len(expected)}
    opml = (hub / "sources.opml").read_text()
    assert all(url in opml for url in expected)


def test_the_same_pack_twice_adds_nothing(tmp_path):
    once = answer("init", tmp_path / "one", "--pack", "ai")["sources"]
    assert answer("init", tmp_path / "two", *["--pack", "ai"] * 2)["sources"] == once


def test_no_pack_leaves_no_hub(tmp_path):
    done = newsfold("init", tmp_path / "hub", "--pack", "sience", code=2)
    assert "did you mean 'science'?" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "hub").exists()


def test_the_packs_are_shown_and_nothing_is_made(tmp_path):
    shown = newsfold("init", "--list-packs", cwd=tmp_path).stdout
    assert "https://feeds.bbci.co.uk/news/world/rss.xml" in shown
    assert list(tmp_path.iterdir()) == []


def test_without_a_pack_it_says_what_comes_first(tmp_path):
    told = newsfold("init", tmp_path / "hub").stdout
    assert "add URL" in told
    assert json.loads(newsfold("init", tmp_path / "b", "--json").stdout)["sources"] == 0


def test_a_time_that_is_none_leaves_no_hub(tmp_path):
    newsfold("--now", "noonish", "init", tmp_path / "hub", code=2)
    assert not (tmp_path / "hub").exists()
