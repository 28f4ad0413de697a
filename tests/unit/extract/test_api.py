from __future__ import annotations

import json
import time

import pytest

from newsfold.extract import extract
from newsfold.extract.rules import ApiRule
from newsfold.model import Page, Request
from newsfold.text import dates

URL = "https://api.quay.example/v1/items?limit=2"
RULE = ApiRule(
    items="data.items[]",
    url="links.self",
    title="headline",
    date="published",
    updated="changed",
    summary="teaser",
    author="authors[].name",
    tags="tags[]",
    image="pictures[].url",
    language="lang",
    name="The Quay",
    site="https://www.quay.example/",
)
ITEM = {
    "headline": "Ferry &amp; pier",
    "links": {"self": "/news/1"},
    "published": "2026-03-01T08:00:00Z",
    "changed": 1772355600000,
    "teaser": "<p>The <b>ferry</b> sails.</p>",
    "authors": [{"name": "Ada Quill"}, {"name": "Bo Reed"}, {"x": 1}],
    "tags": ["Harbour", 7],
    "pictures": [{"url": "/p.jpg"}],
    "lang": "en-GB",
}


def page(body: object, url: str = URL) -> Page:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Page(
        request=Request(url=url, purpose="api", source=URL),
        url=url,
        status=200,
        fetched=0,
        body=data,
    )


def change(**fields):
    import msgspec

    return msgspec.structs.replace(RULE, **fields)


def items(*found):
    return {"data": {"items": list(found)}}


def test_an_item_in_full():
    found = extract(page(items(ITEM)), rule=RULE)
    (article,) = found.articles
    assert (article.title, article.web_url) == (
        "Ferry & pier",
        "https://www.quay.example/news/1",
    )
    assert dates.iso(article.published) == "2026-03-01T08:00:00Z"
    assert dates.iso(article.modified) == "2026-03-01T09:00:00Z"
    assert article.excerpt == "The ferry sails."
    assert (article.authors, article.tags) == (
        ("Ada Quill", "Bo Reed"),
        ("Harbour", "7"),
    )
    assert [one.url for one in article.images] == ["https://www.quay.example/p.jpg"]
    assert (article.language, article.source) == ("en", URL)
    assert (article.provider.name, article.provider.domain) == (
        "The Quay",
        "quay.example",
    )
    assert article.evidence["title"] == article.evidence["web_url"] == "api"
    assert (found.feed.kind, found.feed.title) == ("api", "The Quay")
    assert found.failures == ()


def test_an_item_without_a_headline_is_a_tip_and_one_without_address_a_failure():
    bare = {"links": {"self": "/news/2"}, "published": 1772352000}
    found = extract(page(items(ITEM, bare, {"headline": "Lost"}, "x")), rule=RULE)
    (tip,) = found.tips
    assert (tip.url, dates.iso(tip.published)) == (
        "https://www.quay.example/news/2",
        "2026-03-01T08:00:00Z",
    )
    assert [failure.reason for failure in found.failures] == ["no-link", "no-link"]


def test_the_address_that_is_asked_is_no_site():
    asked = f"{URL}&key=geheim"
    told = extract(page(items(ITEM), asked), rule=change(site="", name="")).feed
    assert (told.site, told.title) == ("https://api.quay.example/", "api.quay.example")


def test_an_address_may_be_a_template():
    rule = change(url="https://www.quay.example/{lang}/{links.self}/{tags[1]}")
    (article,) = extract(page(items(ITEM)), rule=rule).articles
    assert article.web_url == "https://www.quay.example/en-GB//news/1/7"
    rule = change(url="https://www.quay.example/{none}")
    assert extract(page(items(ITEM)), rule=rule).feed is None


def test_the_top_may_be_the_list_and_the_list_be_empty():
    rule = change(items="[]")
    assert len(extract(page([ITEM]), rule=rule).articles) == 1
    found = extract(page([]), rule=rule)
    assert (found.articles, found.failures) == ((), ())
    assert found.feed.kind == "api"


@pytest.mark.parametrize(
    ("body", "fields", "reason", "said"),
    [
        (b"<html>", {}, "not-json", ""),
        (b"", {}, "not-json", ""),
        (b"[" * 200_000, {}, "not-json", ""),
        (
            {"data": {"itms": []}},
            {},
            "bad-rule",
            "api.items: 'data.items' is not there",
        ),
        ({"data": {"itms": []}}, {}, "bad-rule", "'itms'"),
        (items(ITEM), {"items": "data"}, "bad-rule", "api.items: 'data' is no list"),
        (items(ITEM), {"url": "href"}, "bad-rule", "api.url: no item has 'href'"),
        (items(ITEM), {"url": "href"}, "bad-rule", "'headline', 'links'"),
    ],
)
def test_what_does_not_fit_is_told_by_its_key(body, fields, reason, said):
    found = extract(page(body), rule=change(**fields))
    assert found.feed is None
    (failure,) = found.failures
    assert failure.reason == reason
    assert said in failure.detail


def test_the_next_page_is_an_address_a_mark_or_a_number():
    def following(tree, url=URL, **fields):
        rule = change(pages=3, **fields)
        return [one.url for one in extract(page(tree, url), rule=rule).requests]

    told = items(ITEM) | {"next": "/v1/items?after=9", "mark": "a&b"}
    assert following(told, next="next") == ["https://api.quay.example/v1/items?after=9"]
    assert following(told, next="mark", next_parameter="c") == [f"{URL}&c=a%26b"]
    assert following(told, next_parameter="page") == [f"{URL}&page=2"]
    assert following(told, f"{URL}&page=2", next_parameter="page") == [f"{URL}&page=3"]
    many = f"{URL}&page={'9' * 5_000}"
    assert following(told, many, next_parameter="page") == [f"{URL}&page=2"]
    assert following(told, next="none") == []
    assert following(items(), next_parameter="page") == []


def test_the_next_page_is_on_the_same_host():
    told = items(ITEM) | {"next": "https://169.254.1.1/x"}
    found = extract(page(told), rule=change(pages=2, next="next"))
    assert "api.next" in found.failures[0].detail


def test_an_answer_of_odd_bytes_is_read():
    told = json.dumps(items(ITEM | {"headline": "Fähre"}), ensure_ascii=False)
    body = told.replace("Fähre", "Fä\thre").encode("latin-1")
    (article,) = extract(page(body), rule=RULE).articles
    assert article.title == "Fä hre"


def test_a_hostile_answer_is_bounded():
    began = time.process_time()
    found = extract(page(items(*[ITEM] * 20_000)), rule=RULE)
    assert (len(found.articles), found.left) == (500, 19_500)
    deep = b'{"data":' * 100_000
    assert extract(page(deep), rule=RULE).failures[0].reason == "not-json"
    wide = items(ITEM | {"tags": ["x" * 100] * 100_000})
    assert len(extract(page(wide), rule=RULE).articles[0].tags) <= 50
    assert time.process_time() - began < 5
