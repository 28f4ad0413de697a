"""Pages of live articles are looked at again, and what their outlets edited is told."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub
from newsfold.model import Source
from support.edited import HOUR, Press
from support.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "always",
    "engine.workers": 1,
}
RUNGS = (0, 6, 24, 96)
TEXT = (
    "The harbour master of Lanthe said that the pier has to be closed at once. ",
    "Divers found cracks in 12 of its 40 piles after the storm of last week. ",
    "The ferry lands at the old quay until the piles are mended, she said. ",
)


@pytest.fixture
def web():
    with Replay() as served:
        yield served


def _page(
    title: str = "Pier of Lanthe is closed",
    *,
    text: tuple[str, ...] = TEXT,
    modified: str = "2026-03-01T20:00:00Z",
    tail: str = "",
) -> str:
    data = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2026-03-01T20:00:00Z",
        "dateModified": modified,
    }
    words = "".join(f"<p>{one * 2}</p>" for one in text)
    return (
        f"<html lang='en'><head><title>{title}</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body>"
        f"<article><h1>{title}</h1>{words}{tail}</article></body></html>"
    )


def _feed(title: str = "Pier closed in Lanthe", more: str = "") -> str:
    return (
        "<rss version='2.0'><channel><title>The Quay</title>"
        "<link>https://quay.example/</link><item>"
        f"<title>{title}</title><link>https://quay.example/pier</link>"
        "<description>Cracks in its piles.</description>"
        f"<pubDate>Sun, 01 Mar 2026 20:00:00 GMT</pubDate></item>{more}</channel></rss>"
    )


@pytest.fixture
def folder(tmp_path, web) -> Path:
    made = Hub.create(tmp_path / "hub")
    web.serve("/f.xml", _feed())
    web.serve("/pier", _page())
    with Hub.open(made, environ={}, flags=FLAGS, now=NOW) as hub:
        hub.watch([Source(url=web.url("/f.xml"))])
    return made


def _run(folder, web, hours: float = 0, **flags):
    given = {**FLAGS, **{k.replace("_", ".", 1): v for k, v in flags.items()}}
    with Hub.open(folder, environ={}, flags=given, now=NOW + int(hours * HOUR)) as hub:
        return hub.run(
            route=lambda url: url.replace("https://quay.example", web.url(""))
        ).counts


def _edits(folder):
    with Hub.open(folder, environ={}) as hub:
        (story,) = hub.stories()
        return story.lead.edits


def test_nearly_all_edits_are_noticed_and_none_is_invented(tmp_path, web):
    press = Press(seed=7, pages=30, start=NOW, hosts=5)
    made = Hub.create(tmp_path / "hub")
    feeds = press.serve(web)
    asked = {}
    for hours in RUNGS:
        press.now = NOW + hours * HOUR
        with Hub.open(made, environ={}, flags=FLAGS, now=press.now) as hub:
            if not hours:
                hub.watch(Source(url=url) for url in feeds)
            asked[hours] = hub.run(route=press.route(web)).counts
    assert asked[0]["completed"] == 30
    assert [asked[hours]["looks"] for hours in RUNGS[1:]] == [30] * 3
    with Hub.open(made, environ={}) as hub:
        edits = {
            member.article.web_url.partition(".example")[2]: member.edits
            for dossier in hub.stories()
            for member in dossier.members
        }
    due = [change for change in press.edits if change.at <= press.now]
    noticed = [change for change in due if len(edits[change.path]) == 1]
    assert len(noticed) >= 0.95 * len(press.edits)
    rightly = [c for c in noticed if edits[c.path][0].told == c.told]
    assert len(rightly) >= 0.95 * len(noticed)
    assert sum(map(len, edits.values())) <= len(press.edits)


def test_the_ladder_is_climbed_with_validators_and_ends_with_the_story(folder, web):
    _run(folder, web)
    asked = [web.count("/pier")]
    for hours in (0.5, 6, 7, 24, 48, 72, 96, 120):
        _run(folder, web, hours)
        asked.append(web.count("/pier"))
    looks = [after - before for before, after in pairwise(asked)]
    # Published 80 minutes before the first run: the first rung is the second.
    assert looks == [0, 1, 0, 1, 1, 1, 1, 0]
    assert web.count("/pier", 304) == sum(looks)
    assert web.count("/pier", 200) == 1


def test_an_edit_of_the_page_is_shown_as_one(folder, web):
    _run(folder, web)
    assert _edits(folder) == ()
    text = (TEXT[0], TEXT[1].replace("12 of its 40", "19 of its 40"), TEXT[2])
    web.serve("/pier", _page("Pier of Lanthe stays closed", text=text))
    counts = _run(folder, web, 6)
    assert (counts["looks"], counts["revised"], counts["silent"]) == (1, 1, 1)
    (edit,) = _edits(folder)
    assert (edit.before.title, edit.after.title) == (
        "Pier of Lanthe is closed",  # the page's own words, not the feed's
        "Pier of Lanthe stays closed",
    )
    assert edit.told == "silent"
    (page,) = (folder / "site" / "2026").rglob("*.html")
    shown = page.read_text("utf-8")
    assert "silent edit" in shown
    assert "<ins>" in shown
    with Hub.open(folder, environ={}) as hub:
        (article,) = hub.articles(bodies=True)
    assert "19 of its 40" in article.body
    assert _run(folder, web, 7).get("revised", 0) == 0


def test_what_the_outlet_says_of_its_edit_is_told_everywhere(folder, web):
    _run(folder, web)
    notice = "Correction: an earlier version of this report gave 12 piles."
    text = (TEXT[0], TEXT[1].replace("12", "19"), TEXT[2])
    web.serve("/pier", _page(text=text, tail=f"<p>{notice}</p>"))
    assert _run(folder, web, 6)["corrected"] == 1
    (edit,) = _edits(folder)
    assert (edit.told, edit.notice) == ("corrected", notice)
    with Hub.open(folder, environ={}) as hub:
        (dossier,) = hub.stories()
    (page,) = (folder / "site" / "2026").rglob("*.html")
    assert notice in page.read_text("utf-8")
    told = CliRunner().invoke(
        cli, ["explain", dossier.lead.article.id, "--hub", str(folder)]
    )
    assert notice in " ".join(told.output.split())
    told = CliRunner().invoke(
        cli, ["show", dossier.story.id, "--json", "--hub", str(folder)]
    )
    (said,) = json.loads(told.output)["members"][0]["edits"]
    assert (said["told"], said["notice"]) == ("corrected", notice)
    assert "body" in said["changed"]
    told = CliRunner().invoke(
        cli, ["show", dossier.lead.article.id, "--json", "--hub", str(folder)]
    )
    assert json.loads(told.output)["edits"] == [said]


def test_an_edit_that_the_feed_told_first_is_one_and_how_it_was_told_is_learnt(
    folder, web
):
    _run(folder, web)
    web.serve("/f.xml", _feed("Pier of Lanthe is mended"))
    web.serve("/pier", _page("Pier of Lanthe is mended"))
    _run(folder, web, 6)
    (edit,) = _edits(folder)
    assert edit.after.title == "Pier of Lanthe is mended"
    assert edit.told == "silent"


def test_a_wall_in_the_place_of_a_page_is_no_edit(folder, web):
    _run(folder, web)
    words = "We and our 812 partners value your privacy. Do accept all cookies. " * 9
    web.serve("/pier", f"<html><body><h1>Before you go on</h1><p>{words}")
    assert _run(folder, web, 6)["failures"] == 1
    assert _edits(folder) == ()
    with Hub.open(folder, environ={}) as hub:
        ((failure, _),) = hub.failures()
    assert failure.reason == "another-page"
    web.serve("/pier", _page("Pier of Lanthe is open"))
    _run(folder, web, 24)
    assert [edit.after.title for edit in _edits(folder)] == ["Pier of Lanthe is open"]
    with Hub.open(folder, environ={}) as hub:
        assert hub.failures() == []


def test_a_page_that_is_gone_is_asked_twice_and_no_more(folder, web):
    _run(folder, web)
    web.refuse("/pier", 410)
    for hours in (6, 24, 48):
        _run(folder, web, hours)
    assert web.count("/pier") == 3


def test_a_host_that_wants_rest_gets_it(folder, web):
    _run(folder, web)
    web.refuse("/pier", 429, retry_after=40 * HOUR)
    for hours in (6, 24, 40):
        _run(folder, web, hours)
    assert web.count("/pier") == 2
    _run(folder, web, 50)
    assert web.count("/pier") == 3


def test_who_wants_no_looks_has_none(folder, web):
    _run(folder, web, fetch_again="never")
    _run(folder, web, 6, fetch_again="never")
    assert web.count("/pier") == 1
    assert _run(folder, web, 7).get("looks", 0) == 0


def test_pages_of_articles_that_feeds_tell_whole_are_looked_at_where_all_are(
    folder, web
):
    long = "The pier is closed for all of March, said the harbour master. " * 20
    web.serve("/f.xml", _feed().replace("Cracks in its piles.", long))
    how = {"fetch_pages": "missing", "fetch_again": "always"}
    _run(folder, web, **how)
    assert web.count("/pier") == 0
    _run(folder, web, 6, **how)
    assert web.count("/pier") == 1
    assert _edits(folder) == ()
    web.serve("/pier", _page("Pier of Lanthe is open"))
    _run(folder, web, 24, **how)
    (edit,) = _edits(folder)
    assert edit.before.title == "Pier of Lanthe is closed"


def test_a_run_looks_at_so_many_pages_and_the_next_at_the_rest(folder, web):
    more = "".join(
        f"<item><title>Pile {n} cracks</title><link>https://quay.example/{n}</link>"
        "<pubDate>Sun, 01 Mar 2026 20:00:00 GMT</pubDate></item>"
        for n in range(4)
    )
    for n in range(4):
        web.serve(f"/{n}", _page(f"Pile {n} cracks"))
    web.serve("/f.xml", _feed(more=more))
    assert _run(folder, web)["completed"] == 5
    assert _run(folder, web, 6, fetch_again_most=3)["looks"] == 3
    assert _run(folder, web, 6.2, fetch_again_most=3)["looks"] == 2
