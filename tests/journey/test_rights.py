"""What outlets say of the use of their pages is kept, followed and told."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub
from newsfold.model import Source
from support.pictures import photograph
from support.replay import Replay
from support.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
HOUR = 3_600
WORDS = "The harbour master of Lanthe said that the pier has to be closed at once. " * 5
FEED = (
    "<rss version='2.0'><channel><title>The Quay</title>"
    "<link>https://quay.example/</link><item><title>Pier closed in Lanthe</title>"
    "<link>https://quay.example/pier</link><description>Cracks in its piles."
    "</description><pubDate>Sun, 01 Mar 2026 20:00:00 GMT</pubDate>"
    "<enclosure url='{image}' type='image/jpeg' length='1'/></item></channel></rss>"
)


@pytest.fixture
def web():
    with Replay() as served:
        yield served


@pytest.fixture
def folder(tmp_path, web) -> Path:
    made = Hub.create(tmp_path / "hub")
    web.serve("/photo.jpg", photograph(), content_type="image/jpeg")
    web.serve("/f.xml", FEED.format(image=web.url("/photo.jpg")))
    with _open(made) as hub:
        hub.watch([Source(url=web.url("/f.xml"))])
    return made


def _open(folder: Path, hours: float = 0, **flags) -> Hub:
    given = {
        "fetch.allow_private_networks": True,
        "fetch.host_delay": 0.0,
        "fetch.pages": "always",
        "engine.workers": 1,
        **{name.replace("_", ".", 1): value for name, value in flags.items()},
    }
    return Hub.open(folder, environ={}, flags=given, now=NOW + int(hours * HOUR))


def _run(folder, web, hours: float = 0, **flags):
    with _open(folder, hours, **flags) as hub:
        counts = hub.run(
            route=lambda url: url.replace("https://quay.example", web.url(""))
        ).counts
        (article,) = hub.articles(bodies=True)
    return counts, article


def _page(head: str = "", words: str = WORDS) -> str:
    return (
        f"<html lang=en><head><title>Pier is closed</title>{head}</head><body><article>"
        f"<h1>Pier is closed</h1><p>{words}</p></article></body></html>"
    )


def _site(folder: Path) -> str:
    (page,) = (folder / "site" / "2026").rglob("*.html")
    return page.read_text("utf-8")


def test_nothing_said_means_the_default(folder, web):
    web.serve("/pier", _page())
    counts, article = _run(folder, web)
    assert counts["completed"] == 1
    assert (article.signals, article.rights.analyse) == ({}, "allow")
    assert web.count("/.well-known/tdmrep.json") == 1
    assert "media/" in _site(folder)
    assert WORDS[:60] not in _site(folder).replace(article.excerpt, "")
    _run(folder, web, 6)
    assert web.count("/.well-known/tdmrep.json") == 1  # once a week
    _run(folder, web, 8 * 24)


@pytest.mark.parametrize("how", ["header", "host"])
def test_of_a_page_whose_outlet_reserves_mining_nothing_is_read(folder, web, how):
    header = (("TDM-Reservation", "1"),) if how == "header" else ()
    web.serve("/pier", _page(), headers=header)
    if how == "host":
        rules = [{"location": "/", "tdm-reservation": 1}]
        web.serve("/.well-known/tdmrep.json", json.dumps(rules))
    _, article = _run(folder, web)
    assert article.rights.analyse == "deny"
    assert article.body == "" or "harbour master" not in article.body
    _run(folder, web, 6)
    assert web.count("/pier") == 1
    if how == "host":
        assert "What outlets reserve" in (folder / "site/about.html").read_text("utf-8")
        listed = CliRunner().invoke(
            cli, ["list", "sources", "--json", "--hub", str(folder)]
        )
        # The feed's own site is what it says: quay.example.
        assert json.loads(listed.output)[0]["rights"]["tdmReserved"] is True


def test_an_operator_who_may_mine_reads_it(folder, web):
    web.serve("/pier", _page("<meta name='tdm-reservation' content='1'>"))
    _, article = _run(folder, web, rights_tdm_reserved="allow")
    assert "harbour master" in article.body
    assert article.rights.model == "deny"


def test_a_picture_that_may_not_be_kept_is_linked_and_one_that_may_not_be_shown_is_not(
    folder, web
):
    web.serve("/pier", _page("<meta name=robots content=noimageindex>"))
    _run(folder, web)
    assert web.count("/photo.jpg") == 0
    assert web.url("/photo.jpg") in _site(folder)
    web.serve("/pier", _page("<meta name=robots content='max-image-preview:none'>"))
    _run(folder, web, 6)
    assert web.url("/photo.jpg") not in _site(folder)
    (record,) = (folder / "content").rglob("*.md")
    assert "photo.jpg" not in record.read_text("utf-8")


def test_no_snippet_means_headline_and_link_everywhere(folder, web):
    web.serve("/pier", _page(), headers=(("X-Robots-Tag", "nosnippet"),))
    _, article = _run(folder, web)
    assert article.excerpt == "Cracks in its piles."
    told = [
        path.read_text("utf-8")
        for top in ("content", "site")
        for path in (folder / top).rglob("*")
        if path.suffix in {".md", ".html", ".xml", ".json", ".js"}
    ]
    assert not any("Cracks in its piles" in text for text in told)
    assert any("Pier closed in Lanthe" in text for text in told)
    with serving(folder) as port:
        for path in ("/", "/api/v1/stories", "/api/v1/articles", "/feed.json"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path)
            assert b"Cracks in its piles" not in connection.getresponse().read()
            connection.close()


def test_what_changes_in_it_is_followed(folder, web):
    web.serve("/pier", _page())
    _run(folder, web)
    assert "Cracks in its piles." in _site(folder)
    web.serve("/pier", _page("<meta name=robots content='noai, nosnippet'>"))
    counts, article = _run(folder, web, 6)
    assert counts.get("revised", 0) == 0
    assert article.signals == {"robots": "noai, nosnippet"}
    assert "Cracks in its piles." not in _site(folder)


def test_robots_txt_is_a_signal_too(folder, web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /pier\n")
    web.serve("/pier", _page())
    _, article = _run(folder, web)
    assert article.signals == {"robots.txt": "disallow"}
    assert (article.rights.fetch, article.rights.analyse) == ("deny", "deny")
    assert web.count("/pier") == 0


def test_it_is_explained_and_shown(folder, web):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    head = f"<link rel=license href='{licence}'><meta name=robots content=noai>"
    web.serve("/pier", _page(head))
    _, article = _run(folder, web)
    where = ["--hub", str(folder)]
    prose = CliRunner().invoke(cli, ["explain", article.id, *where]).output
    assert "model      deny: its text is given to no language model" in prose
    assert "(its outlet says noai)" in prose
    assert f"licence: {licence}" in prose
    for command in ("explain", "show"):
        told = json.loads(
            CliRunner().invoke(cli, [command, article.id, "--json", *where]).output
        )
        assert told["signals"] == {"licence": licence, "robots": "noai"}
        assert told["rights"]["republish"] == "allow"
        assert told["rights"]["why"] == {"republish": "licence", "model": "noai"}


def test_a_host_that_does_not_answer_has_said_nothing_new(folder, web):
    path = "/.well-known/tdmrep.json"
    web.serve("/pier", _page())
    web.serve(path, json.dumps([{"location": "/", "tdm-reservation": 1}]))
    _run(folder, web)
    web.refuse(path, 500)
    # A week later it is asked again, for the next page of its.
    web.serve("/f.xml", FEED.replace("pier<", "quay<").format(image=""))
    web.serve("/quay", _page())
    for days, asked in ((8, 2), (9.1, 3)):
        with _open(folder, days * 24) as hub:
            hub._store.articles.want(
                next(iter(hub.articles())).id, "https://quay.example/quay"
            )
            hub.run(route=lambda url: url.replace("https://quay.example", web.url("")))
            assert {a.rights.analyse for a in hub.articles()} == {"deny"}
        assert web.count(path) == asked
