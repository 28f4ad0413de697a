from __future__ import annotations

from newsfold.clean.complete import complete
from newsfold.model import Article, Image, Repair

FEED = Article(
    id="a1",
    title="Pier is closed",
    web_url="https://quay.example/pier",
    body="The pier is closed.",
    published=86_400,
    marks=("day-only", "body-from-feed"),
    evidence={"title": "feed"},
)
PAGE = Article(
    title="Pier closed | The Quay",
    web_url="https://quay.example/pier?page",
    body="The pier is closed, the harbour master said, until further notice.",
    excerpt="The pier is closed.",
    excerpt_from="chosen",
    published=90_000,
    authors=("Ida Brandt",),
    images=(Image(url="https://quay.example/pier.jpg"),),
    evidence={"body": "blocks", "authors": "json-ld"},
    repairs=(
        Repair(field="body", kind="mojibake", before="x", after="y"),
        Repair(field="title", kind="site-name", before="x", after="y"),
    ),
)


def test_the_page_gives_what_the_feed_lacked():
    full = complete(FEED, PAGE)
    assert (full.id, full.title, full.web_url) == (FEED.id, FEED.title, FEED.web_url)
    assert full.body == PAGE.body
    assert full.authors == PAGE.authors
    assert full.published == 90_000
    assert full.marks == ("body-from-page",)
    assert full.evidence["body"] == "page: blocks"
    assert [repair.field for repair in full.repairs] == ["body"]


def test_a_shorter_page_takes_nothing_away():
    known = FEED.__class__(**{**_fields(FEED), "body": PAGE.body * 2, "marks": ()})
    full = complete(known, PAGE)
    assert full.body == known.body
    assert "body-from-page" not in full.marks


def test_a_time_a_week_off_is_no_better_time():
    page = Article(**{**_fields(PAGE), "published": FEED.published + 7 * 86_400})
    assert complete(FEED, page).published == FEED.published
    assert "day-only" in complete(FEED, page).marks


def test_a_changed_feed_keeps_what_the_page_gave():
    full = complete(FEED, PAGE)
    edited = Article(**{**_fields(FEED), "title": "Pier stays closed"})
    again = complete(edited, full)
    assert (again.title, again.body) == ("Pier stays closed", PAGE.body)
    assert again.authors == PAGE.authors
    assert again.evidence["body"] == "page: blocks"


def _fields(article):
    return {name: getattr(article, name) for name in article.__struct_fields__}
