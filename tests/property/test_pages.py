"""Whatever a page holds, it is read or said to be unreadable, soon."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.clean import clean
from newsfold.extract.page import extract_page
from newsfold.model import Article, Page, Request
from support.mutations import mutated

URL = "https://www.quay.example/2026/03/02/pier"
NOW = 1_772_500_000
SOUND = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    "<title>Pier closed after storm | The Quay</title>"
    '<meta property="og:site_name" content="The Quay">'
    '<meta name="author" content="Ida Brandt">'
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
    '{"@type":"NewsArticle","headline":"Pier closed after storm","datePublished":'
    '"2026-03-02T09:30:00+01:00","author":[{"@id":"#ida"}]},'
    '{"@type":"Person","@id":"#ida","name":"Ida Brandt"}]}</script></head><body>'
    '<nav><ul><li><a href="/">News</a></ul></nav><main><article>'
    "<h1>Pier closed after storm</h1><p class=byline>By Ida Brandt</p>"
    + "<p>The harbour master closed the pier on Monday, after a night in which the"
    " storm had torn eleven planks from it and sunk a boat – “a bad one”, he said.</p>"
    * 4
    + "<table><tr><td>Planks</td><td>11</td></tr></table></article></main>"
    "<footer>© The Quay</footer></body></html>"
).encode()


def read(body: bytes) -> list[Article]:
    page = Page(request=Request(url=URL), url=URL, status=200, fetched=NOW, body=body)
    found = extract_page(page)
    assert len(found.articles) + len(found.failures) == 1
    return [clean(article, seen=NOW) for article in found.articles]


def test_the_sound_page_is_read() -> None:
    (article,) = read(SOUND)
    assert article.title == "Pier closed after storm"
    assert article.authors == ("Ida Brandt",)
    assert "eleven planks" in article.body


def test_mutations_are_answered_soon() -> None:
    start = time.process_time()
    titled = 0
    for number in range(400):
        titled += any(article.title for article in read(mutated(SOUND, number)))
    assert time.process_time() - start < 60
    assert titled > 200


PIECES = """
<p>|</p>|<div>|<a href=/x>|</a>|<b>|<br><br>|<table><td>|<li>|<h1>|<time>|<!--|-->
<script>|</script>|<meta content=1 name=date>|&lt;|&#0;|words. |2026-03-02|By
""".replace("\n", "|").split("|")
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), MARKUP.map(str.encode)))
def test_no_bytes_make_a_page_raise(body: bytes) -> None:
    read(body)
