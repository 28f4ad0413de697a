"""What every store must do with tips; run for each that there is."""

from __future__ import annotations

import pytest

from newsfold.model import Article, Source, Tip
from newsfold.store import open_store

SOURCE = "https://quay.example/sitemap.xml"


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def _tip(name="ferry", **fields):
    url = f"https://quay.example/{name}"
    return Tip(url=f"{url}?utm_source=x", web_url=url, source=SOURCE, **fields)


def _due(store, now=2_000, most=10):
    return [tip for _, tip in store.tips.due([SOURCE], now, most=most)]


def test_a_tip_is_due_until_it_is_answered(store):
    assert store.tips.note(_tip(), at=1_000)
    assert not store.tips.note(_tip(), at=1_500)
    ((request, tip),) = store.tips.due([SOURCE], 2_000, most=10)
    assert (request.url, request.purpose, request.source) == (
        _tip().url,
        "page",
        SOURCE,
    )
    assert (tip, request.article) == (_tip(), "")
    store.tips.answered(tip.web_url, retry=5_000)
    assert _due(store) == []
    assert _due(store, 5_000) == [tip]
    assert store.tips.attempts(tip.web_url) == 1
    store.tips.answered(tip.web_url, retry=5_000, counted=False)
    assert store.tips.attempts(tip.web_url) == 1
    store.tips.answered(tip.web_url)
    assert _due(store, 9_000) == []
    assert not store.tips.note(_tip(), at=9_000)


def test_the_newest_of_the_sources_asked_for_come_first(store):
    store.tips.note(_tip("undated"), at=1_000)
    store.tips.note(_tip("old", changed=500), at=1_000)
    store.tips.note(_tip("new", published=1_500, changed=100), at=1_000)
    assert [tip.web_url.rpartition("/")[2] for tip in _due(store)] == [
        "new",
        "undated",
        "old",
    ]
    assert len(_due(store, most=2)) == 2
    assert store.tips.due(["https://wire.example/"], 2_000, most=9) == []


def test_what_is_only_to_be_known_is_never_due(store):
    assert store.tips.note(_tip(), at=1_000, ask=False)
    assert _due(store, 9_000) == []
    assert not store.tips.note(_tip(), at=9_000)


def test_an_article_that_is_known_is_no_tip(store):
    article = Article(title="Ferry", web_url=_tip().web_url)
    store.articles.save(article, at=1_000, extractor="test")
    assert not store.tips.note(_tip(), at=1_000)


def test_a_forgotten_article_is_no_tip_again(store, tmp_path):
    store.tips.note(_tip(), at=1_000)
    store.tips.note(_tip("ferry-sails"), at=1_000)  # its page's own word
    article = Article(title="Ferry", web_url="https://quay.example/ferry-sails")
    _, name = store.articles.save(article, at=1_000, extractor="test")
    store.tips.answered(_tip().web_url, article=name)
    with store.transaction():
        store.forgotten.article(name)
    store.forgotten.scrub()
    assert not store.tips.note(_tip(), at=1_000)
    assert not store.tips.note(_tip("ferry-sails"), at=1_000)
    assert _due(store) == []
    store.close()
    for file in tmp_path.iterdir():
        assert b"quay.example/ferry" not in file.read_bytes()


def test_tips_leave_with_their_source(store):
    store.sources.add(Source(url=SOURCE, kind="sitemap"), at=1_000)
    store.tips.note(_tip(), at=1_000)
    store.sources.remove(SOURCE, at=2_000)
    assert _due(store) == []
    assert store.tips.note(_tip(), at=3_000)
