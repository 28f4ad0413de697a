"""Pages are kept as they came, read again without the network, and let go of."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from newsfold.hub import Hub
from newsfold.model import Source
from support.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
DAY = 86_400
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "always",
    "engine.workers": 1,
}
WORDS = "The harbour master of Lanthe said that the pier has to be closed at once. " * 9
FEED = (
    "<rss version='2.0'><channel><title>The Quay</title>"
    "<link>https://quay.example/</link><item><title>Pier closed in Lanthe</title>"
    "<link>https://quay.example/pier</link>"
    "<pubDate>Sun, 01 Mar 2026 20:00:00 GMT</pubDate></item></channel></rss>"
)
PAGE = (
    "<html lang=en><head><title>Pier is closed</title>{head}</head><body><article>"
    "<h1>Pier is closed</h1><p>{words}</p></article></body></html>"
)


@pytest.fixture
def web():
    with Replay() as served:
        served.serve("/f.xml", FEED)
        served.serve("/pier", PAGE.format(head="", words=WORDS))
        yield served


@pytest.fixture
def folder(tmp_path, web) -> Path:
    made = Hub.create(tmp_path / "hub")
    with _open(made) as hub:
        hub.watch([Source(url=web.url("/f.xml"))])
    return made


def _open(folder: Path, days: float = 0, **flags) -> Hub:
    given = FLAGS | {name.replace("_", ".", 1): flag for name, flag in flags.items()}
    return Hub.open(folder, environ={}, flags=given, now=NOW + int(days * DAY))


def _run(folder, web, days: float = 0, start: str = "", **flags):
    with _open(folder, days, **flags) as hub:
        report = hub.run(
            start=start,
            route=lambda url: url.replace("https://quay.example", web.url("")),
        )
        (article,) = hub.articles(bodies=True)
        edits = hub._store.articles.edits([article.id])
    return report.counts, article, edits


def _kept(folder) -> list[str]:
    with _open(folder) as hub:
        return [page.request.url for _, page in hub._store.pages.kept(limit=9)]


def _put(folder, body: str) -> None:
    """Let the kept page say what an older reader has not seen in it."""
    with _open(folder) as hub:
        pages = hub._store.pages
        page = next(p for _, p in pages.kept(limit=9) if p.request.article)
        pages.keep(replace(page, body=b""), zlib.compress(body.encode()))


def test_kept_pages_are_read_anew_and_nothing_is_asked_for(folder, web):
    _, before, _ = _run(folder, web)
    assert len(_kept(folder)) == 2
    asked = len(web.log)
    counts, article, _ = _run(folder, web, 1, "extract")
    assert counts["reread"] == 2
    assert counts["sighting"] == 2
    assert article == before
    assert len(web.log) == asked


def test_what_is_read_otherwise_is_no_edit_of_the_outlet(folder, web):
    _run(folder, web)
    head = "<meta name=author content='Ada Brook'>"
    shorter = WORDS[:300].replace("at once", "on Monday")
    _put(folder, PAGE.format(head=head, words=shorter))
    counts, article, edits = _run(folder, web, 1, "clean")
    assert counts["completed"] == 1
    assert article.body == shorter.strip()
    assert article.authors == ("Ada Brook",)
    assert article.title == "Pier closed in Lanthe"
    assert edits == {}
    # The next look holds the page against what it says as it is read now.
    text = WORDS.replace("at once", "until June")
    web.serve("/pier", PAGE.format(head="", words=text))
    counts, article, edits = _run(folder, web, 1.1)
    assert (counts["revised"], len(edits[article.id])) == (1, 1)


def test_pages_go_when_their_time_is_over(folder, web):
    _run(folder, web)
    web.refuse("/pier", 404)
    web.refuse("/f.xml", 404)
    assert "expired" not in _run(folder, web, 6.9)[0]
    assert _run(folder, web, 7.1)[0]["expired"] == 2
    assert _kept(folder) == []
    counts, article, _ = _run(folder, web, 8, "extract")
    assert "reread" not in counts
    assert article.body == WORDS.strip()


def test_who_keeps_nothing_has_nothing(folder, web):
    _run(folder, web, retention_pages_days=0)
    assert _kept(folder) == []


def test_what_may_not_be_kept_is_not(folder, web):
    head = "<meta name=robots content=noarchive>"
    web.serve("/pier", PAGE.format(head=head, words=WORDS))
    _, article, _ = _run(folder, web)
    assert article.body == WORDS.strip()
    assert _kept(folder) == [web.url("/f.xml")]
