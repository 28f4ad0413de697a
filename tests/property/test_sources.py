"""What holds of any sitemap, any page's links, any answer of an API."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.extract import extract
from newsfold.extract.rules import ApiRule, PageRule, Rule, matches, values
from newsfold.model import Page, Request
from newsfold.text import urls
from newsfold.text.paths import day, is_article
from support.mutations import mutated

URL = "https://n.example/x"
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://n.example/ferry-sails-again?a=1&amp;b=2</loc>
<lastmod>2026-03-01T10:00:00+01:00</lastmod><news:news><news:title>Ferry</news:title>
<news:publication_date>2026-03-01</news:publication_date></news:news></url>
<url><loc>https://n.example/2026/03/01/pier-is-closed</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://n.example/a-1.xml</loc><lastmod>2026-03-01</lastmod></sitemap><sitemap>
<loc>https://n.example/a-2.xml.gz</loc></sitemap></sitemapindex>"""
FRONT = b"""<!doctype html><html><head><title>The Quay</title><base href="/en/"></head>
<body><nav><a href="/">Home</a></nav><main><ul><li><a href="ferry-sails-again"><b>Ferry
</b> sails again after the storm</a><li><a href="https://n.example/a/68123456">Pier is
closed for the winter</a></ul></main></body></html>"""
ANSWER = json.dumps(
    {
        "data": [{"u": "/1", "t": "Ferry", "d": 1772352000, "a": [{"n": "Ada"}]}] * 3,
        "next": "/y",
    }
).encode()
RULE = ApiRule(
    items="data[]", url="u", title="t", date="d", author="a[].n", next="next", pages=2
)
KINDS: tuple[tuple[str, bytes, Rule | None], ...] = (
    ("sitemap", SITEMAP, None),
    ("sitemap", INDEX, None),
    ("listing", FRONT, None),
    ("listing", FRONT, PageRule(within="main li", links="*again*")),
    ("api", ANSWER, RULE),
)


def _holds(body: bytes, purpose: str, rule: Rule | None) -> None:
    """What is found has an address on the web; what is not read says why."""
    asked = Page(
        request=Request(url=URL, purpose=purpose, source=URL),  # type: ignore[arg-type]  # a Purpose in text
        url=URL,
        status=200,
        fetched=1_772_400_000,
        body=body,
    )
    found = extract(asked, rule=rule)
    assert found.feed is not None or found.failures
    assert all(failure.reason for failure in found.failures)
    addresses = [
        *(article.web_url for article in found.articles),
        *(tip.url for tip in found.tips),
        *(request.url for request in found.requests),
    ]
    assert all(map(urls.is_web, addresses))


@given(st.sampled_from(KINDS), st.integers(0, 10**9))
@settings(max_examples=300)
def test_a_broken_document_is_read_or_says_why(kind, number):
    purpose, sound, rule = kind
    _holds(mutated(sound, number), purpose, rule)


@given(st.sampled_from(KINDS), st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_are_read_or_say_why(kind, body):
    _holds(body, kind[0], kind[2])


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["data", "u", "t", "d", "a", "n"]), inner)
    ),
    max_leaves=12,
)


@given(TREES)
@settings(max_examples=150)
def test_any_json_is_read_or_says_why(tree):
    _holds(json.dumps(tree).encode(), "api", RULE)
    assert values(tree, "data[].a[0].n") is not None


@given(st.text(max_size=80))
@settings(max_examples=150)
def test_any_address_is_one_of_an_article_or_not(text):
    for url in (text, f"https://n.example/{text}"):
        assert is_article(url) in {True, False}
        assert day(url) is None or day(url) % 86_400 == 0


@given(st.lists(st.text("ab/", max_size=4), min_size=1, max_size=5), st.data())
@settings(max_examples=150)
def test_a_pattern_fits_what_it_was_made_of(pieces, data):
    filled = [
        piece + data.draw(st.text("ab/", max_size=4)) for piece in pieces[:-1]
    ] + pieces[-1:]
    pattern = "https://" + "*".join(pieces)
    assert matches(pattern, "https://" + "".join(filled))
