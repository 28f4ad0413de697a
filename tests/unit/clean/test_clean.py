"""Articles are repaired, and every repair is listed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.clean import clean
from newsfold.model import Article, Provider

SEEN = 1_772_500_000


def article(**fields: object) -> Article:
    base: dict[str, object] = {"title": "A title", "web_url": "https://daily.example/a"}
    return Article(**{**base, **fields})


def kinds(cleaned: Article) -> set[tuple[str, str]]:
    return {(repair.field, repair.kind) for repair in cleaned.repairs}


def test_mojibake_is_mended_and_listed() -> None:
    cleaned = clean(article(excerpt="(Agency) â€” Two firms"), seen=SEEN)
    assert cleaned.excerpt == "(Agency) — Two firms"
    assert kinds(cleaned) == {("excerpt", "mojibake")}
    assert cleaned.repairs[0].before == "(Agency) â€” Two firms"


def test_stray_quotation_marks_around_a_whole_excerpt_go() -> None:
    cleaned = clean(
        article(excerpt='"The deal underscores the city\'s plans."'), seen=SEEN
    )
    assert cleaned.excerpt == "The deal underscores the city's plans."
    assert ("excerpt", "stray-quotes") in kinds(cleaned)


@pytest.mark.parametrize(
    "excerpt", ['"Yes", she said, "now"', "“Yes” or “no”", 'He said "yes"', '"', '""']
)
def test_quotation_marks_that_quote_stay(excerpt: str) -> None:
    assert clean(article(excerpt=excerpt), seen=SEEN).excerpt == excerpt


@pytest.mark.parametrize(
    ("title", "expected", "kind"),
    [
        ("Profit &amp;amp; loss", "Profit & loss", "entity"),
        ("A\x07larm", "Alarm", "control-characters"),
        ("co\u00adop\u00aderation", "cooperation", "control-characters"),
        ("Two  words\n here", "Two words here", "space"),
        ("A <b>bold</b> claim", "A bold claim", "markup"),
        ("A title - The Daily", "A title", "site-name"),
    ],
)
def test_titles(title: str, expected: str, kind: str) -> None:
    given = article(
        title=title, provider=Provider(name="The Daily", domain="daily.example")
    )
    cleaned = clean(given, seen=SEEN)
    assert cleaned.title == expected
    assert ("title", kind) in kinds(cleaned)


def test_a_part_of_the_title_that_nobody_proves_a_name_stays() -> None:
    assert clean(article(title="Rain - and more"), seen=SEEN).title == "Rain - and more"


def test_the_address_is_canonical_and_the_given_one_kept() -> None:
    given = article(web_url="https://daily.example/a?id=5&utm_source=rss")
    cleaned = clean(given, seen=SEEN)
    assert cleaned.web_url == "https://daily.example/a?id=5"
    assert cleaned.original_url == "https://daily.example/a?id=5&utm_source=rss"
    assert kinds(cleaned) == {("url", "tracker")}


def test_as_is_repairs_nothing_but_keeps_identity_normal() -> None:
    given = article(
        title="It â€” was", excerpt='"x y"', web_url="https://daily.example/a?fbclid=1"
    )
    cleaned = clean(given, seen=SEEN, as_is=True)
    assert (cleaned.title, cleaned.excerpt) == (given.title, given.excerpt)
    assert cleaned.web_url == "https://daily.example/a"
    assert cleaned.repairs == ()


def test_dates_that_cannot_be_true() -> None:
    future = clean(article(published=SEEN + 200_000), seen=SEEN)
    assert future.published is None
    assert set(future.marks) == {"future-date", "undated"}
    assert future.evidence["publishedRefused"] == "2026-03-05T08:40:00Z"
    assert clean(article(published=SEEN + 3_600), seen=SEEN).published == SEEN + 3_600
    epoch = clean(article(published=0), seen=SEEN)
    assert epoch.published is None
    assert set(epoch.marks) == {"undated"}
    assert clean(article(), seen=SEEN).marks == ("undated",)


def test_the_outlets_excerpt_comes_first_and_is_cut_by_sentence() -> None:
    long = "This is one sentence of the summary. " * 20
    cleaned = clean(article(excerpt=long), seen=SEEN)
    assert len(cleaned.excerpt) <= 300
    assert cleaned.excerpt.endswith("summary.")
    assert cleaned.excerpt_from == "outlet"
    assert cleaned.body == long.strip()


def test_without_a_summary_the_excerpt_is_chosen_from_the_body() -> None:
    body = (
        "By Ada Lund\n\nThe bridge opened on Monday, after two years of delay, to rain"
        " and applause. It cost more.\n\nAnother paragraph."
    )
    cleaned = clean(article(body=body), seen=SEEN)
    assert cleaned.excerpt.startswith("The bridge opened on Monday")
    assert cleaned.excerpt_from == "chosen"
    assert cleaned.evidence["excerpt"] == "body"


@pytest.mark.parametrize("unit", ["word ", "汉字", "endless"])
def test_an_endless_sentence_is_cut_at_a_word(unit: str) -> None:
    cleaned = clean(article(excerpt=unit * 200), seen=SEEN)
    assert 200 < len(cleaned.excerpt) <= 300
    assert cleaned.excerpt.endswith("…")
    if unit == "word ":
        assert cleaned.excerpt.removesuffix(" …").endswith("word")


def test_software_s_tail_goes() -> None:
    text = "It rained. The post It rained appeared first on The Daily."
    cleaned = clean(article(excerpt=text), seen=SEEN)
    assert cleaned.excerpt == "It rained."
    assert ("excerpt", "boilerplate") in kinds(cleaned)


def test_bylines_become_names() -> None:
    given = article(authors=("By Ada Lund and Ben Okri, Staff Writer",))
    assert clean(given, seen=SEEN).authors == ("Ada Lund", "Ben Okri")


def test_a_missing_title_is_made_and_marked() -> None:
    cleaned = clean(article(title="", excerpt="It rained all day."), seen=SEEN)
    assert cleaned.title == "It rained all day."
    assert "untitled" in cleaned.marks


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60),
    st.text(alphabet='aé â€™“”"<b>&amp;;.…\n\u00ad\ud83d', max_size=80),
    st.text(alphabet="ab .\n", max_size=200),
)
def test_cleaning_twice_changes_nothing_more(
    title: str, excerpt: str, body: str
) -> None:
    once = clean(article(title=title, excerpt=excerpt, body=body), seen=SEEN)
    twice = clean(once, seen=SEEN)
    assert msgspec.structs.replace(twice, repairs=()) == msgspec.structs.replace(
        once, repairs=()
    )
    once.title.encode()
    once.excerpt.encode()
