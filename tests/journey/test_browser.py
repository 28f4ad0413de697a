"""What readers do, in real Chromium, on the sample hub and on the replayed wire."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest

from support.browser import PHONE, WIDE, chromium, flaws, opened, serving
from support.serving import serving as served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from support.browser import View

KB = 1_000
TITLE = ".card :is(h2, h3) a"


class Place(NamedTuple):
    """A site that is being served."""

    base: str
    pages: dict[str, str]
    """One page of each kind."""
    abroad: set[str]
    """What its pages may ask of other hosts."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def _files(hub: Path) -> Iterator[tuple[str, str]]:
    """The folder of files, as a web server hands it out."""
    with serving(hub / "site") as base:
        yield base, "search.html"


@contextmanager
def _served(hub: Path) -> Iterator[tuple[str, str]]:
    """The pages as `newsfold serve` makes them for each request."""
    with served(hub) as port:
        yield f"http://127.0.0.1:{port}/", "search"


PLACES = {"demo": ("demo", _files), "wire": ("wire", _files), "live": ("demo", _served)}
"""By name: the hub, and how its pages come to readers; the address of searches."""
HERE = ("demo", pytest.param("wire", marks=pytest.mark.data))


@pytest.fixture(scope="module", params=HERE)
def place(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Place]:
    del browser  # without one there is no use in making a hub
    name, way = PLACES[request.param]
    made = request.getfixturevalue(name)
    hub = made if name == "demo" else made.hub
    site = hub / "site"
    stories = {
        str(path.relative_to(site)): text
        for path in site.glob("2*/*/*.html")
        if 'class="story"' in (text := path.read_text("utf-8"))
    }
    met = sorted(site.glob("organisations/o*.html"))
    organisation = {"organisation": f"organisations/{met[0].name}"} if met else {}
    with way(hub) as (base, search):
        yield Place(
            base,
            {
                "front": "index.html",
                "list": "latest.html",
                "topic": next(iter(sorted(site.glob("topics/*.html"))))
                .relative_to(site)
                .as_posix(),
                "rich": max(stories, key=lambda path: len(stories[path])),
                "single": min(stories, key=lambda path: len(stories[path])),
                "changes": "changes.html",
                "deals": "deals.html",
                "organisations": "organisations.html",
                **organisation,
                "sources": "about.html",
                "search": f"{search}?q=the",
                "missing": "404.html",
            },
            abroad={"image"} if name == "wire" else set(),
        )


def _words(view: View, selector: str) -> list[str]:
    """What is written in each element, blanks folded."""
    texts = view.page.locator(selector).all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def test_from_the_front_page_to_the_quoted_words(browser: Browser, place: Place):
    with opened(browser) as view:
        page = view.page
        view.visit(place.base + "index.html")
        page.locator(".disputes li a").first.click()
        page.wait_for_load_state()
        anchor = page.url.partition("#")[2]
        fact = page.locator(f"#{anchor}")
        assert anchor == "fact-1"
        assert fact.evaluate("node => node.getBoundingClientRect().top") >= 0
        assert fact.locator(".chip.conflict").count() == 1
        assert len(_words(view, f"#{anchor} td.value")) >= 2
        quotes = _words(view, f"#{anchor} q")
        marked = _words(view, f"#{anchor} q mark")
        assert marked
        assert all(any(mark in quote for quote in quotes) for mark in marked)
        outlets = fact.locator("th[scope=row] a")
        assert outlets.first.get_attribute("href").startswith("http")
        assert view.errors == []


def test_the_marks_on_a_card_lead_to_the_facts(browser: Browser, place: Place):
    with opened(browser) as view:
        view.visit(place.base + "index.html")
        view.page.locator(".card a.chip").first.click()
        view.page.wait_for_load_state()
        assert re.search(r"#(facts|fact-1)$", view.page.url)
        assert view.page.locator(":target").count() == 1


def test_a_topic_lists_its_stories(browser: Browser, place: Place):
    with opened(browser) as view:
        view.visit(place.base + "index.html")
        link = view.page.locator(".sections a").first
        name = link.inner_text()
        link.click()
        assert _words(view, "h1") == [name]
        assert _words(view, ".sections [aria-current=page]") == [name]
        cards = view.page.locator(".card").count()
        total = int(_words(view, ".heading p")[0].split()[0])
        assert 1 <= cards == min(total, 48)


def _search(view: View, query: str) -> list[str]:
    box = view.page.locator(".find input")
    box.fill(query)
    box.press("Enter")
    view.page.wait_for_url("**/search.html?*")
    assert box.input_value() == query
    return _words(view, "#results h2")


def test_search_understands_its_operators(browser: Browser, place: Place):
    with opened(browser) as view:
        view.visit(place.base + "latest.html")
        title = _words(view, TITLE)[0]
        topic = _words(view, ".kicker a")[0]
        word = max(re.findall(r"\w+", title), key=len)
        found = _search(view, word)
        assert title in found
        assert title in _search(view, f'"{title}"')
        assert title not in _search(view, f"{found[0].split()[0]} -{word}")
        assert _search(view, f"topic:{topic.lower().replace(' ', '-')}")
        outlet = _words(view, "#results .outlet")[0]
        told = _search(view, f'source:"{outlet}"')
        assert told
        stamps = view.page.locator("#results time").all()
        times = [stamp.get_attribute("datetime")[:10] for stamp in stamps]
        assert len(_search(view, f'source:"{outlet}" after:{max(times)}')) < 1 + len(
            told
        )
        assert _search(view, f'source:"{outlet}" before:{min(times)}') == []
        assert _search(view, "verdict:agree verdict:conflict")
        assert set(_words(view, "#results .chip")) - {""}
        assert _search(view, f"lang:xx {word}") == []
        assert _search(view, "after:noon") == []
        assert _words(view, "#found") == [
            "after:noon is no date; write after:2026-02-01"
        ]
        _search(view, "<img src=x onerror=alert(1)>")
        assert "<img src=x onerror=alert(1)>" in _words(view, "#found")[0]
        assert view.errors == []
        assert view.blocked == []


def test_the_keyboard_is_enough(browser: Browser, place: Place):
    with opened(browser) as view:
        page = view.page
        press = page.keyboard.press

        def focused() -> str:
            return " ".join(page.evaluate("document.activeElement.innerText").split())

        view.visit(place.base + "index.html")
        titles = _words(view, TITLE)
        press("Tab")
        assert focused() == "Skip to the stories"
        press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        press("j")
        assert focused() == titles[0]
        press("j")
        press("j")
        press("k")
        assert focused() == titles[1]
        press("o")
        page.wait_for_url("**/20*/**")
        assert _words(view, "h1") == [titles[1]]
        press("j")
        assert focused() in _words(view, ".report h4 a")
        press("Shift+?")
        assert page.locator("dialog[open]").count() == 1
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        press("Escape")
        assert page.locator("dialog[open]").count() == 0
        press("/")
        page.keyboard.type("the g l t ?")
        assert page.locator(".find input").input_value() == "the g l t ?"
        press("Control+a")
        page.keyboard.type("the")
        press("Enter")
        page.wait_for_url("**/search.html?q=the")
        press("g")
        press("h")
        page.wait_for_url("**/index.html")
        assert view.errors == []


def test_colours_are_remembered(browser: Browser, place: Place):
    with opened(browser) as view:
        page = view.page

        def ground() -> str:
            return page.evaluate("getComputedStyle(document.body).backgroundColor")

        view.visit(place.base + "index.html")
        light, button = ground(), page.locator("button.theme")
        assert button.inner_text() == "Auto"
        page.keyboard.press("t")
        assert (button.inner_text(), ground()) == ("Light", light)
        button.click()
        assert button.inner_text() == "Dark"
        assert ground() != light
        view.visit(place.base + "latest.html")
        assert page.locator("button.theme").inner_text() == "Dark"
        assert ground() != light
        page.keyboard.press("t")
        assert ground() == light


def test_nothing_needs_a_script(browser: Browser, place: Place):
    with opened(browser, script=False) as view:
        page = view.page
        view.visit(place.base + "index.html")
        assert not page.locator("button.theme").is_visible()
        titles = _words(view, TITLE)
        page.locator(TITLE).first.click()
        assert _words(view, "h1") == [titles[0]]
        first = page.locator(".reasons details").first
        first.locator("summary").click()
        assert first.locator("table").is_visible()
        page.locator(".sections a").first.click()
        assert page.locator(".card").count()
        box = page.locator(".find input")
        box.fill("anything")
        box.press("Enter")
        page.wait_for_url("**/search.html?q=anything")
        assert "needs JavaScript" in _words(view, "#found")[0]


@pytest.mark.parametrize(
    ("place", "size", "dark"),
    [
        pytest.param("demo", PHONE, True, id="demo-phone-dark"),
        pytest.param("demo", WIDE, False, id="demo-wide-light"),
        pytest.param("wire", PHONE, True, id="wire-phone-dark", marks=pytest.mark.data),
        pytest.param("live", WIDE, False, id="live-wide-light"),
    ],
    indirect=["place"],
)
def test_every_kind_of_page_is_sound(
    browser: Browser, place: Place, size: tuple[int, int], *, dark: bool
):
    for kind, path in place.pages.items():
        with opened(browser, size=size, dark=dark) as view:
            view.visit(place.base + path)
            view.page.wait_for_timeout(100)
            assert view.shifted < 0.01, kind
            width = view.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size[0], (kind, "scrolls sideways")
            assert view.weight() < 100 * KB, kind
            assert {asked for asked, _ in view.abroad} <= place.abroad, kind
            assert view.blocked == [], kind
            view.page.evaluate(
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            assert flaws(view) == [], kind
            opened_width = view.page.evaluate("document.documentElement.scrollWidth")
            assert opened_width <= size[0], (kind, "scrolls sideways when opened")
            # Where it is served, the page for what is not there answers so.
            said = [error for error in view.errors if "404 (Not Found)" not in error]
            assert said == [], kind
            assert view.errors == said or kind == "missing"


@pytest.mark.parametrize("place", ["demo"], indirect=True)
def test_what_an_outlet_edited_is_marked_for_eyes_and_ears(
    browser: Browser, place: Place
):
    with opened(browser) as view:
        view.visit(place.base + "search.html?" + urlencode({"q": "Tollgate"}))
        view.page.locator("#results h2 a").click()
        view.page.wait_for_load_state()
        view.page.locator(".report a.tag", has_text="edited").click()
        article = view.page.locator(".edited:target")
        assert article.count() == 1
        gone = article.locator("del").first
        come = article.locator("ins").first
        assert "will reopen on Friday" in gone.inner_text()
        assert gone.text_content().startswith("[removed: ")
        assert come.text_content().startswith("[added: stays closed")
