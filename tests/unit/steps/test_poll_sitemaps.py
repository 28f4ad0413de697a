"""Sitemaps as sources: from `add` to articles that their pages complete."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from newsfold.errors import InputError
from newsfold.steps import entries, poll
from newsfold.text import dates
from support.watching import article_page

if TYPE_CHECKING:
    from support.replay import Replay

HOUR = 3_600
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def _sitemap(web: Replay, *entries: tuple[str, str]) -> str:
    urls = "".join(
        f"<url><loc>{web.url(path)}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</url>"
        for path, changed in entries
    )
    return f"<?xml version='1.0'?><urlset {NEWS_SPACE}>{urls}</urlset>"


def _news(web: Replay, path: str, title: str, date: str) -> str:
    return (
        f"<url><loc>{web.url(path)}</loc><news:news><news:publication>"
        f"<news:name>The Quay</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{date}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news></url>"
    )


def _index(web: Replay, *maps: tuple[str, str]) -> str:
    told = "".join(
        f"<sitemap><loc>{web.url(path)}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</sitemap>"
        for path, changed in maps
    )
    return f"<sitemapindex>{told}</sitemapindex>"


def test_entries_of_a_news_sitemap_are_completed_from_their_pages(watch, web):
    told = _sitemap(web).replace(
        "</urlset>",
        _news(web, "/ferry-sails-again", "Ferry sails again", "2026-03-01T08:00:00Z")
        + _news(web, "/pier-is-closed", "Pier is closed", "2025-01-01T08:00:00Z")
        + "</urlset>",
    )
    url = web.serve("/news.xml", told)
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    added = watch.add(url)
    assert (added.kind, added.title, added.new) == ("sitemap", "The Quay", True)
    counts = watch.take_in()
    assert (counts["new"], counts["completed"], counts["failures"]) == (1, 1, 0)
    (article,) = watch.articles().values()
    assert article.source == url
    assert dates.iso(article.published) == "2026-03-01T08:00:00Z"
    assert "harbour master" in article.body
    source, polled = watch.source()
    assert (source.kind, polled.reason) == ("sitemap", "")
    assert web.count("/pier-is-closed") == 0
    counts = watch.take_in(after=HOUR)
    assert (counts["unchanged"], counts["new"]) == (1, 0)
    assert web.count("/news.xml", 304) == 1


def test_the_pages_of_a_large_sitemap_are_spread_over_runs(watch, web, monkeypatch):
    monkeypatch.setattr(entries, "_AT_ONCE", 2)
    names = [f"/ferry-sails-again-{n}" for n in range(5)]
    told = "".join(
        _news(web, name, f"Ferry {n} sails", f"2026-03-01T0{n}:00:00Z")
        for n, name in enumerate(names)
    )
    web.serve("/news.xml", _sitemap(web).replace("</urlset>", f"{told}</urlset>"))
    for name in names:
        web.serve(name, article_page("Ferry sails again"))
    watch.add(web.url("/news.xml"))
    counts = watch.take_in()
    assert (counts["new"], counts["pages"]) == (5, 2)
    assert [web.count(name) for name in names] == [0, 0, 0, 1, 1]  # the newest first
    assert watch.take_in(after=60)["pages"] == 2
    assert watch.take_in(after=180)["pages"] == 1


def test_a_plain_sitemap_has_its_pages_make_the_articles(watch, web):
    url = web.serve(
        "/sitemap.xml",
        _sitemap(
            web,
            ("/ferry-sails-again", "2026-03-01T09:00:00Z"),
            ("/about", "2026-03-01"),
            ("/pier-is-closed-again", "2025-03-01"),
            ("/nothing-to-see-here", "2026-03-01"),
            ("/lost-and-never-found", "2026-03-01"),
        ),
    )
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    web.serve("/nothing-to-see-here", "<html><title>Login</title><p>Log in</p></html>")
    watch.add(url)
    counts = watch.take_in()
    assert (counts["new"], counts["pages"]) == (1, 3)
    assert set(watch.articles()) == {"Ferry sails again"}
    (article,) = watch.articles().values()
    assert set(watch.failures()) == {"no-article", "http-404"}
    assert (article.source, article.web_url) == (url, web.url("/ferry-sails-again"))
    asked = web.count("/ferry-sails-again")
    watch.take_in(after=HOUR)
    assert web.count("/ferry-sails-again") == asked
    assert web.count("/lost-and-never-found") == 2
    assert web.count("/nothing-to-see-here") == 1


def test_of_undated_entries_only_those_are_news_that_come_later(watch, web):
    old = [(f"/old-news-of-pier-{n}", "") for n in range(3)]
    url = web.serve("/sitemap.xml", _sitemap(web, *old))
    watch.add(url)
    assert watch.take_in()["new"] == 0
    web.serve("/sitemap.xml", _sitemap(web, *old, ("/ferry-sails-again", "")))
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    assert watch.take_in(after=HOUR)["new"] == 1
    assert web.count("/old-news-of-pier-1") == 0


def test_an_index_has_its_newest_sitemaps_asked_and_again_when_they_change(watch, web):
    web.serve("/a.xml", _sitemap(web, ("/ferry-sails-again", "2026-03-01")))
    packed = gzip.compress(
        _sitemap(web, ("/pier-is-closed-now", "2026-03-01")).encode()
    )
    web.serve("/b.xml.gz", packed, content_type="application/x-gzip", compress=False)
    web.serve("/old.xml", _sitemap(web, ("/storm-of-last-year", "2025-03-01")))
    maps = [("/old.xml", "2025-03-02"), ("/a.xml", "2026-03-01"), ("/b.xml.gz", "")]
    url = web.serve("/index.xml", _index(web, *maps))
    for path, title in (
        ("/ferry-sails-again", "Ferry sails again"),
        ("/pier-is-closed-now", "Pier is closed now"),
        ("/glass-works-stand-still", "Glass works stand still"),
    ):
        web.serve(path, article_page(title))
    watch.add(url)
    assert watch.take_in()["new"] == 2
    assert web.count("/old.xml") == 0

    # Nothing new: only the one is asked that its index says nothing of.
    counts = watch.take_in(after=HOUR)
    assert (counts["unchanged"], counts["new"]) == (1, 0)
    assert (web.count("/a.xml"), web.count("/b.xml.gz", 304)) == (1, 1)

    maps[1] = ("/a.xml", "2026-03-01T13:00:00Z")
    web.serve("/index.xml", _index(web, *maps))
    web.serve(
        "/a.xml",
        _sitemap(
            web,
            ("/ferry-sails-again", "2026-03-01"),
            ("/glass-works-stand-still", "2026-03-01"),
        ),
    )
    assert watch.take_in(after=2 * HOUR)["new"] == 1
    assert web.count("/a.xml") == 2
    assert set(watch.articles()) == {
        "Ferry sails again",
        "Pier is closed now",
        "Glass works stand still",
    }


def test_a_sitemap_that_fails_is_listed_and_asked_again(watch, web):
    web.refuse("/a.xml", 500)
    url = web.serve("/index.xml", _index(web, ("/a.xml", "2026-03-01")))
    watch.add(url)
    watch.take_in()
    assert watch.failures()["http-500"].subject == web.url("/a.xml")
    assert watch.source()[1].reason == ""
    web.serve("/a.xml", _sitemap(web, ("/ferry-sails-again", "2026-03-01")))
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    assert watch.take_in(after=HOUR)["new"] == 1
    assert watch.failures() == {}


def test_a_run_that_is_killed_before_all_is_in_loses_nothing(watch, web, monkeypatch):
    class KilledError(BaseException):
        """What ends a process."""

    def die(_run, _source, parsed, **_) -> int:
        if parsed.tips:
            raise KilledError
        return 0

    web.serve("/a.xml", _sitemap(web, ("/ferry-sails-again", "2026-03-01")))
    url = web.serve("/index.xml", _index(web, ("/a.xml", "2026-03-01")))
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    watch.add(url)
    with monkeypatch.context() as patched:
        patched.setattr(poll, "save_tips", die)
        with pytest.raises(KilledError):
            watch.take_in()
    assert watch.source()[1].last == 0
    assert watch.take_in(after=HOUR)["new"] == 1


def test_a_page_without_feeds_leads_to_the_sitemaps_of_its_robots_txt(watch, web):
    web.serve("/", "<html><title>The Quay</title><p>News</p></html>")
    lines = ("User-agent: *", f"sitemap: {web.url('/gone.xml')}", "Sitemap: /news.xml")
    web.serve("/robots.txt", "\n".join(lines))
    web.serve("/news.xml", _sitemap(web, ("/ferry-sails-again", "2026-03-01")))
    added = watch.add(web.url("/"))
    assert (added.kind, added.url) == ("sitemap", web.url("/news.xml"))
    assert watch.source()[0].site == web.url("/")


def test_robots_txt_holds_for_sitemaps_and_is_read_once_a_run(watch, web):
    web.serve("/index.xml", _index(web, ("/a.xml", ""), ("/no/b.xml", "")))
    web.serve("/a.xml", _sitemap(web, ("/ferry-sails-again", "2026-03-01")))
    web.serve("/ferry-sails-again", article_page("Ferry sails again"))
    web.serve("/robots.txt", "User-agent: *\nDisallow: /no/")
    watch.add(web.url("/index.xml"))
    asked = web.count("/robots.txt")
    assert watch.take_in()["new"] == 1
    assert web.count("/no/b.xml") == 0
    assert web.count("/robots.txt") - asked == 1


def test_what_a_person_calls_a_sitemap_has_to_be_one(watch, web):
    web.serve("/list.txt", f"{web.url('/ferry-sails-again')}\n")
    added = watch.add(web.url("/list.txt"), kind="sitemap")
    assert added.kind == "sitemap"
    web.serve("/page", article_page("Ferry sails again"))
    with pytest.raises(InputError, match="is no sitemap"):
        watch.add(web.url("/page"), kind="sitemap")
