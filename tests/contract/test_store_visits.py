"""What every store must do with visits to articles' pages, and with rights."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsfold.model import Article, HostRights, Pace, Rights, Visit
from newsfold.store import open_store

ARTICLE = Article(title="Ferry sails", web_url="https://quay.example/1", body="It did.")
VISIT = Visit(
    article="a1",
    url="https://quay.example/1?id=1",
    due=500,
    last=100,
    etag='"x"',
    digest="d",
    extractor="1",
    told=ARTICLE,
)


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def test_a_visit_comes_back_as_it_was_saved(store):
    assert store.visits.get("a1") is None
    store.visits.save(VISIT)
    assert store.visits.get("a1") == VISIT
    later = replace(VISIT, due=900, told=None)
    store.visits.save(later)
    assert store.visits.get("a1") == later


def test_the_longest_overdue_come_first(store):
    for name, due in (("a1", 500), ("a2", 300), ("a3", 900), ("a4", 400)):
        store.visits.save(replace(VISIT, article=name, due=due))
    assert [v.article for v in store.visits.due(500, limit=9)] == ["a2", "a4", "a1"]
    assert [v.due for v in store.visits.due(500, limit=2)] == [300, 400]
    store.visits.put_off("a2", 700)
    store.visits.end("a4")
    assert [v.article for v in store.visits.due(500, limit=9)] == ["a1"]
    assert store.visits.get("a2") == replace(VISIT, article="a2", due=700)
    assert store.visits.get("a4") is None


def test_an_edit_of_a_page_is_one_and_carries_how_it_was_told(store):
    with store.transaction():
        _, name = store.articles.save(ARTICLE, at=100, extractor="1")
        known = store.articles.get(name)
        edited = replace(known, title="Ferry sank")
        outcome = store.articles.save(edited, at=200, extractor="1", change="revised")
        store.log.add(
            "article.told", name, at=200, revision=2, told="corrected", notice="Sorry."
        )
    assert outcome == ("revised", name)
    (edit,) = store.articles.edits([name])[name]
    assert (edit.before.title, edit.after.title) == ("Ferry sails", "Ferry sank")
    assert (edit.told, edit.notice) == ("corrected", "Sorry.")


def test_a_forgotten_article_is_not_looked_at(store):
    with store.transaction():
        _, name = store.articles.save(ARTICLE, at=100, extractor="1")
        store.visits.save(replace(VISIT, article=name))
        store.forgotten.article(name)
    assert store.visits.get(name) is None
    assert store.forgotten.has(VISIT.url)


def test_rights_are_the_pages_and_survive_what_feeds_say(store):
    said = {"robots": "noai"}
    denied = Rights(model="deny", why={"model": "noai"})
    with store.transaction():
        _, name = store.articles.save(ARTICLE, at=100, extractor="1")
        known = store.articles.get(name)
        store.articles.save_rights(replace(known, signals=said, rights=denied))
        again = replace(ARTICLE, title="Ferry sank")
        assert store.articles.save(again, at=200, extractor="1")[0] == "revised"
    now = store.articles.get(name)
    assert (now.title, now.signals, now.rights) == ("Ferry sank", said, denied)
    with store.transaction():
        page = replace(now, body="More.", signals={}, rights=Rights())
        store.articles.save(page, at=300, extractor="1")
    assert store.articles.get(name).rights == Rights()


def test_what_hosts_say_is_kept_by_host(store):
    one = HostRights(host="https://quay.example", at=1, rules=(("/", True, ""),))
    store.hosts.save(one)
    store.hosts.save(HostRights(host="https://a.example", at=1))
    later = replace(one, at=9, rules=())
    store.hosts.save(later)
    assert store.hosts.of(["https://quay.example", "https://no.example"]) == {
        "https://quay.example": later
    }
    assert [host.host for host in store.hosts.all()] == [
        "https://a.example",
        "https://quay.example",
    ]


def test_how_hosts_are_asked_is_kept_until_it_is_a_day_past(store):
    blocked = Pace(host="a.example", blocked=5_000, failures=3)
    slow = Pace(host="b.example:8080", next=1_010)
    with store.transaction():
        store.hosts.save_paces([blocked, slow], now=1_000)
    assert store.hosts.paces() == [blocked, slow]
    usual = Pace(host="a.example")
    with store.transaction():
        store.hosts.save_paces([usual], now=6_000)
    assert store.hosts.paces() == [usual, slow]
    with store.transaction():
        store.hosts.save_paces([], now=1_011 + 86_400)
    assert store.hosts.paces() == [usual]
