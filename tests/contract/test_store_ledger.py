"""What every store must do with deals; run for each that there is."""

from __future__ import annotations

import pytest

from newsfold.model import Amount, Article, Dealing, Placement, Story, Summary
from newsfold.store import open_store
from newsfold.text.query import parse


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def _enter(store, number, *, published=True, topics=(), title="Deal", **fields):
    story = f"s{number}"
    with store.transaction():
        _, article = store.articles.save(
            Article(title=title, web_url=f"https://quay.example/{number}"),
            at=number,
            extractor="test",
        )
        made = Story(
            id=story, lead=article, articles=(article,), opened=1, updated=number
        )
        store.stories.save(made)
        store.stories.place(Placement(article=article, story=story))
        lead = store.articles.get(article)
        told = Summary(story=made, lead=lead, topics=topics, published=published)
        store.summaries.save(told)
        deal = Dealing(
            story=story, **{"kind": "funding", "status": "announced", **fields}
        )
        store.ledger.keep(story, deal)
    return deal


@pytest.fixture
def stocked(store):
    _enter(
        store,
        1,
        at=100_000,
        target="Yunqiao Ltd",
        parties=("Baiyu Group", "Silk Quay Capital"),
        sums=(Amount(value=342e6, currency="USD"),),
        usd=342e6,
        topics=("AI",),
    )
    _enter(
        store, 2, at=200_000, kind="fine", target="Coinharbor", usd=5e6, title="Fine"
    )
    _enter(store, 3, at=300_000, status="rumoured", target="Tern", published=False)
    _enter(store, 4, at=50_000, kind="layoffs", target="Baiyu", people=900)
    return store


def _found(store, query):
    return [deal.story for deal, _ in store.ledger.deals(parse(query), limit=9)]


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ("", ["s2", "s1", "s4"]),
        ("kind:funding", ["s1"]),
        ("kind:funding kind:fine", ["s2", "s1"]),
        ("status:rumoured", []),
        ("amount>50M", ["s1"]),
        ("amount<50M", ["s2"]),
        ("org:baiyu", ["s1", "s4"]),
        ('org:"Baiyu Holdings Ltd."', ["s1", "s4"]),
        ("org:silk", ["s1"]),
        ("org:quay", []),
        ("org:yunqiao org:coinharbor", ["s2", "s1"]),
        ("after:1970-01-02", ["s2", "s1"]),
        ("before:1970-01-02", ["s4"]),
        ("topic:ai", ["s1"]),
        ("fine", ["s2"]),
        ("kind:funding fine", []),
    ],
)
def test_deals_are_found_by_what_they_are(stocked, query, stories):
    assert _found(stocked, query) == stories
    assert stocked.ledger.count(parse(query)) == len(stories)


@pytest.mark.parametrize("few", [0, 1_500])
def test_a_search_finds_the_articles_of_such_deals(stocked, few, monkeypatch):
    monkeypatch.setattr("newsfold.store.sqlite.search._FEW_STORIES", few)

    def titles(query):
        found = stocked.articles.search(parse(query), limit=9)
        return [article.title for article, _ in found]

    assert titles("kind:fine") == ["Fine"]
    assert titles("org:baiyu deal") == ["Deal", "Deal"]
    assert titles("amount>50M fine") == []


def test_a_deal_comes_back_is_replaced_and_goes(store):
    deal = _enter(store, 1, at=5, target="Tern", parties=("Plover",))
    ((kept, told),) = store.ledger.deals(parse(""), limit=9)
    assert kept == deal
    assert told.story.id == "s1"
    with store.transaction():
        assert not store.ledger.keep("s1", deal)
        assert store.ledger.keep("s1", None)
        assert not store.ledger.keep("s1", None)
    assert _found(store, "org:plover") == []
    assert store.ledger.kinds() == {}


def test_deals_are_paged_and_counted_by_kind(stocked):
    assert stocked.ledger.kinds() == {"fine": 1, "funding": 1, "layoffs": 1}
    ((deal, _),) = stocked.ledger.deals(parse(""), limit=1, skip=1)
    assert deal.story == "s1"


def test_a_story_that_is_merged_or_forgotten_takes_its_deal_along(stocked):
    with stocked.transaction():
        stocked.stories.merge("s1", "s2")
        stocked.forgotten.made_of("s4")
    assert _found(stocked, "") == ["s2"]
    assert _found(stocked, "org:baiyu") == []
