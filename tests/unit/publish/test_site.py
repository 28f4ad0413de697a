"""The pages: whole, safe, linked, light."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import lxml.html
import msgspec
import pytest

from newsfold.model import (
    Amount,
    Comparison,
    Deal,
    Figure,
    Novelty,
    Poll,
    Report,
    Source,
)
from newsfold.publish.card import story_path, topic_path
from newsfold.publish.edition import Edition
from newsfold.publish.site import ASSETS, PAGE_SIZE, Site, SiteInfo, asset
from newsfold.publish.summary import summary
from support.data import data_path
from support.dossiers import (
    NOW,
    TALLIES,
    disputed_deal,
    dossier,
    edition,
    member,
    moved,
    plain,
    plain_conflict,
    poisoned,
    rising_toll,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Dossier

replace = msgspec.structs.replace
SCRIPTS = {"newsfold.js", "search-index.js"}
INFO = SiteInfo(title="The Lantern", now=NOW, description="News of the coast")
SOURCES = (
    (Source(url="https://harbourpost.example/f", title="Post"), Poll(last=NOW)),
    (Source(url="https://x.example/f"), Poll(failures=2, reason="HTTP 503")),
)


def _files(dossiers: Iterable[Dossier], info: SiteInfo = INFO):
    dossiers = list(dossiers)
    told = [
        (change, summary(one))
        for one in dossiers
        if one.published
        for change in one.fact_changes
    ]
    made = Edition(info, map(summary, dossiers), told)
    pages = {story_path(one): made.site.story(one) for one in dossiers if one.published}
    return {**pages, **dict(made.files(TALLIES, SOURCES))}


def _pages(files: dict[str, str]):
    return {
        path: lxml.html.document_fromstring(text)
        for path, text in files.items()
        if path.endswith(".html")
    }


def _text(page: Any, selector: str):
    return [" ".join(node.text_content().split()) for node in page.cssselect(selector)]


@pytest.fixture(scope="module")
def files():
    return _files(edition())


def test_every_file_is_there(files: dict[str, str]):
    assert {"index.html", "about.html", "404.html", "feed.xml", "feed.json"} <= set(
        files
    )
    assert {f"assets/{name}" for name in ASSETS} <= set(files)
    assert {story_path(story) for story in edition()} <= set(files)
    assert topic_path("AI") in files
    assert "sitemap.xml" not in files, "a sitemap needs the site's address"


def test_every_link_within_leads_to_a_file(files: dict[str, str]):
    seen = 0
    for path, page in _pages(files).items():
        for node in page.iter():
            for name in ("href", "src"):
                link = node.get(name)
                if link is None or link.startswith(("#", "data:")):
                    continue
                parts = urlsplit(link)
                if parts.scheme:
                    assert parts.scheme in {"http", "https"}
                    continue
                assert not link.startswith("/"), "relative links only"
                target = posixpath.join(posixpath.dirname(path), unquote(parts.path))
                assert posixpath.normpath(target) in files, (path, link)
                seen += 1
    assert seen > 200


def test_pages_are_accessible(files: dict[str, str]):
    for path, page in _pages(files).items():
        assert page.get("lang") == "en"
        assert len(page.cssselect("main")) == 1
        assert len(page.cssselect("h1")) == 1, path
        assert page.cssselect("title")[0].text_content().strip()
        levels = [int(h.tag[1]) for h in page.cssselect("h1, h2, h3, h4")]
        steps = itertools.pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), path
        assert [a.get("href") for a in page.cssselect("a.skip")] == ["#main"]
        for image in page.cssselect("img"):
            assert image.get("alt") is not None
            assert int(image.get("width")) > 0
            assert int(image.get("height")) > 0
        for nav in page.cssselect("nav"):
            assert nav.get("aria-label")
        ids = [node.get("id") for node in page.cssselect("[id]")]
        assert len(ids) == len(set(ids))
        for node in page.cssselect("[aria-labelledby]"):
            assert node.get("aria-labelledby") in ids
        for link in page.cssselect("a"):
            assert link.text_content().strip() or link.get("aria-hidden"), path


def test_pages_hold_a_strict_policy(files: dict[str, str]):
    for page in _pages(files).values():
        policy = page.cssselect("meta[http-equiv='Content-Security-Policy']")[0]
        assert "default-src 'none'" in policy.get("content")
        assert "unsafe" not in policy.get("content")
        assert not page.cssselect("style, [style], iframe, object, base")
        for script in page.cssselect("script"):
            assert posixpath.basename(script.get("src")) in SCRIPTS
            assert script.text is None
        assert len(page.cssselect("form")) <= 1, "but for the search"
        for link in page.cssselect("a[href^='http']"):
            assert "noopener" in link.get("rel")


def test_the_front_page_goes_by_heat_and_shows_what_differs(files: dict[str, str]):
    page = _pages(files)["index.html"]
    assert "Orsolo Robotics raises" in _text(page, ".lead h2")[0]
    meta = _text(page, ".lead .meta")[0]
    assert meta == "The Harbour Post and 5 more 4 independent 17 Feb, 18:00"
    assert _text(page, ".lead .chip") == [
        "⇄Converted",
        "≠Robots: 14,000 or about 11,000",
    ]
    assert _text(page, ".also .outlet") == [
        "Continental Wire",
        "Norddeutscher Bote",
        "Ledger & Coast",
    ]
    assert _text(page, ".disputes .claim") == [
        "Robots: 14,000 or about 11,000",
        "Jobs cut: 900 or 1,200",
    ]
    assert len(page.cssselect("article")) == 10
    assert _text(page, ".motto time") == ["Wednesday, 18 February 2026"]


def test_the_story_page_lays_the_facts_side_by_side(files: dict[str, str]):
    page = _pages(files)[story_path(disputed_deal())]
    assert _text(page, ".deals thead th") == [
        *("Outlet", "Sum", "Investors", "Company", "State", "Other sums"),
    ]
    assert _text(page, ".deals td.value") == [
        *("$342 million", "about $340 million", "CN¥2.5 billion", "–"),
    ]
    assert "Brightwater Capital and others" in _text(page, ".deals td")
    assert "some 11,000 machines in service" in _text(page, ".figure q")
    assert _text(page, ".chips .chip") == [
        "⇄Converted",
        "⊂Parties partly named",
        "≠Robots: 14,000 or about 11,000",
    ]
    german = page.cssselect("q[lang='de']")
    assert german[0].text_content().startswith("hat nach eigenen Angaben")


def test_copies_stand_below_their_origin(files: dict[str, str]):
    page = _pages(files)[story_path(disputed_deal())]
    assert _text(page, ".report > .meta .outlet") == [
        *(
            "The Harbour Post",
            "Continental Wire",
            "Norddeutscher Bote",
            "Ledger & Coast",
        ),
    ]
    assert _text(page, ".copies li .outlet") == ["Valley Observer", "Daily Meridian"]
    assert _text(page, ".copies summary") == ["2 copies of this text"]
    assert _text(page, ".origin") == ["citing The Harbour Post"]
    assert _text(page, ".day") == [
        "Tuesday, 17 February 2026",
        "Wednesday, 18 February 2026",
    ]


def test_every_score_says_why(files: dict[str, str]):
    page = _pages(files)[story_path(disputed_deal())]
    bars = _text(page, ".bars tr")
    assert "outlets+686 outlets" in bars
    assert "bait−5the title withholds the subject" in bars
    assert "orsolo 0.34, brightwater 0.21, robotics 0.09" in _text(page, ".joined td")
    assert "the earliest report" in _text(page, ".reasons > p")[0]


def test_a_foreign_script_keeps_its_direction(files: dict[str, str]):
    page = _pages(files)[story_path(rising_toll())]
    arabic = page.cssselect("h4[lang='ar']")
    assert arabic[0].get("dir") == "auto"


def test_a_storys_page_does_not_change_with_time_until_its_heat_does():
    story = disputed_deal()
    now = story.story.updated + 3600
    pages = {Site(replace(INFO, now=now + s)).story(story) for s in range(0, 9000, 60)}
    assert len(pages) == 1


def test_what_is_withheld_is_nowhere():
    hidden = dossier(
        99, (member(99, "meridian.example", "Hidden", 1),), published=False
    )
    files = _files([*edition(), hidden])
    assert not any("Hidden" in text for text in files.values())
    assert story_path(hidden) not in files


def test_many_stories_are_paged():
    many = [
        plain(n, f"Story number {n}", "meridian.example", n / 60, ("AI",), level=n - 99)
        for n in range(100, 100 + 2 * PAGE_SIZE + 3)
    ]
    files = _files(many)
    pages = _pages(files)
    assert {"index.html", "page/2.html", "page/3.html"} <= set(files)
    assert "page/4.html" not in files
    titles = [
        title
        for path in ("index.html", "page/2.html", "page/3.html")
        for title in _text(pages[path], "article :is(h2, h3)")
    ]
    assert len(titles) == len(set(titles)) == len(many)
    assert titles[0] == f"Story number {99 + len(many)}"
    assert _text(pages["page/2.html"], ".pager") == ["← Page 1Page 2 of 3 Page 3 →"]
    assert topic_path("AI")[:-5] + "-page-3.html" in files
    assets = sum(len(asset(name).encode()) for name in ASSETS)
    index = len(files["assets/search-index.js"].encode())
    for path in pages:
        weight = len(files[path].encode()) + assets
        assert weight + (index if path == "search.html" else 0) < 100_000, path


def test_the_latest_stories_go_by_time():
    files = _files(edition())
    page = _pages(files)["latest.html"]
    times = [node.get("datetime") for node in page.cssselect("article time")]
    assert len(times) == 10
    assert times == sorted(times, reverse=True)


def test_an_empty_hub_has_a_front_page():
    files = _files([])
    assert "No story has been published yet" in files["index.html"]
    assert json.loads(files["feed.json"])["items"] == []


@pytest.mark.parametrize("word", ["word ", "東京 ", "Tom's & \"Ann's\" "])
def test_a_huge_story_stays_light(word: str):
    long = word * 400
    members = tuple(
        member(
            n,
            "meridian.example" if n % 2 else "contwire.example",
            f"{n} {long[:300]}",
            n / 10,
            excerpt=long,
            copy_of="" if n % 3 else "a000000000000",
            joined=tuple((f"term{k}", 0.1) for k in range(50)),
        )
        for n in range(1200)
    )
    report = Report(
        article="a000000000001",
        value=1.0,
        unit="people",
        qualifier="exact",
        quote=long,
        place="body",
        start=0,
        end=9,
    )
    figure = Figure(
        what="killed",
        subject=long,
        verdict="conflict",
        note=long,
        reports=(report,) * 300,
    )
    deal = Deal(
        article="a000000000001",
        kind="funding",
        buyer_or_investors=(long,) * 50,
        target=long,
        amount=Amount(value=1, currency="USD"),
        quote=long,
    )
    comparison = Comparison(
        story="s", verdict="conflict", deals=(deal,) * 200, figures=(figure,) * 200
    )
    story = dossier(5, members, topics=tuple(f"T{n}" for n in range(40)))
    story = replace(
        story,
        comparison=comparison,
        novelty=tuple(
            Novelty(article=one.article.id, claims=(long,) * 40, names=(long,) * 40)
            for one in members
        ),
        fact_changes=tuple(
            moved("s", members[n].article.id, long, long, quote=long)
            for n in range(300)
        ),
    )
    page = Site(INFO).story(story)
    assets = sum(len(asset(name).encode()) for name in ASSETS)
    assert len(page.encode()) + assets < 100_000
    told = [(change, summary(story)) for change in story.fact_changes]
    assert len(Site(INFO).moves(told).encode()) + assets < 100_000
    shown = lxml.html.document_fromstring(page)
    reports = len(shown.cssselect(".report, .copies li"))
    assert f"and {1200 - reports} more reports." in page


CONTROLS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://a.example/\"onclick=alert(1) x='",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
]


def _assert_harmless(files: dict[str, str]):
    for path, text in files.items():
        if not path.endswith(".html"):
            continue
        page = lxml.html.document_fromstring(text)
        for node in page.iter():
            assert isinstance(node.tag, str), (path, node)
            assert node.tag not in {"iframe", "object", "embed", "base"}, path
            if node.tag == "script":
                assert posixpath.basename(node.get("src")) in SCRIPTS
                assert node.text is None
            assert not any(name.startswith("on") for name in node.attrib), path
            assert "style" not in node.attrib
            for name in ("href", "src", "action", "formaction"):
                scheme = urlsplit(node.get(name, "").strip()).scheme.lower()
                assert scheme in {"", "http", "https"} or node.get("rel") == "icon"


@pytest.mark.parametrize("payload", CONTROLS)
def test_nothing_that_outlets_write_becomes_markup(payload: str):
    _assert_harmless(_files([poisoned(payload)]))


def test_recorded_payloads_stay_text():
    for payload in json.loads(data_path("hostile/xss.json").read_text("utf-8")):
        text = payload if isinstance(payload, str) else json.dumps(payload)
        _assert_harmless(_files([poisoned(text)]))


def test_naughty_strings_stay_text():
    strings = json.loads(data_path("hostile/naughty-strings.json").read_text("utf-8"))
    for text in strings[::3]:
        _assert_harmless(_files([poisoned(text or " ")]))


def _luminance(colour: str):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str):
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_colours_have_contrast_in_light_and_dark():
    css = asset("newsfold.css")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    for theme in (
        {name: light for name, light, _ in pairs},
        {name: dark for name, _, dark in pairs},
    ):
        for ground in ("paper", "panel"):
            for words in ("ink", "soft", "accent"):
                assert _contrast(theme[words], theme[ground]) >= 4.5, (words, ground)
        for chip in ("agree", "near", "moved", "conflict", "open"):
            assert _contrast(theme[chip], theme[chip + "-bg"]) >= 4.5, chip
        assert _contrast(theme["soft"], theme["removed"]) >= 4.5
        assert _contrast(theme["ink"], theme["moved-bg"]) >= 4.5
        for state in ("agree", "moved"):
            assert _contrast(theme[state], theme["paper"]) >= 4.5, state
        assert _contrast(theme["moved"], theme["paper"]) >= 4.5


def test_the_missing_page_works_at_any_depth():
    at_home = _files([plain_conflict()], replace(INFO, url="https://lantern.example/n"))
    assert 'href="https://lantern.example/n/assets/newsfold.css"' in at_home["404.html"]
    assert "sitemap.xml" in at_home
    canonical = 'rel="canonical" href="https://lantern.example/n/2026/02/'
    assert canonical in at_home[story_path(plain_conflict())]


def test_the_address_that_is_polled_is_shown_nowhere():
    polled = "https://anna:gehe1m@feeds.quay.example/f.xml?key=t0ken"
    sources = (
        (Source(url=polled), Poll()),
        (Source(url=polled + "1", site=polled + "1", title=polled), Poll()),
        (Source(url=polled + "2", site="https://anna:gehe1m@quay.example/"), Poll()),
    )
    about = Site(INFO).about((), sources)
    assert "gehe1m" not in about
    assert "t0ken" not in about
    page = lxml.html.document_fromstring(about)
    assert _text(page, "#feeds ~ div tbody th") == ["feeds.quay.example"] * 3
    links = page.cssselect("#feeds ~ div a")
    assert [link.get("href") for link in links] == ["https://quay.example/"]


def test_a_story_that_moved_leads_on_without_a_script():
    old, new = "2026/02/old-s1.html", story_path(plain_conflict())
    here = Site(INFO).moved(old, new)
    home = Site(replace(INFO, url="https://lantern.example/n")).moved(old, new)
    page = lxml.html.document_fromstring(here)
    (refresh,) = page.cssselect("[http-equiv=refresh]")
    assert refresh.get("content") == f"0; url=../../{new}"
    (link,) = page.cssselect("a")
    assert link.get("href") == f"../../{new}"
    assert not page.cssselect("script")
    canonical = lxml.html.document_fromstring(home).cssselect("[rel=canonical]")
    assert canonical[0].get("href") == f"https://lantern.example/n/{new}"
