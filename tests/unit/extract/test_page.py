"""A page becomes an article; every field says which evidence won."""

from __future__ import annotations

import gzip
import json
import time

import numpy as np
import pytest

from newsfold.extract import blocks, body
from newsfold.extract.document import parse
from newsfold.extract.page import extract_page, read_html
from newsfold.extract.rules import ArticleRule
from newsfold.model import Article, Page, Request
from newsfold.text.dates import iso
from support.data import data_path

URL = "https://www.daily.example/2026/03/02/harbour-bridge-opens"
NOW = 1_772_500_000  # 2026-03-03
HEADLINE = "Harbour bridge opens after two years' delay"
PARAGRAPHS = (
    "The new harbour bridge opened to traffic on Monday, two years later than planned"
    " and a third more expensive, as the city's mayor cut the ribbon in heavy rain.",
    "Engineers said that the delay was caused by the discovery of an old wreck, which"
    " had to be lifted before the last of the four piers could be set into the river.",
    "“We have waited a long time for this day,” said the mayor, who thanked the"
    " workers and promised that the ferry would keep its timetable until the autumn.",
    "The toll will be two crowns for cars, while cyclists and pedestrians cross for"
    " free; the council expects about 30,000 vehicles a day, most from the east bank.",
)
LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "The Daily"},
            {
                "@type": "NewsArticle",
                "headline": HEADLINE,
                "datePublished": "2026-03-02T09:30:00+01:00",
                "dateModified": "2026-03-02T10:15:00+01:00",
                "author": [{"@id": "#ada"}, {"@type": "Person", "name": "Ben Okri"}],
                "articleSection": "City",
                "keywords": "bridges, traffic",
                "isAccessibleForFree": "False",
                "image": {
                    "url": "https://img.daily.example/b.jpg",
                    "width": 1200,
                    "height": 800,
                },
            },
            {"@type": "Person", "@id": "#ada", "name": "Ada Lund"},
        ],
    }
)


def document(
    head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, extra: str = ""
) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!doctype html><html lang=en><head>"
        f"<title>{HEADLINE} | The Daily</title>{head}</head><body>"
        "<nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav>"
        f"<main><article><h1>{HEADLINE}</h1>{extra}<div class=article-body>{text}</div>"
        "</article></main><aside class=related><h3>Most read</h3><ul><li><a href=/c>"
        "Ferry captain retires after forty years at sea</a></li></ul></aside>"
        "<footer><p>© The Daily. All rights reserved.</p></footer></body></html>"
    )


def read(html: str, url: str = URL) -> Article:
    return read_html(html, url, fetched=NOW)


def test_every_field_from_json_ld() -> None:
    head = (
        f'<script type="application/ld+json">{LINKED}</script>'
        '<meta property="og:site_name" content="The Daily">'
        '<meta property="og:description" content="It cost a third more than planned.">'
        f'<link rel=canonical href="{URL}?utm_source=x">'
    )
    article = read(document(head))
    assert article.title == HEADLINE
    assert article.published is not None
    assert iso(article.published) == "2026-03-02T08:30:00Z"
    assert article.modified is not None
    assert iso(article.modified) == "2026-03-02T09:15:00Z"
    assert article.authors == ("Ada Lund", "Ben Okri")
    assert article.tags == ("bridges", "traffic", "City")
    assert article.provider.name == "The Daily"
    assert article.provider.domain == "daily.example"
    assert article.web_url == URL
    assert article.language == "en"
    assert article.excerpt == "It cost a third more than planned."
    assert article.images[0].width == 1200
    assert "paywall" in article.marks
    assert article.evidence["published"] == "json-ld"
    assert article.evidence["authors"] == "json-ld"


def test_the_body_is_the_article_and_nothing_else() -> None:
    article = read(document())
    assert article.body.split("\n\n") == list(PARAGRAPHS)
    assert article.evidence["body"] == "blocks"


def test_less_likely_blocks_are_kept_where_less_is_asked_of_them() -> None:
    cells = "".join(f"<p>{n}. Harbour Rowing Club" for n in range(30))
    found = blocks.walk(parse(document(paragraphs=(), extra=cells)).tree.body)
    likely = np.array([0.2 if block.tag == "p" else 0.05 for block in found])
    assert body.kept(found, likely) == []
    kept = body.kept(found, likely, 0.1)
    assert [block.text for block in kept][-2:] == [
        "29. Harbour Rowing Club",
        "© The Daily. All rights reserved.",
    ]


def test_links_of_the_body_are_kept_and_absolute() -> None:
    text = PARAGRAPHS[0].replace("bridge", '<a href="/tag/bridge">bridge</a>', 1)
    article = read(document(paragraphs=(text, *PARAGRAPHS[1:])))
    assert [(link.url, link.text) for link in article.links] == [
        ("https://www.daily.example/tag/bridge", "bridge")
    ]


def test_meta_tags_where_there_is_no_json_ld() -> None:
    head = (
        '<meta property="article:published_time" content="2026-03-02T08:30:00Z">'
        '<meta name="author" content="By Ada Lund and Ben Okri">'
        '<meta property="article:tag" content="Bridges">'
    )
    article = read(document(head))
    assert article.published is not None
    assert iso(article.published) == "2026-03-02T08:30:00Z"
    assert article.authors == ("Ada Lund", "Ben Okri")
    assert article.tags == ("Bridges",)
    assert article.evidence["published"] == "opengraph"


def test_what_readers_see_where_nothing_is_stated() -> None:
    article = read(
        document(extra="<p class=byline>By Ada Lund</p><p>2 March 2026, 09:30</p>"),
        "https://www.daily.example/harbour-bridge-opens",
    )
    assert article.published is not None
    assert iso(article.published).startswith("2026-03-02T09:30")
    assert article.authors == ("Ada Lund",)
    assert article.evidence["published"] == "visible"


@pytest.mark.parametrize(
    ("above", "opening", "below"),
    [
        ("<p>Filed 2 March 2026</p>", "", ""),
        ("", "(2 March 2026) ", ""),
        ("", "", "<p>Last changed: 2026-03-02</p>"),
    ],
)
def test_a_date_around_the_text_where_the_headline_is_not_found(
    above: str, opening: str, below: str
) -> None:
    paragraphs = (opening + PARAGRAPHS[0], *PARAGRAPHS[1:])
    html = document(paragraphs=paragraphs).replace(f"<h1>{HEADLINE}</h1>", above)
    html = html.replace("</article>", f"{below}</article>")
    article = read(html, "https://www.daily.example/harbour-bridge-opens")
    assert article.published is not None
    assert iso(article.published).startswith("2026-03-02")
    assert article.evidence["published"] == "around"


def test_numbers_alone_are_read_as_the_pages_language_writes_dates() -> None:
    line = "<p class=date>02/03/2026</p>"
    for language, day in (("en-US", "2026-02-03"), ("en-GB", "2026-03-02")):
        html = document(extra=line).replace("lang=en", f"lang={language}")
        article = read(html, "https://www.daily.example/harbour-bridge-opens")
        assert article.published is not None
        assert iso(article.published).startswith(day)


def test_two_that_agree_outweigh_one_and_the_rest_is_noted() -> None:
    linked = json.dumps({"@type": "NewsArticle", "datePublished": "2021-05-05"})
    head = (
        f'<script type="application/ld+json">{linked}</script>'
        '<meta property="article:published_time" content="2026-03-02T08:30:00Z">'
    )
    extra = (
        '<time itemprop=datePublished datetime="2026-03-02T08:30:00Z">2 March</time>'
    )
    article = read(document(head, extra=extra), "https://www.daily.example/1")
    assert article.published is not None
    assert iso(article.published) == "2026-03-02T08:30:00Z"
    assert article.evidence["publishedDisagreed"] == "json-ld: 2021-05-05"


def test_what_other_evidence_says_is_noted() -> None:
    linked = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Ferry replaced",
            "author": {"@type": "Person", "name": "Cy Moss"},
        }
    )
    head = (
        f'<script type="application/ld+json">{linked}</script>'
        f'<meta property="og:title" content="{HEADLINE}">'
    )
    article = read(document(head, extra="<p class=byline>By Ada Lund</p>"))
    assert article.title == HEADLINE
    assert article.evidence["titleDisagreed"] == "json-ld: Ferry replaced"
    assert article.authors == ("Cy Moss",)
    assert article.evidence["authorsDisagreed"] == "byline: Ada Lund"


def test_the_day_of_a_change_is_not_that_of_the_publication() -> None:
    changed = "<p>Article mis à jour le 7 janvier 2026.</p>"
    for extra, day, origin in (
        (f"{changed}<p>30 septembre 2025</p>", "2025-09-30", "visible"),
        (changed, "2026-01-07", "changed"),
    ):
        article = read(document(extra=extra), "https://www.daily.example/1")
        assert article.published is not None
        assert iso(article.published).startswith(day)
        assert article.evidence["published"] == origin


def test_a_month_in_the_address_refuses_dates_far_from_it() -> None:
    extra = "<p>Released 14.08.2017</p><p>9 September 2017</p>"
    blog = "https://reader.blog.example/2017/09/love-is-war.html"
    for url, day in ((blog, "2017-09-09"), (URL.partition("/20")[0], "2017-08-14")):
        article = read(document(extra=extra), url)
        assert article.published is not None
        assert iso(article.published).startswith(day)


def test_a_lone_meta_date_yields_to_two_that_readers_see() -> None:
    head = (
        '<meta name="DC.date.issued" content="2025-12-14">'
        '<meta name="date" content="2026-02-04">'
    )
    article = read(
        document(head, extra="<p>4 February 2026</p>"), "https://www.daily.example/1"
    )
    assert article.published is not None
    assert iso(article.published).startswith("2026-02-04")


def test_a_bare_date_of_the_page_yields_to_the_one_that_readers_see() -> None:
    head = '<meta name="date" content="2026-02-01">'
    article = read(
        document(head, extra="<p>2 March 2026</p>"), "https://www.daily.example/1"
    )
    assert article.published is not None
    assert iso(article.published).startswith("2026-03-02")


def test_a_byline_counts_where_the_data_names_only_the_site() -> None:
    head = (
        '<meta name="author" content="The Daily">'
        '<meta property="og:site_name" content="The Daily">'
    )
    extra = "<div class=meta><div><div><span class=author>Ada Lund</span></div></div>"
    filler = "<p>x</p>" * 20
    article = read(document(head, extra=filler + extra + "</div>"))
    assert article.authors == ("Ada Lund",)


def test_a_commenter_is_no_author() -> None:
    comment = "<div class=comments><p><span class=author>Ben Okri</span></p></div>"
    html = document().replace("</main>", f"{comment}</main>")
    assert read(html).authors == ()


@pytest.mark.parametrize(
    ("paragraphs", "authors"),
    [
        (("<strong>Ada Lund/Ben Okri</strong>", *PARAGRAPHS), ("Ada Lund", "Ben Okri")),
        ((*PARAGRAPHS, "<b>Lê Phương</b>"), ("Lê Phương",)),
        (("<strong><a href=/m>Mellow Harbour</a></strong>", *PARAGRAPHS), ()),
        (("<strong>Why the bridge is late</strong>", *PARAGRAPHS), ()),
        (("Ada Lund", *PARAGRAPHS), ()),
    ],
)
def test_a_name_in_bold_at_either_end_of_the_text_signs_it(
    paragraphs: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    article = read(document(paragraphs=paragraphs))
    assert article.authors == authors
    assert article.evidence.get("authors", "signature") == "signature"


def test_the_newsroom_signs_where_nobody_else_does() -> None:
    article = read(document('<meta name="author" content="Redaktion">'))
    assert article.authors == ("Redaktion",)


def test_a_title_cut_at_a_quotation_mark_is_not_believed() -> None:
    whole = "Mayor calls harbour bridge &quot;late but lovely&quot;"
    html = (
        f"<head><title>{whole}</title>"
        '<meta property="og:title" content="Mayor calls harbour bridge ">'
        f"</head><body><h1>{whole}</h1></body>"
    )
    assert read(html).title == 'Mayor calls harbour bridge "late but lovely"'


def test_a_headline_beats_the_same_with_a_section_around_it() -> None:
    html = (
        f"<head><title>{HEADLINE} | City | Daily for you</title>"
        f'<meta property="og:title" content="{HEADLINE} | City | Daily for you">'
        f"</head><body><h1>{HEADLINE}</h1></body>"
    )
    assert read(html).title == HEADLINE


def test_a_date_in_the_future_is_no_evidence_and_the_next_is_tried() -> None:
    head = (
        '<meta property="article:published_time" content="2031-03-02T08:30:00Z">'
        '<meta name="date" content="2026-03-02T08:30:00Z">'
    )
    article = read(document(head))
    assert article.published is not None
    assert iso(article.published) == "2026-03-02T08:30:00Z"
    assert article.evidence["publishedRefused"] == "2031-03-02T08:30:00Z"


def test_without_any_date_it_is_undated() -> None:
    article = read(document(), "https://www.daily.example/harbour-bridge-opens")
    assert article.published is None
    assert "undated" in article.marks


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Broken comma","x":1,}',
        '<!-- {"@type":"NewsArticle","headline":"Broken comma"} -->',
        '{"@type":"NewsArticle","headline":"Broken comma"};',
        '[{"@type":["NewsArticle"],"headline":"Broken comma"}]',
        '{"a":1}{"@type":"NewsArticle","headline":"Broken comma"}',
        '{"@type":"NewsArticle","headline":"Broken comma","x":"a "quoted" word"}',
        '{"@type":"NewsArticle","headline":"Broken\ncomma"}',
    ],
)
def test_broken_json_ld_is_mended(script: str) -> None:
    html = f'<script type="application/ld+json">{script}</script><body><p>x</p></body>'
    assert read(html).title == "Broken comma"


def test_a_site_name_is_cut_only_where_the_site_proves_it() -> None:
    named = '<meta property="og:site_name" content="The Daily">'
    for head, expected in ((named, "A - B"), ("", "A - B | The Daily Planet")):
        suffix = "The Daily" if head else "The Daily Planet"
        html = f"<head><title>A - B | {suffix}</title>{head}</head><body></body>"
        assert read(html, "https://x.example/1").title == expected


def test_bytes_are_decoded_before_anything_is_read() -> None:
    html = document().replace("Harbour", "Häfen").encode("windows-1252", "replace")
    request = Request(url=URL)
    page = Page(
        request=request,
        url=URL,
        status=200,
        fetched=NOW,
        headers={"content-type": "text/html; charset=windows-1252"},
        body=html,
    )
    assert "Häfen" in extract_page(page).articles[0].title


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "empty"), (b"x" * 50, "not-a-page"), (b"<div></div>" * 9, "empty")],
)
def test_what_is_no_article_is_a_failure(body: bytes, reason: str) -> None:
    page = Page(request=Request(url=URL), url=URL, status=200, fetched=NOW, body=body)
    extraction = extract_page(page)
    assert not extraction.articles
    assert [failure.reason for failure in extraction.failures] == [reason]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<svg" * 200_000,
        "<svg>" * 100_000,
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<p " + "a=1 " * 200_000 + ">",
        "<b><i></b>" * 30_000,
        '<script type="application/ld+json">' + "[" * 300_000 + "</script>",
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>",
        "<table><tr><td>" * 30_000,
        "<p>" + "a" * 3_000_000,
        "<a href=x>" * 60_000,
        "\x00<p>\ud800</p>" * 10,
    ],
    ids=lambda text: repr(text[:24]),
)
def test_hostile_pages_neither_raise_nor_hang(hostile: str) -> None:
    start = time.process_time()
    read(hostile)
    assert time.process_time() - start < 10


def test_recorded_pages_give_titles_and_bodies() -> None:
    folder = data_path("pages/fundus")
    lines = (folder / "truth.jsonl").read_text("utf-8").splitlines()[::16]
    found = 0
    for line in lines:
        given = json.loads(line)
        body = gzip.decompress((folder / given["file"]).read_bytes())
        page = Page(
            request=Request(url=given["url"]),
            url=given["url"],
            status=200,
            fetched=NOW,
            body=body,
        )
        article = extract_page(page).articles[0]
        found += bool(article.title and len(article.body) > 200 and article.published)
    assert found >= 0.9 * len(lines)


RULED = f"""<html><head><meta property="og:title" content="The Daily"></head><body>
<div class="head">{HEADLINE}</div><i class="by">By Ada Brook</i>
<i class="by">Ben Okri</i>
<b class="day" datetime="2026-03-02T08:30:00Z">this morning</b>
<div class="words"><p>{PARAGRAPHS[0]}</p><div class="words"><p>{PARAGRAPHS[1]}</p></div>
<p class="letter">Subscribe to our letter, which comes every morning by ten.</p></div>
<div class="words"><p>{PARAGRAPHS[2]}</p></div><p>{PARAGRAPHS[3]}</p></body></html>"""


def test_what_the_rule_of_an_outlet_finds_comes_before_all_evidence():
    rule = ArticleRule(
        hosts=("daily.example",),
        title="div.head",
        authors=".by",
        published=".day",
        body="div.words",
        drop=(".letter", "html"),
    )
    article = read_html(RULED, URL, fetched=NOW, rule=rule)
    assert article.title == HEADLINE
    assert article.authors == ("Ada Brook", "Ben Okri")
    assert iso(article.published) == "2026-03-02T08:30:00Z"
    assert article.body == "\n\n".join(PARAGRAPHS[:3])
    origins = {article.evidence[n] for n in ("title", "authors", "published", "body")}
    assert origins == {"rule"}


def test_what_a_rule_does_not_find_is_read_without_it():
    rule = ArticleRule(
        hosts=("daily.example",), title=".none", authors=".none", body=".none"
    )
    plain = read_html(RULED, URL, fetched=NOW)
    assert read_html(RULED, URL, fetched=NOW, rule=rule) == plain
