"""What every store must do with pages as they came."""

from __future__ import annotations

import zlib

import pytest
from msgspec.structs import replace

from newsfold.model import Article, Page, Provider, Request
from newsfold.store import open_store

BODY = b"<html>\xff\xfe as it came"


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def _page(article: str = "", source: str = "", at: int = 100) -> Page:
    request = Request(url="https://quay.example/1", article=article, source=source)
    return Page(
        request=request,
        url="https://quay.example/1?x",
        status=200,
        fetched=at,
        headers={"content-type": "text/html"},
        body=BODY,
        redirects=((302, "https://quay.example/1?x"),),
    )


def _keep(store, page: Page) -> None:
    store.pages.keep(page, zlib.compress(page.body))


def _kept(store) -> list[tuple[str, str]]:
    pages = [page for _, page in store.pages.kept(limit=99)]
    return [(page.request.article, page.request.source) for page in pages]


def test_a_page_comes_back_as_it_came(store):
    page = _page("a1")
    _keep(store, page)
    ((place, kept),) = store.pages.kept(limit=9)
    assert kept == page
    assert store.pages.kept(after=place, limit=9) == []


def test_an_article_has_its_last_page_and_a_source_its_last_feed(store):
    _keep(store, _page("a1"))
    _keep(store, _page(source="s1"))
    _keep(store, _page("a1", source="s1", at=200))
    _keep(store, _page("a2"))
    _keep(store, replace(_page(source="s1"), status=203))
    assert _kept(store) == [("a1", "s1"), ("a2", ""), ("", "s1")]
    assert [page.status for _, page in store.pages.kept(limit=9)] == [200, 200, 203]


def test_pages_expire_a_few_at_a_time(store):
    for number in range(5):
        _keep(store, _page(f"a{number}", at=100 + number))
    assert store.pages.expire(104, limit=3) == 3
    assert store.pages.expire(104, limit=3) == 1
    assert store.pages.expire(104, limit=3) == 0
    assert _kept(store) == [("a4", "")]


def test_what_may_hold_an_articles_words_is_dropped_with_it(store):
    with store.transaction():
        names = {}
        for name, domain, source in (
            ("mine", "quay.example", "feed1"),
            ("beside", "quay.example", "feed2"),
            ("other", "wire.example", "feed3"),
        ):
            article = Article(
                title=name,
                web_url=f"https://{domain}/{name}",
                provider=Provider(domain=domain),
                source=source,
            )
            _, names[name] = store.articles.save(article, at=1, extractor="1")
            _keep(store, _page(names[name]))
            _keep(store, _page(source=source))
    assert store.pages.drop("quay.example", names["mine"], limit=2) == 2
    assert store.pages.drop("quay.example", names["mine"], limit=2) == 1
    assert _kept(store) == [("", "feed2"), (names["other"], ""), ("", "feed3")]


def test_the_latest_pages_of_articles_that_fit(store):
    for name in ("a1", "a2", "a3"):
        _keep(store, replace(_page(name), url=f"https://quay.example/{name}"))
    _keep(store, _page(source="https://quay.example/f"))
    latest = store.pages.latest(lambda url: "quay" in url, limit=2)
    assert [page.request.article for page in latest] == ["a3", "a2"]
    assert latest[0].body == BODY
    assert store.pages.latest(lambda url: url.endswith("a1"), limit=9)
    assert store.pages.latest(lambda _: False, limit=9) == []
