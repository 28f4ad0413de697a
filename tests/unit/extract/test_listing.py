from __future__ import annotations

import time

import pytest

from newsfold.extract import extract
from newsfold.extract.rules import PageRule
from newsfold.model import Page, Request

URL = "https://www.quay.example/news/"


def page(body: str, url: str = URL) -> Page:
    return Page(
        request=Request(url=url, purpose="listing", source=url),
        url=url,
        status=200,
        fetched=0,
        body=body.encode(),
    )


def links(body: str, rule: PageRule | None = None) -> list[str]:
    found = extract(page(body), rule=rule)
    assert not found.articles
    return [tip.url for tip in found.tips]


PAGE = """
<!doctype html><title>News
 of the Quay</title>
<nav><a href="/news/">News</a> <a href="/crew">All about our crew</a>
<a href="/tag/ferry-and-pier">Ferry and pier news</a></nav>
<main><div class=list>
<h2><a href="/news/ferry-sails-again">Ferry sails again after the storm</a></h2>
<a href="/news/ferry-sails-again#comments">3 comments</a>
<a href="/news/pier-is-closed-now"><img src=x></a>
<h2><a href="../news/pier-is-closed-now">Pier is closed for the <b>winter</b></a></h2>
<a href="/2026/03/01/storm">Storm is near, says the harbour master</a>
<a href="https://blog.quay.example/how-we-report-news">How we report the news</a>
<a href="https://wire.example/glass-works-stand-still">Glass works stand still</a>
<a href="javascript:alert('a long enough headline')">A long enough headline</a>
<a href="/files/annual-report-of-2025.pdf">Annual report of the Quay</a>
</div></main>
<footer><a href="/jobs">Work for us</a></footer>
"""


def test_without_a_rule_links_count_that_look_like_articles():
    assert links(PAGE) == [
        "https://www.quay.example/news/ferry-sails-again",
        "https://www.quay.example/news/pier-is-closed-now",
        "https://www.quay.example/2026/03/01/storm",
        "https://blog.quay.example/how-we-report-news",
    ]


def test_what_the_page_says_of_itself():
    told = extract(page(PAGE)).feed
    assert (told.kind, told.title, told.site) == (
        "page",
        "News of the Quay",
        "https://www.quay.example/",
    )


def test_a_rule_by_pattern_takes_nothing_else():
    assert links(PAGE, PageRule(links=("/news/*-*",))) == [
        "https://www.quay.example/news/ferry-sails-again",
        "https://www.quay.example/news/pier-is-closed-now",
    ]
    other = PageRule(links="https://wire.example/*")
    assert links(PAGE, other) == ["https://wire.example/glass-works-stand-still"]


def test_a_rule_by_element():
    assert links(PAGE, PageRule(within="nav, footer")) == [
        "https://www.quay.example/crew",
        "https://www.quay.example/tag/ferry-and-pier",
        "https://www.quay.example/jobs",
    ]
    deeper = PageRule(within="main:not(nav, footer) > .list h2, footer")
    assert links(PAGE, deeper) == [
        "https://www.quay.example/news/ferry-sails-again",
        "https://www.quay.example/news/pier-is-closed-now",
        "https://www.quay.example/jobs",
    ]
    both = PageRule(within=".list", links=("*ferry*", "*storm*"))
    assert links(PAGE, both) == [
        "https://www.quay.example/news/ferry-sails-again",
        "https://www.quay.example/2026/03/01/storm",
    ]


def test_a_headline_of_few_characters_may_be_long():
    told = (
        "<a href='/a/68123456'>渡轮周一启航前往</a><a href='/a/68123457'>渡轮</a>"
        "<a href='/a/68123458'>Ferry</a>"
    )
    assert links(told) == ["https://www.quay.example/a/68123456"]


@pytest.mark.parametrize(
    "inside",
    [
        "<a href='/a/68123456' aria-label='Ferry sails again today'></a>",
        "<a href='/a/68123456' title='Ferry sails again today'>Read</a>",
        "<a href='/a/68123456'><img src=x alt='Ferry sails again today'> </a>",
        "<a href='/a/68123456'>1</a><a href='/a/68123456'>Ferry sails again today</a>",
    ],
)
def test_a_headline_may_stand_beside_the_words(inside):
    assert links(inside) == ["https://www.quay.example/a/68123456"]


def test_links_are_relative_to_the_base():
    told = "<base href='/en/'><a href='ferry-sails-again'>Ferry sails again today</a>"
    assert links(told) == ["https://www.quay.example/en/ferry-sails-again"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("", None),
        ("\0\0", None),
        ("<a href='/'>Home</a>", None),
        (PAGE, PageRule(within=".none")),
        (PAGE, PageRule(links="/none/*")),
    ],
)
def test_a_page_without_any_says_so(body, rule):
    found = extract(page(body), rule=rule)
    assert found.feed is None
    (failure,) = found.failures
    assert (failure.reason, failure.subject) == ("no-links", URL)
    assert ("rule" in failure.detail) is True


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + "<a href=/ferry-sails-again>Ferry sails again today</a>",
        "<a href=/ferry-sails-again>Ferry sails again today" * 50_000,
        "<a href='/ferry-sails-again-" + "x" * 4_000_000 + "'>Ferry</a>",
        "<a " + "href=/x " * 300_000 + ">Ferry sails again today</a>",
    ],
    ids=["deep", "many", "long", "attributes"],
)
def test_a_hostile_page_is_bounded(body):
    began = time.process_time()
    found = extract(page(body), rule=PageRule(within="div, p"))
    found = extract(page(body))
    assert len(found.tips) <= 200
    assert time.process_time() - began < 5
