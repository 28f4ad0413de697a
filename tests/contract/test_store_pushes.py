"""What every store must do with what hubs push; run for each that there is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsfold.model import Article, Push, Source
from newsfold.store import open_store

FEED = "https://quay.example/f"
TOKEN, OTHER, SECRET = "t", "u", "s"
PUSH = Push(
    source=FEED, hub="https://hub.example", topic=FEED, token=TOKEN, secret=SECRET
)


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def test_a_subscription_is_found_by_its_token_and_replaced(store):
    store.pushes.save(PUSH)
    assert store.pushes.by_token(TOKEN) == PUSH
    moved = replace(PUSH, token=OTHER, state="active")
    store.pushes.save(moved)
    assert store.pushes.by_token(TOKEN) is None
    assert store.pushes.all() == {FEED: moved}


def test_what_was_pushed_waits_until_it_is_taken(store):
    assert store.pushes.deliver(FEED, "text/xml", b"<1>", most=2)
    assert store.pushes.deliver(FEED, "text/xml", b"<2>", most=2)
    assert not store.pushes.deliver(FEED, "text/xml", b"<3>", most=2)
    first, second = store.pushes.deliveries()
    found = store.pushes.delivery(first)
    assert (found.source, found.content_type, found.body) == (FEED, "text/xml", b"<1>")
    store.pushes.taken(first)
    assert store.pushes.deliveries() == [second]
    assert store.pushes.delivery(first) is None


def test_what_was_pushed_leaves_with_its_source_a_subscription_when_it_is_ended(store):
    store.sources.add(Source(url=FEED), at=1)
    store.pushes.save(PUSH)
    store.pushes.deliver(FEED, "text/xml", b"<1>", most=2)
    store.sources.remove(FEED, at=2)
    assert (store.pushes.all(), store.pushes.deliveries()) == ({FEED: PUSH}, [])
    store.pushes.drop(FEED)
    assert store.pushes.all() == {}


def test_what_is_forgotten_is_in_no_delivery(store):
    article = Article(title="Ferry", web_url="https://quay.example/ferry")
    _, name = store.articles.save(article, at=1, extractor="test")
    store.pushes.deliver(FEED, "text/xml", b"<ferry>", most=2)
    store.forgotten.article(name)
    assert store.pushes.deliveries() == []
