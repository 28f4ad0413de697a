"""What every store must do with watches; run for each that there is."""

from __future__ import annotations

import pytest

from newsfold.model import Article, Dealing, Placement, Provider, Story, Summary, Watch
from newsfold.store import open_store
from newsfold.text.query import parse


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


WATCH = Watch(id="w1", query="ferry", added=3, secret="hush")  # noqa: S106  # of a feed


def _publish(store, number, title, *, published=True, topics=(), **deal):
    story = f"s{number}"
    with store.transaction():
        _, article = store.articles.save(
            Article(
                title=title,
                web_url=f"https://quay.example/{number}",
                published=number * 86_400,
                language="en",
                provider=Provider(name="The Quay", domain="quay.example"),
            ),
            at=number,
            extractor="test",
        )
        made = Story(
            id=story, lead=article, articles=(article,), opened=1, updated=number
        )
        store.stories.save(made)
        store.stories.place(Placement(article=article, story=story))
        lead = store.articles.get(article)
        store.summaries.save(
            Summary(story=made, lead=lead, topics=topics, published=published)
        )
        if deal:
            store.ledger.keep(
                story, Dealing(story=story, at=number, status="announced", **deal)
            )


def test_a_watch_is_kept_and_forgotten(store):
    with store.transaction():
        store.watches.add(WATCH)
    assert store.watches.all() == [WATCH]
    assert store.watches.get("w1") == store.watches.get("hush") == WATCH
    assert store.watches.get("w2") is None
    with store.transaction():
        store.watches.hit("w1", "s1", last=1, at=1)
        store.watches.remove("w1")
    assert store.watches.all() == []
    assert store.watches.hits("w1") == []


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ("ferry", ["s1", "s2"]),
        ("ferry -storm", ["s2"]),
        ("kind:funding", ["s2", "s4"]),
        ("kind:funding amount>50M", ["s4"]),
        ("org:tern", ["s2", "s4"]),
        ("topic:ai ferry", ["s2"]),
        ("source:quay after:1970-01-03", ["s2", "s4"]),
        ("lang:de", []),
    ],
)
def test_published_stories_are_held_against_a_query(store, query, stories):
    _publish(store, 1, "Ferry sails in the storm")
    _publish(
        store, 2, "Ferry firm", topics=("AI",), kind="funding", target="Tern", usd=1e6
    )
    _publish(store, 3, "Ferry withheld", published=False, kind="funding", usd=9e9)
    _publish(store, 4, "Deal", kind="funding", target="Tern Ltd", usd=6e7)
    _publish(store, 5, "Ferry elsewhere")
    some = ["s1", "s2", "s3", "s4"]
    assert store.watches.matching(parse(query), some) == stories
    assert store.watches.matching(parse(query), []) == []


def test_a_story_is_hit_once_and_each_fact_that_changes_later_once(store):
    _publish(store, 1, "Ferry")
    with store.transaction():
        store.log.add("fact.changed", "s1", at=1, what="before")
        last = store.log.changes(limit=1)[0].seq
        assert store.watches.hit("w1", "s1", last=last, at=5) == 1
        assert store.watches.hit("w1", "s1", last=last, at=6) == 0
        store.log.add("fact.changed", "s1", at=7, what="after")
        store.log.add("fact.changed", "s2", at=7, what="elsewhere")
        later = store.log.changes(limit=1)[0].seq
        assert store.watches.hit("w1", "s1", last=later, at=8) == 1
        assert store.watches.hit("w1", "s1", last=later, at=9) == 0
    newest, oldest = store.watches.hits("w1")
    assert (oldest.line, oldest.at, oldest.story) == (0, 5, "s1")
    assert (newest.line, newest.at) == (later - 1, 8)
    assert oldest.new
    with store.transaction():
        store.watches.show([oldest])
    assert [hit.new for hit in store.watches.hits("w1")] == [True, False]
    assert len(store.watches.hits("w1", limit=1)) == 1


def test_what_was_so_before_is_no_news_until_a_fact_changes(store):
    _publish(store, 1, "Ferry")
    with store.transaction():
        assert store.watches.hit("w1", "s1", last=0, at=5, past=True) == 1
        assert store.watches.hit("w1", "s1", last=0, at=6) == 0
        assert store.watches.hits("w1") == []
        store.log.add("fact.changed", "s1", at=7, what="after")
        last = store.log.changes(limit=1)[0].seq
        assert store.watches.hit("w1", "s1", last=last, at=8) == 1
    (hit,) = store.watches.hits("w1")
    assert hit.line == last


def test_what_met_a_watch_follows_a_story_that_is_merged(store):
    _publish(store, 1, "Ferry")
    _publish(store, 2, "Ferry")
    with store.transaction():
        store.watches.hit("w1", "s1", last=1, at=5)
        store.watches.hit("w2", "s1", last=1, at=5)
        store.watches.hit("w2", "s2", last=1, at=5)
        store.stories.merge("s1", "s2")
    assert [hit.story for hit in store.watches.hits("w1")] == ["s2"]
    assert [hit.story for hit in store.watches.hits("w2")] == ["s2"]
