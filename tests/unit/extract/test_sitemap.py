from __future__ import annotations

import gzip
import time

import pytest

from newsfold.extract import extract
from newsfold.extract.sitemap import document
from newsfold.model import Page, Request
from newsfold.text import dates

URL = "https://quay.example/sitemap.xml"
NEWS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)
FERRY = (
    "<url><loc>https://quay.example/ferry-sails-again</loc>"
    "<lastmod>2026-03-01T10:00:00+01:00</lastmod>"
    "<image:image><image:loc>https://quay.example/ferry.jpg</image:loc></image:image>"
    "<news:news><news:publication><news:name>The Quay</news:name>"
    "<news:language>en</news:language></news:publication>"
    "<news:publication_date>2026-03-01T08:00:00Z</news:publication_date>"
    "<news:title>Ferry &amp;amp; pier <![CDATA[& crane]]></news:title>"
    "<news:keywords>Harbour, Tarn , Harbour</news:keywords></news:news></url>"
)


def page(body: str | bytes, url: str = URL, purpose: str = "sitemap") -> Page:
    return Page(
        request=Request(url=url, purpose=purpose, source=url),
        url=url,
        status=200,
        fetched=1_772_400_000,
        body=body.encode() if isinstance(body, str) else body,
    )


def entries(*pairs: tuple[str, str]) -> str:
    urls = "".join(
        f"<url><loc>{loc}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</url>"
        for loc, changed in pairs
    )
    return f"{NEWS}{urls}</urlset>"


def index(*pairs: tuple[str, str]) -> str:
    maps = "".join(
        f"<sitemap><loc>{loc}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</sitemap>"
        for loc, changed in pairs
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<sitemapindex xmlns="{space}">{maps}</sitemapindex>'


def instant(text: str) -> int:
    return dates.parse(text).instant


def test_an_entry_of_the_news_extension_is_an_article():
    found = extract(page(f"{NEWS}{FERRY}</urlset>"))
    (article,) = found.articles
    assert (article.title, article.web_url) == (
        "Ferry & pier & crane",
        "https://quay.example/ferry-sails-again",
    )
    assert dates.iso(article.published) == "2026-03-01T08:00:00Z"
    assert dates.iso(article.modified) == "2026-03-01T09:00:00Z"
    assert (article.language, article.tags) == ("en", ("Harbour", "Tarn"))
    assert article.provider.name == "The Quay"
    assert article.provider.domain == "quay.example"
    assert [image.url for image in article.images] == ["https://quay.example/ferry.jpg"]
    assert article.source == URL
    told = found.feed
    assert (told.kind, told.title, told.site) == (
        "sitemap",
        "The Quay",
        "https://quay.example/",
    )
    assert found.failures == ()


def test_an_address_alone_is_a_tip_where_an_article_seems_to_stand():
    found = extract(
        page(
            entries(
                ("https://quay.example/", "2026-03-01"),
                ("https://quay.example/tag/ferry", "2026-03-01"),
                ("https://quay.example/pier-is-closed-again", "2026-03-01"),
                ("https://quay.example/2026/02/28/storm", ""),
                ("/glassmakers-walk-out-today", ""),
            )
        )
    )
    assert [(tip.url, tip.time) for tip in found.tips] == [
        ("https://quay.example/pier-is-closed-again", instant("2026-03-01")),
        ("https://quay.example/2026/02/28/storm", instant("2026-02-28")),
        ("https://quay.example/glassmakers-walk-out-today", None),
    ]
    assert (found.articles, found.left) == ((), 2)


def test_what_is_old_is_left_and_counted():
    old = FERRY.replace("2026-03-01", "2025-03-01")
    since = instant("2026-02-27")
    told = entries(
        ("https://quay.example/pier-is-closed-again", "2026-02-26"),
        ("https://quay.example/storm-is-near-the-pier", "2026-02-28"),
        ("https://quay.example/2024/02/28/storm", ""),
    ).replace("</urlset>", f"{old}</urlset>")
    found = extract(page(told), since=since)
    assert [tip.url.rpartition("/")[2] for tip in found.tips] == [
        "storm-is-near-the-pier"
    ]
    assert (found.articles, found.left) == ((), 3)


def test_the_newest_thousand_are_kept():
    pairs = [
        (
            f"https://quay.example/ferry-sails-again-{n}",
            f"2026-03-01T{n // 60:02}:{n % 60:02}Z",
        )
        for n in range(1_200)
    ]
    found = extract(page(entries(*pairs)))
    assert len(found.tips) == 1_000
    assert found.tips[0].url.endswith("-1199")
    assert found.left == 200


def test_of_the_undated_both_ends_are_kept():
    pairs = [(f"https://quay.example/ferry-sails-again-{n}", "") for n in range(2_500)]
    found = extract(page(entries(*pairs)))
    numbers = [int(tip.url.rpartition("-")[2]) for tip in found.tips]
    assert numbers == [*range(1_000), *range(1_500, 2_500)]
    assert found.left == 500


def test_an_index_names_its_sitemaps_the_newest_first():
    found = extract(
        page(
            index(
                ("https://quay.example/a.xml", "2026-02-01"),
                ("https://quay.example/m-1.xml", ""),
                ("https://quay.example/b.xml.gz", "2026-03-01"),
                ("https://quay.example/m-10.xml", ""),
                ("https://quay.example/m-9.xml", ""),
                ("https://quay.example/z.xml", "2019-02-01"),
            )
        ),
        since=instant("2026-01-01"),
    )
    assert [request.url.rpartition("/")[2] for request in found.requests] == [
        "b.xml.gz",
        "a.xml",
        "m-10.xml",
        "m-1.xml",
        "m-9.xml",
    ]
    assert {(r.purpose, r.source, r.parent) for r in found.requests} == {
        ("sitemap", URL, URL)
    }
    assert found.requests[0].changed == instant("2026-03-01")


def test_another_sites_addresses_are_not_believed():
    told = entries(
        ("https://quay.example/ferry-sails-again", "2026-03-01"),
        ("https://wire.example/ferry-sails-again", "2026-03-01"),
        ("https://cdn.quay.example/ferry-sails-again", "2026-03-01"),
    )
    found = extract(page(told))
    assert len(found.tips) == 2
    (failure,) = found.failures
    assert failure.reason == "other-site"
    assert "1 addresses" in failure.detail
    # A site that keeps its sitemaps elsewhere says so in its robots.txt.
    found = extract(page(told), site="https://wire.example/")
    assert (len(found.tips), found.failures) == (3, ())


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(f"{NEWS}{FERRY}</urlset>".encode()),
        f"\ufeff{NEWS}{FERRY}</urlset>".encode(),
        f"{NEWS}{FERRY}".encode(),  # cut off
        f"{NEWS}{FERRY}</urlset>".encode("utf-16"),
        f"{NEWS}{FERRY}</urlset>".replace("urlset xmlns=", "urlset x=").encode(),
        (NEWS + FERRY).replace('xmlns:news="http', 'x:news="http').encode(),
    ],
)
def test_what_is_packed_or_broken_is_read_all_the_same(body):
    body = body.replace(b"UTF-8", b"UTF-16") if body[:2] == b"\xff\xfe" else body
    found = extract(page(body))
    assert [article.title for article in found.articles] == ["Ferry & pier & crane"]


def test_bare_ampersands_are_no_loss():
    for wide in range(60):  # wherever the pieces are cut
        told = f"<urlset>{' ' * (65_500 + wide)}<url><loc>https://quay.example/view?id=77&b=2&amp;c=3</loc></url>"
        (tip,) = extract(page(told)).tips
        assert tip.url == "https://quay.example/view?id=77&b=2&c=3"


def test_lines_of_addresses_are_a_sitemap():
    found = extract(page("https://quay.example/ferry-sails-again\n\n"))
    assert [tip.url for tip in found.tips] == ["https://quay.example/ferry-sails-again"]


def test_a_feed_that_is_named_as_a_sitemap_is_read_as_one():
    told = (
        "<rss version='2.0'><channel><title>The Quay</title><item><title>Ferry</title>"
        "<link>https://quay.example/1</link></item></channel></rss>"
    )
    found = extract(page(told))
    assert (found.feed.kind, len(found.articles)) == ("feed", 1)


@pytest.mark.parametrize(
    "body", ["", "hello", "<html><body>x</body></html>", "\x1f\x8bx"]
)
def test_what_is_none_says_so(body):
    found = extract(page(body.encode("latin-1")))
    assert found.feed is None
    assert [failure.reason for failure in found.failures] == ["not-a-sitemap"]


@pytest.mark.parametrize(
    "body",
    [
        f"{NEWS}{FERRY}</urlset>".encode(),
        f"<?xml version='1.0'?>\n<!-- a -- b -->\n{index()}".encode(),
        gzip.compress(f"{NEWS}{FERRY}</urlset>".encode()),
    ],
)
def test_it_is_known_by_its_content(body):
    found = extract(page(body, "https://quay.example/x", "discover"))
    assert found.feed.kind == "sitemap"


def test_a_label_that_is_wrong_is_not_believed():
    served = page(f"{NEWS}{FERRY}</urlset>")
    served.headers["content-type"] = "application/rss+xml"
    assert extract(served).feed.kind == "sitemap"


def test_a_page_about_sitemaps_is_none():
    told = f"<!doctype html><html><body><h1>How to</h1><pre>{NEWS}{FERRY}</pre>"
    assert extract(page(told, purpose="page")).feed is None


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><urlset><url><loc>https://quay.example/&i;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ENTITIES.encode(), "not-a-sitemap"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000, 1), "cut-short"),
        (b"<urlset>" + b"<a/>" * 200_000, "cut-short"),
        (b"<urlset>" + b"<a>" * 90_000, ""),
        (b"<urlset><url><loc>" + b"x" * 16_000_000, ""),
        (b"<urlset><!--" + b"<!--" * 4_000_000, ""),
        (
            b"<urlset>" + b"<url><loc>https://quay.example/1</loc></url>" * 6_000,
            "cut-short",
        ),
        (b"<urlset" + b" a='1'" * 1_000_000 + b">", ""),
        (b"&" * 8_000_000, "not-a-sitemap"),
    ],
    ids=[
        "entities",
        "bomb",
        "elements",
        "deep",
        "long",
        "comments",
        "many",
        "attributes",
        "ampersands",
    ],
)
def test_a_hostile_sitemap_is_bounded(body, reason, monkeypatch):
    monkeypatch.setattr(document, "_MAX_ELEMENTS", 100_000)
    monkeypatch.setattr(document, "_MAX_ENTRIES", 5_000)
    began = time.process_time()
    found = extract(page(body))
    assert time.process_time() - began < 10
    assert len(found.tips) <= 2_000
    assert {failure.reason for failure in found.failures} <= {reason} - {""} | {
        "cut-short"
    }
