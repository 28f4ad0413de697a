"""One spelling for one article, and whose domain it is."""

from __future__ import annotations

import pytest

from newsfold.text.urls import canonical, host_of, is_web, registrable, resolve


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "HTTP://News.Example:80/a/../b/./c?id=5&amp;b=2#top",
            "http://news.example/b/c?id=5&b=2",
        ),
        ("https://news.example", "https://news.example/"),
        (
            "https://news.example/a?utm_source=x&utm_medium=rss",
            "https://news.example/a",
        ),
        ("https://news.example/a?fbclid=1&id=7&gclid=2", "https://news.example/a?id=7"),
        ("https://news.example/?p=12&ref=rss", "https://news.example/?p=12"),
        ("https://news.example/a?ref=12", "https://news.example/a?ref=12"),
        (
            "https://news.example/s.php?article8532",
            "https://news.example/s.php?article8532",
        ),
        ("https://news.example/ü?q=é", "https://news.example/%C3%BC?q=%C3%A9"),
        ("https://news.example/a%7eb%2fc%zz", "https://news.example/a~b%2Fc%25zz"),
        ("https://news.example/#!/story/5", "https://news.example/#!/story/5"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        (" https://news.example/a b\n", "https://news.example/a%20b"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example//a///b", "https://news.example/a/b"),
        (
            "https://web.archive.org/web/2011/http://news.example/a",
            "https://web.archive.org/web/2011/http://news.example/a",
        ),
    ],
)
def test_canonical(given: str, expected: str) -> None:
    assert canonical(given) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "parameter",
    ["id", "ID", "idx", "cid", "eid", "uid", "newsID", "p", "story_id", "a_id", "sid"],
)
def test_an_id_is_never_lost(parameter: str) -> None:
    url = f"https://news.example/read?{parameter}=4711"
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "https://www.google.com/amp/s/www.news.example/x/story-12/amp/",
            "https://www.news.example/x/story-12/",
        ),
        (
            "https://www-news-example.cdn.ampproject.org/c/s/www.news.example/a-b-c.html",
            "https://www.news.example/a-b-c.html",
        ),
        (
            "https://news.example/my-long-story/amp",
            "https://news.example/my-long-story",
        ),
        ("https://news.example/news/amp", "https://news.example/news/amp"),
        ("https://news.example/story-1.amp.html", "https://news.example/story-1.html"),
        ("https://news.example/story?amp=1", "https://news.example/story"),
        ("https://news.example/story?amp=200", "https://news.example/story?amp=200"),
        (
            "https://de.m.wikipedia.org/wiki/Zeitung",
            "https://de.wikipedia.org/wiki/Zeitung",
        ),
        ("https://m.news.example/story", "https://m.news.example/story"),
        (
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fa%3Fid%3D1",
            "https://news.example/a?id=1",
        ),
    ],
)
def test_twins_and_wrappers(given: str, expected: str) -> None:
    assert canonical(given) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://a.example/",
        "javascript:alert(1)",
        "http://",
        "https://a b/",
        "http://[::1",
        "https://a.example:99999999/",
        "http://" + "a." * 6000,
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert canonical(url) == ""
    assert not is_web(url) or "a b" not in url


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://www.news.bbc.co.uk/a", "bbc.co.uk"),
        ("news.yahoo.co.jp", "yahoo.co.jp"),
        ("https://one.substack.com/p/x", "one.substack.com"),
        ("https://www.substack.com/", "substack.com"),
        ("https://one.github.io/x", "one.github.io"),
        ("https://daily.example:8000/x", "daily.example"),
        ("http://a.b.daily.test", "daily.test"),
        ("http://президент.рф/x", "xn--d1abbgf6aiiy.xn--p1ai"),
        ("http://xn--d1abbgf6aiiy.xn--p1ai/", "xn--d1abbgf6aiiy.xn--p1ai"),
        ("http://USER@Example.COM.:8080/", "example.com"),
        ("http://192.168.0.1/", ""),
        ("http://[2001:db8::1]:80/", ""),
        ("http://localhost:80", ""),
        ("", ""),
        ("..", ""),
    ],
)
def test_registrable(given: str, expected: str) -> None:
    assert registrable(given) == expected


def test_host() -> None:
    assert host_of("https://U:P@News.Example:81/x@y") == "news.example"
    assert host_of("//cdn.example/x") == "cdn.example"
    assert host_of("http://[2001:DB8::1]/") == "2001:db8::1"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/b", "https://news.example/b"),
        ("../c?d=1", "https://news.example/c?d=1"),
        ("//cdn.example/i.png", "https://cdn.example/i.png"),
        ("https://other.example/x", "https://other.example/x"),
        ("mailto:a@b.example", ""),
        ("javascript:void(0)", ""),
        ("http://[bad", ""),
        ("https:///x", ""),
    ],
)
def test_resolve(link: str, expected: str) -> None:
    assert resolve("https://news.example/a/", link) == expected
