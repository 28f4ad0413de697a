"""A feed over time: new entries, edits, silence, moves and ends."""

from __future__ import annotations

import pytest

from newsfold.hub import Hub
from support.replay import Replay

FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "never",
}
NOW = 1_772_400_000


def _feed(*items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>https://quay.example/{name}</link>"
        f"<description>{title}, the harbour master said on Monday.</description>"
        "<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
        for name, title in items
    )
    return (
        "<rss version='2.0'><channel><title>The Quay</title>"
        f"<link>https://quay.example/</link>{entries}</channel></rss>"
    )


@pytest.fixture
def web():
    with Replay() as served:
        yield served


@pytest.fixture
def folder(tmp_path, web):
    Hub.create(tmp_path / "hub")
    web.serve("/f.xml", _feed(("1", "Ferry sails again"), ("2", "Pier is closed")))
    with Hub.open(tmp_path / "hub", environ={}, flags=FLAGS, now=NOW) as hub:
        hub.add([web.url("/f.xml")])
    return tmp_path / "hub"


def _run(folder, now=NOW, **how):
    with Hub.open(folder, environ={}, flags=FLAGS, now=now) as hub:
        return hub.run(**how).counts


def test_an_edit_is_a_revision_and_a_new_entry_an_article(folder, web):
    assert _run(folder)["new"] == 2
    web.serve(
        "/f.xml",
        _feed(
            ("3", "Storm is near"),
            ("1", "Ferry sails at last"),
            ("2", "Pier is closed"),
        ),
    )
    counts = _run(folder, NOW + 3_600)
    assert (counts["new"], counts["revised"], counts["sighting"]) == (1, 1, 1)
    with Hub.open(folder, environ={}) as hub:
        (edited,) = [a for a in hub.articles() if a.revision == 2]
        assert [r.title for r in hub.revisions(edited.id)] == [
            "Ferry sails again",
            "Ferry sails at last",
        ]


def test_a_server_without_validators_that_repeats_itself_is_unchanged(folder, web):
    web.serve("/f.xml", _feed(("1", "Ferry sails again")), validators=False)
    assert _run(folder)["new"] == 1
    counts = _run(folder, NOW + 3_600, force=True)
    assert counts == {"sources": 1, "polled": 1, "unchanged": 1}


def test_nothing_is_asked_before_it_is_due(folder, web):
    _run(folder)
    asked = web.count("/f.xml")
    _run(folder, NOW + 60)
    assert web.count("/f.xml") == asked
    _run(folder, NOW + 7_200)
    assert web.count("/f.xml") == asked + 1


def test_a_failure_is_listed_and_forgotten_when_it_works_again(folder, web):
    web.refuse("/f.xml", 500)
    _run(folder)
    with Hub.open(folder, environ={}) as hub:
        ((failure, times),) = hub.failures()
        assert (failure.reason, times) == ("http-500", 1)
        assert any(f.state == "bad" and "http-500" in f.what for f in hub.examine())
    web.serve("/f.xml", _feed(("1", "Ferry sails again")))
    _run(folder, NOW + 90_000)
    with Hub.open(folder, environ={}) as hub:
        assert hub.failures() == []


def test_gone_is_gone(folder, web):
    web.refuse("/f.xml", 410)
    _run(folder)
    with Hub.open(folder, environ={}) as hub:
        ((source, _),) = hub.sources()
        assert source.state == "gone"
    asked = web.count("/f.xml")
    _run(folder, NOW + 90_000)
    assert web.count("/f.xml") == asked


def test_a_feed_that_moved_for_good_is_followed(folder, web):
    _run(folder)
    web.serve("/new.xml", _feed(("9", "Lighthouse is lit")))
    web.redirect("/f.xml", "/new.xml", status=301)
    assert _run(folder, NOW + 90_000)["new"] == 1
    eight_days = NOW + 9 * 86_400
    _run(folder, eight_days)
    asked = web.count("/f.xml")
    _run(folder, eight_days + 90_000)
    assert web.count("/f.xml") == asked
    assert web.count("/new.xml") >= 3


def test_a_paused_source_is_left_alone_and_a_removed_one_keeps_its_articles(
    folder, web
):
    _run(folder)
    url = web.url("/f.xml")
    with Hub.open(folder, environ={}) as hub:
        hub.change_source(url, "pause")
    asked = web.count("/f.xml")
    _run(folder, NOW + 90_000, force=True)
    assert web.count("/f.xml") == asked
    with Hub.open(folder, environ={}) as hub:
        hub.change_source(url, "remove")
        assert hub.sources() == []
        assert len(list(hub.articles())) == 2


def test_reading_can_be_redone(folder):
    _run(folder)
    with Hub.open(folder, environ={}) as hub:
        names = [article.id for article in hub.articles()]
        before = {name: hub.reading(name) for name in names}
        stories = [dossier.story for dossier in hub.stories()]
        hub._store._db.execute("DELETE FROM reading")
    _run(folder, start="read")
    with Hub.open(folder, environ={}) as hub:
        assert {name: hub.reading(name) for name in names} == before
        assert [dossier.story for dossier in hub.stories()] == stories


def test_short_articles_are_completed_from_their_pages(folder, web):
    words = "The harbour master said that the pier had to be closed at once. " * 15
    page = f"<html><body><article><h1>Pier is closed</h1><p>{words}</p></article>"

    def route(url: str) -> str:
        return url.replace("https://quay.example", web.url("/pages").rstrip("/"))

    web.serve("/pages/2", page)
    with Hub.open(
        folder, environ={}, flags={**FLAGS, "fetch.pages": "missing"}, now=NOW
    ) as hub:
        counts = hub.run(route=route).counts
        assert (counts["pages"], counts["completed"], counts["failures"]) == (2, 1, 1)
        (full,) = [a for a in hub.articles(bodies=True) if a.title == "Pier is closed"]
    assert "had to be closed at once" in full.body
    assert full.evidence["body"].startswith("page")
    assert "body-from-page" in full.marks
