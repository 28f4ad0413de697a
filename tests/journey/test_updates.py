"""A feed over time: new entries, edits, silence, moves and ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.steps.examine import examine
from support.replay import Replay, Reply

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
    findings = examine(folder, {}, NOW + 3_600)
    assert any(f.state == "bad" and "HTTP 500" in f.what for f in findings)
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


def test_a_gone_source_that_is_resumed_is_asked_again(folder, web):
    web.refuse("/f.xml", 410)
    _run(folder)
    web.serve("/f.xml", _feed(("1", "Ferry sails again")))
    with Hub.open(folder, environ={}) as hub:
        hub.change_source(web.url("/f.xml"), "resume")
    assert _run(folder, NOW + 90_000)["new"] == 1


def test_a_pause_during_a_run_holds(folder, web):
    def pause(_asked):
        with Hub.open(folder, environ={}) as hub:
            hub.change_source(web.url("/f.xml"), "pause")
        return Reply(_feed(("1", "Ferry sails again")).encode())

    web.handle("/f.xml", pause)
    assert _run(folder, force=True)["new"] == 1
    with Hub.open(folder, environ={}) as hub:
        ((source, _),) = hub.sources()
    assert source.state == "paused"


def test_two_sources_at_one_address_with_other_names_answer_each_for_itself(
    folder, web
):
    def secret(asked):
        known = asked.headers.get("authorization", "") == "Basic dTI6cA=="
        return (
            Reply(_feed(("7", "Secret ferry")).encode()) if known else Reply(status=401)
        )

    web.handle("/s.xml", secret)
    url = web.url("/s.xml")
    with Hub.open(folder, environ={}, now=NOW) as hub:
        hub.watch(
            Source(url=url.replace("//", f"//{user}:p@")) for user in ("u1", "u2")
        )
    counts = _run(folder)
    assert (counts["new"], counts["failures"]) == (3, 1)
    with Hub.open(folder, environ={}) as hub:
        polls = {source.url.partition("@")[0]: poll for source, poll in hub.sources()}
        assert not any(":p@" in failure.subject for failure, _ in hub.failures())
    assert polls["http://u1:p"].reason == "http-401"
    assert polls["http://u2:p"].status == 200


def test_a_host_that_asks_for_rest_gets_it_and_its_pages_are_not_given_up(folder, web):
    def route(url: str) -> str:
        return url.replace("https://quay.example", web.url("/pages").rstrip("/"))

    def run(now):
        flags = {**FLAGS, "fetch.pages": "missing"}
        with Hub.open(folder, environ={}, flags=flags, now=now) as hub:
            return hub.run(route=route).counts

    for name in ("1", "2"):
        web.refuse(f"/pages/{name}", 429, retry_after=7_200)
    run(NOW)
    asked = web.count("/pages/1") + web.count("/pages/2")
    assert asked >= 1
    run(NOW + 3_700)
    assert web.count("/pages/1") + web.count("/pages/2") <= asked + 1
    words = "<article><p>" + "The pier is closed until further notice. " * 30
    for name in ("1", "2"):
        web.serve(f"/pages/{name}", f"<html><body><h1>T</h1>{words}")
    done = sum(run(NOW + hours * 3_600).get("completed", 0) for hours in (8, 16, 24))
    assert done == 2


def test_a_small_edit_of_the_feed_keeps_what_the_page_gave(folder, web):
    words = "The harbour master said that the pier had to be closed at once. " * 15
    web.serve("/pages/2", f"<html><body><article><h1>Pier</h1><p>{words}</p></article>")

    def route(url: str) -> str:
        return url.replace("https://quay.example", web.url("/pages").rstrip("/"))

    def run(now):
        flags = {**FLAGS, "fetch.pages": "missing"}
        with Hub.open(folder, environ={}, flags=flags, now=now) as hub:
            hub.run(route=route)
            return {a.title: a for a in hub.articles(bodies=True)}

    assert len(run(NOW)["Pier is closed"].body) > 500
    web.refuse("/pages/2", 404)
    web.serve("/f.xml", _feed(("1", "Ferry sails again"), ("2", "Pier stays closed")))
    assert len(run(NOW + 90_000)["Pier stays closed"].body) > 500


def test_a_hub_may_be_opened_by_many_at_once_from_the_first_day(tmp_path):
    Hub.create(tmp_path / "hub")
    (tmp_path / "hub" / "newsfold.db").unlink()
    script = "import sys\nfrom newsfold.hub import Hub\nHub.open(sys.argv[1]).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path / "hub"])
        for _ in range(6)
    ]
    assert [process.wait(60) for process in started] == [0] * 6
