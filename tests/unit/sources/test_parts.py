from __future__ import annotations

from newsfold.model import Page, Part, Poll, Request
from newsfold.sources.parts import MOST, after, following, is_news

TOP = Request(url="https://q.example/i.xml", purpose="sitemap", source="s")


def _named(*pairs, parent=TOP.url):
    return [
        Request(url=url, purpose="sitemap", source="s", parent=parent, changed=changed)
        for url, changed in pairs
    ]


def _page(request, **headers):
    return Page(
        request=request, url=request.url, status=200, fetched=0, headers=headers
    )


def test_what_changed_is_asked_with_its_validators():
    parts = {
        "a": Part(parent=TOP.url, changed=100, digest="d", etag="A"),
        "b": Part(parent=TOP.url, changed=100, digest="d", etag="B"),
        "c": Part(parent=TOP.url, digest="d", etag="C"),
        "gone": Part(parent=TOP.url, changed=1),
        "of another": Part(parent="a"),
    }
    named = _named(("b", 200), ("a", 100), ("c", 0), ("d", 50))
    asked = following(TOP, named, parts, asked=0)
    assert [(one.url, one.etag) for one in asked] == [("b", "B"), ("c", "C"), ("d", "")]
    assert "gone" not in parts
    assert "of another" in parts


def test_where_the_index_is_unchanged_the_silent_and_the_failed_are_asked():
    parts = {
        "a": Part(parent=TOP.url, changed=100),
        "b": Part(parent=TOP.url, changed=100, again=True),
        "c": Part(parent=TOP.url, etag="C"),
        "d": Part(parent="a"),
    }
    asked = following(TOP, None, parts, asked=0)
    assert [(one.url, one.etag, one.parent) for one in asked] == [
        ("b", "", TOP.url),
        ("c", "C", TOP.url),
    ]


def test_never_more_than_a_few_and_the_others_the_next_time():
    parts = {}
    named = _named(*((f"m{n}", 1_000 - n) for n in range(20)))
    asked = following(TOP, named, parts, asked=2)
    assert [one.url for one in asked] == [f"m{n}" for n in range(MOST - 2)]
    for one in asked:
        parts[one.url] = after(Part(parent=TOP.url), one, _page(one), digest="d")
    asked = following(TOP, None, parts, asked=0)
    assert [one.url for one in asked] == [f"m{n}" for n in range(10, 20)]


def test_an_index_in_an_index_is_the_deepest():
    parts = {"a": Part(parent=TOP.url), "b": Part(parent="a"), "c": Part(parent="b")}
    inner = Request(url="a", source="s", parent=TOP.url)
    assert len(following(inner, _named(("x", 0), parent="a"), parts, asked=0)) == 1
    deeper = Request(url="b", source="s", parent="a")
    assert following(deeper, _named(("y", 0), parent="b"), parts, asked=0) == []


def test_an_index_that_names_itself_goes_round_no_longer():
    inner = Request(url="a", source="s", parent=TOP.url)
    named = _named(("a", 0), (TOP.url, 0), parent="a")
    assert following(inner, named, {}, asked=0) == []


def test_what_a_part_teaches():
    (one,) = _named(("a", 200))
    known = Part(parent=TOP.url, changed=100, etag="old", digest="d")
    had = after(known, one, _page(one, etag="new"), digest="e")
    assert (had.changed, had.etag, had.digest, had.again) == (200, "new", "e", False)
    same = after(known, one, _page(one), digest="")
    assert (same.changed, same.etag, same.digest) == (200, "old", "d")
    lost = after(known, one, None, digest="")
    assert (lost.changed, lost.etag, lost.digest, lost.again) == (100, "old", "d", True)


def test_what_is_undated_is_news_only_where_we_know_what_stood_there():
    (one,) = _named(("a", 0))
    assert not is_news(Poll(), TOP)
    assert is_news(Poll(digest="d"), TOP)
    assert is_news(Poll(digest="d"), one)  # a sitemap that is new itself
    waiting = {"a": Part(parent=TOP.url, again=True)}
    assert not is_news(Poll(digest="d", parts=waiting), one)
