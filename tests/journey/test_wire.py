"""A real wire of news, replayed over HTTP, through the command line."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from support.command import answer

if TYPE_CHECKING:
    from support.wire import Wire

pytestmark = pytest.mark.data


def test_every_entry_is_an_article_a_sighting_or_a_failure(wire: Wire):
    counts = wire.report["counts"]
    assert counts["polled"] == 26
    assert counts["new"] + counts["sighting"] == counts["entries"]
    assert counts["entries"] + counts.get("failures", 0) >= 1185
    articles = wire.ask("list", "articles")
    assert len(articles) == counts["new"] >= 1160
    assert len({article["webUrl"] for article in articles}) == len(articles)
    assert len(wire.ask("list", "failures")) == counts.get("failures", 0)


def test_providers_are_the_outlets(wire: Wire):
    articles = wire.ask("list", "articles")
    domains = Counter(article["provider"]["domain"] for article in articles)
    assert len(domains) >= 24
    assert not any(domain.startswith("127.") or not domain for domain in domains)
    assert all(article["provider"]["name"] for article in articles)


def test_outlets_stand_together(wire: Wire):
    stories = wire.ask("list", "stories")
    together = [story for story in stories if len(story["outlets"]) > 1]
    assert len(together) >= 40
    placed = [name for story in stories for name in story["articles"]]
    assert len(placed) == len(set(placed)) == wire.report["counts"]["new"]


def test_site_and_records_for_all(wire: Wire):
    stories = wire.ask("list", "stories")
    records = list((wire.hub / "content").rglob("*.md"))
    assert len(records) == sum(story["published"] for story in stories)
    for story in stories[:50]:
        page = wire.hub / "site" / story["path"].replace(".md", ".html")
        assert page.is_file()
    for name in ("index.html", "feed.xml", "feed.json"):
        assert (wire.hub / "site" / name).stat().st_size > 1000


def test_a_second_run_finds_nothing_and_writes_nothing(wire: Wire):
    before, asked = wire.files(), len(wire.web.log)
    began = time.perf_counter()
    report = answer("--hub", wire.hub, "run", "--once", "--force", **wire.how)
    seconds = time.perf_counter() - began
    statuses = Counter(asked.status for asked in wire.web.log[asked:])
    assert statuses == {304: 26}
    assert report["counts"] == {"sources": 26, "polled": 26, "unchanged": 26}
    assert wire.files() == before
    assert seconds <= max(1.5, wire.seconds / 5)


def test_search_finds_and_facts_and_explain_answer(wire: Wire):
    assert wire.ask("search", "earthquake")
    story = max(wire.ask("list", "stories"), key=lambda story: len(story["outlets"]))
    facts = wire.ask("facts", story["id"])
    assert facts["story"] == story["id"]
    told = wire.ask("explain", story["id"])
    assert len(told["members"]) == len(story["articles"])
    assert any(member.get("joined", {}).get("by") for member in told["members"])
