from __future__ import annotations

import time

import pytest

from newsfold.model import Page, Request
from newsfold.sources.discover import feeds, sitemaps

HOME = "https://www.news.example/section/"


def _feeds(body: str | bytes, url: str = HOME) -> list[str]:
    data = body.encode() if isinstance(body, str) else body
    request = Request(url=url, purpose="discover")
    return feeds(Page(request=request, url=url, status=200, fetched=0, body=data))


RSS = 'rel="alternate" type="application/rss+xml"'


@pytest.mark.parametrize(
    "link",
    [
        f'<link {RSS} href="/feed.xml">',
        "<LINK REL=ALTERNATE TYPE=application/atom+xml HREF=/feed.xml>",
        "<link href='/feed.xml' type='application/feed+json' rel='alternate'/>",
        '<link rel="alternate home" type="text/RSS+xml; charset=x" href=" /feed.xml ">',
        '<link rel="feed" href="/feed.xml">',
        f'<link title="a > b" {RSS}\n  href="/feed.xml">',
        f'<base href="/other/"><link {RSS} href="../feed.xml">',
        f'<link {RSS} href="//www.news.example/feed.xml">',
        f'<link {RSS} href="feed:https://www.news.example/feed.xml">',
        '<a href="/feed.xml">Subscribe</a>',
    ],
)
def test_a_feed_is_found(link: str) -> None:
    assert _feeds(f"<html><head>{link}</head>") == ["https://www.news.example/feed.xml"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="de" href="/de">',
        '<link rel="alternate" type="text/html" href="/feed">',
        '<link rel="stylesheet" type="application/rss+xml" href="/x">',
        f"<link {RSS}>",
        f'<link {RSS} href="">',
        f'<link {RSS} href="javascript:feed()">',
        f'<!-- <link {RSS} href="/old.xml"> -->',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?x">',
        '<a href="/about">About us</a>',
        '<a href="/feedback">Feedback</a>',
        '<a href="/sitemap.xml">Sitemap</a>',
        '<a href="/rss.html">RSS</a>',
        '<a href="/news/rss-at-25-a-history">A history</a>',
        "just text",
        "",
    ],
)
def test_what_announces_none(link: str) -> None:
    assert _feeds(link) == []


@pytest.mark.parametrize(
    "href",
    ["/rss", "/rss/", "/feed/", "/index.xml", "/atom.xml", "/world.rss", "/feeds/world",
     "/?feed=rss2", "/x?format=rss", "https://feeds.news.example/world", "/feed.json"],
)  # fmt: skip
def test_plausible_links(href: str) -> None:
    assert len(_feeds(f'<a href="{href}">x</a>')) == 1


def test_a_link_that_says_rss() -> None:
    assert _feeds('<a href="/subscribe/all">All news (RSS)</a>')
    assert _feeds('<a href="/subscribe/all" title="RSS 2.0"><img src=x></a>')


def test_best_first_and_each_once() -> None:
    found = _feeds(
        '<a href="/linked.rss">x</a>'
        f'<link {RSS} title="News » Comments" href="/comments/feed/">'
        f'<link {RSS} href="https://elsewhere.example/feed">'
        '<link rel="alternate" type="text/xml" href="/generic">'
        f'<link {RSS} href="/main"><link {RSS} href="/second">'
        '<a href="/main">x</a><a href="/second#top">RSS</a>'
    )
    assert found == [
        "https://www.news.example/main",
        "https://www.news.example/second",
        "https://www.news.example/generic",
        "https://www.news.example/linked.rss",
        "https://www.news.example/comments/feed/",
        "https://elsewhere.example/feed",
    ]


def test_a_page_cannot_flood_us() -> None:
    many = "".join(f'<link {RSS} href="/{number}.rss">' for number in range(5000))
    assert len(_feeds(many)) == 100


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<a ", '<a href="', "<!--", "<a href=/rss>", "<link a a a=  ", "<a x='",
     "aaaa", "<a\t", '<a "" ', "&amp;", "<a href=/rss><table><td>"],
)  # fmt: skip
def test_time_grows_with_size_alone(unit: str) -> None:
    def cost(count: int) -> float:
        data = (unit * count).encode()
        start = time.process_time()
        _feeds(data)
        return time.process_time() - start

    cost(1000)
    assert cost(40_000) < 2.5 * cost(20_000) + 0.2


def test_the_sitemaps_of_a_robots_txt_are_found_those_of_news_first() -> None:
    url = "https://www.news.example/robots.txt"
    body = (
        b"User-agent: *\nDisallow: /x\n"
        b"Sitemap: https://www.news.example/image-sitemap.xml\n"
        b"sitemap:https://www.news.example/sitemap.xml # all\r\n"
        b"  SiteMap : /news-sitemap.xml\n"
        b"Sitemap: ftp://www.news.example/x.xml\nNoSitemap: /y.xml\n"
        b"Sitemap: https://www.news.example/sitemap.xml\n"
    )
    request = Request(url=url, purpose="robots")
    page = Page(request=request, url=url, status=200, fetched=0, body=body)
    assert [found.rpartition("/")[2] for found in sitemaps(page)] == [
        "news-sitemap.xml",
        "sitemap.xml",
        "image-sitemap.xml",
    ]
