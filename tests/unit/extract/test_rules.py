from __future__ import annotations

import time

import pytest

from newsfold.errors import ConfigError
from newsfold.extract.rules import (
    ApiRule,
    ArticleRule,
    PageRule,
    load,
    matches,
    values,
)


def test_a_rule_for_a_page():
    rule = load('[page]\nlinks = ["/news/*", "/sport/*"]\nwithin = "main .list"')
    assert rule == PageRule(links=("/news/*", "/sport/*"), within="main .list")
    assert load('[page]\nlinks = "/news/*"').patterns == ("/news/*",)


def test_a_rule_for_an_api():
    rule = load(
        '[api]\nitems = "data.items[]"\nurl = "https://quay.example/{slug}/{id}"\n'
        'title = "head[0].text"\nnext = "paging.next"\npages = 3'
    )
    assert isinstance(rule, ApiRule)
    assert (rule.items, rule.pages) == ("data.items[]", 3)


def test_a_rule_for_articles():
    rule = load(
        '[article]\nhosts = ["quay.example"]\nuntil = 2026-03-01\n'
        'title = "h1.top"\ndrop = [".letter"]'
    )
    assert isinstance(rule, ArticleRule)
    assert rule.selectors() == {"title": "h1.top"}
    last_second = 1_772_409_599  # 2026-03-01T23:59:59Z
    assert rule.holds(last_second)
    assert not rule.holds(last_second + 1)


@pytest.mark.parametrize(
    ("url", "closeness"),
    [
        ("https://quay.example/1", 12),
        ("https://www.quay.example/1", 12),
        ("https://live.quay.example:8443/1", 17),
        ("https://notquay.example/1", 0),
        ("https://quay.example.evil.example/1", 0),
    ],
)
def test_whose_pages_a_rule_is_for(url, closeness):
    hosts = ("quay.example", "live.quay.example")
    assert ArticleRule(hosts=hosts, title="h1").fits(url) == closeness


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[page", "no valid TOML|not valid TOML"),
        ("", "one table"),
        ("[feed]\nx = 1", "one table"),
        ('[page]\nlinks = "/*"\n[api]\nitems = "x"', "one table"),
        ('[page]\nlink = "/news/*"', r"page\.link: .* did you mean 'links'"),
        ("[page]", "needs 'links' or 'within'"),
        ('[page]\nlinks = "news/*"', r"page\.links: 'news/\*'"),
        ("[page]\nlinks = 3", r"\[page\].*\$\.links"),
        ('[page]\nwithin = "main >"', r"page\.within: 'main >'"),
        ('[api]\nitems = "x"', r"\[api\].*`url`"),
        ('[api]\nitems = "x"\nurl = ""', r"api\.url"),
        ('[api]\nitems = "a..b"\nurl = "u"', r"api\.items: 'a\.\.b'"),
        ('[api]\nitems = "x"\nurl = "https://a/{b c}"', r"api\.url: 'b c'"),
        ('[api]\nitems = "x"\nurl = "u"\ntitle = "t["', r"api\.title: 't\['"),
        ('[api]\nitems = "x"\nurl = "u"\npages = 99', r"api\.pages"),
        ('[api]\nitems = "x"\nurl = "u"\npages = 2', r"api\.pages: .*'next'"),
        ('[article]\ntitle = "h1"', r"\[article\].*`hosts`"),
        ('[article]\nhosts = []\ntitle = "h1"', r"article\.hosts: it names no host"),
        ('[article]\nhosts = ["https://a"]\ntitle = "h1"', r"article\.hosts: 'https"),
        ('[article]\nhosts = ["a"]', "needs one of"),
        ('[article]\nhosts = ["a"]\ntitel = "h1"', "did you mean 'title'"),
        ('[article]\nhosts = ["a"]\nbody = "div >"', r"article\.body: 'div >'"),
        ('[article]\nhosts = ["a"]\ndrop = [""]', r"article\.drop: ''"),
        (
            '[article]\nhosts = ["a"]\ntitle = "h1"\nuntil = "soon"',
            r"\[article\].*until",
        ),
    ],
)
def test_a_bad_rule_is_told_by_its_key(text, said):
    with pytest.raises(ConfigError, match=said):
        load(text)


@pytest.mark.parametrize(
    ("pattern", "url", "does"),
    [
        ("/news/*", "https://quay.example/news/1?x=2", True),
        ("/news/*", "https://quay.example/sport/news/1", False),
        ("https://*.quay.example/*/ferry", "https://www.quay.example/a/b/ferry", True),
        ("https://quay.example/news", "https://quay.example/news", True),
        ("https://quay.example/news", "https://quay.example/news/1", False),
        ("*-2026*", "https://quay.example/ferry-2026.html", True),
        ("*ab", "https://quay.example/ab", True),
        ("/ab*ab", "https://quay.example/ab", False),
    ],
)
def test_a_pattern(pattern, url, does):
    assert matches(pattern, url) is does


def test_many_asterisks_take_no_longer():
    began = time.process_time()
    assert not matches("*a" * 500 + "b", "https://quay.example/" + "a" * 8_000)
    assert time.process_time() - began < 1


TREE = {
    "data": {"items": [{"a.b": 1, "n": [{"x": "p"}, {"x": "q"}]}, {"n": []}, 7]},
    "list": [[1, 2], [3]],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("data.items[].n[].x", ["p", "q"]),
        ("data.items[0].n[1].x", ["q"]),
        ('data.items[]."a.b"', [1]),
        ("data.items[9]", []),
        ("data.none.x", []),
        ("data[]", []),
        ("list[][]", [1, 2, 3]),
        ("list[1]", [[3]]),
    ],
)
def test_what_stands_at_a_path(path, found):
    assert values(TREE, path) == found


def test_the_top_may_be_the_list():
    assert values([{"x": 1}], "[].x") == [1]
