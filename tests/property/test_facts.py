"""What is read never points at other words, and nothing makes reading fail."""

import json
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.judge.compare import compare, public
from newsfold.model import Article, Member
from newsfold.read import read
from newsfold.text.money import money
from newsfold.text.numbers import numbers
from support.data import data_path

LANGUAGES = ("", "en", "de", "fr", "es", "pt", "it", "ru", "zh", "ja", "xx")


def checked(article: Article):
    """Read an article and hold every offset against its text."""
    found = read(article)
    texts = {"title": article.title, "excerpt": article.excerpt, "body": article.body}
    for claim in found.claims:
        text = texts[claim.quantity.field]
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start <= claim.quantity.start <= claim.quantity.end <= claim.end
    for name in found.names:
        assert texts[name.field][name.start : name.end] == name.text
    for quantity in found.quantities:
        assert 0 <= quantity.start < quantity.end <= len(texts[quantity.field])
    json.dumps(public(compare("s1", (Member(article=article, reading=found),))))
    return found


WORDS = st.sampled_from(
    [
        "Harrow",
        "buys",
        "Quillet",
        "for",
        "$6bn",
        "and",
        "2.5",
        "billion",
        "yuan",
        "(",
        "£3m",
        ")",
        "28",
        "people",
        "killed",
        "40%",
        "of",
        "the",
        "a",
        "third",
        "second",
        "round",
        ".",
        ",",
        ";",
        "Inc.",
        "⟦1⟧",
        "¤0¤",
        "25亿元",
        "融资",
        "、",
        "和",
        "“",
        "”",
        "1",
        "300",
        "euros",
        "İ",
        "ß",
        "﷽",
        "\n\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=40),
    st.lists(WORDS, max_size=12),
    st.sampled_from(LANGUAGES),
)
def test_offsets_hold_in_news_of_any_order(
    body: list[str], title: list[str], language: str
):
    checked(
        Article(
            title=" ".join(title),
            excerpt=" ".join(body[:5]),
            body=" ".join(body),
            web_url="https://a.example/",
            language=language,
        )
    )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_offsets_hold_in_any_text(body: str, title: str, language: str):
    checked(Article(title=title, body=body, web_url="", language=language))


@pytest.mark.data
def test_naughty_strings_are_read_in_peace():
    strings = json.loads(data_path("hostile/naughty-strings.json").read_text("utf-8"))
    for text in strings:
        checked(Article(title=str(text), body=f"{text} {text}", web_url=""))


@pytest.mark.data
def test_all_recorded_pages_are_read_in_peace():
    files = sorted(data_path("pages").glob("*/truth.jsonl"))
    bodies = 0
    for line in (line for file in files for line in file.open("rb")):
        page = json.loads(line)
        truth = page["truth"]
        body = truth.get("body") or "\n\n".join(truth.get("with", ()))
        spoken = (page.get("languages") or [""])[0][:2]
        checked(
            Article(
                title=truth.get("title") or "",
                body=body,
                web_url=page["url"],
                language=spoken,
            )
        )
        bodies += bool(body)
    assert bodies > 500


# How a sum is written in each language: its decimal mark, scales and currencies.
WRITTEN = {
    "en": (".", (("m", 1e6), (" billion", 1e9)), ("${}", "€{}", "US${}", "RMB {}")),
    "de": (",", ((" Millionen", 1e6), (" Mrd.", 1e9)), ("{} Euro", "{} Dollar")),
    "fr": (
        ",",
        ((" millions", 1e6), (" milliards", 1e9)),
        ("{} d'euros", "{} de dollars"),
    ),
    "es": (",", ((" millones", 1e6),), ("{} de euros", "{} de dólares")),
    "it": (
        ",",
        ((" milioni", 1e6), (" miliardi", 1e9)),
        ("{} di euro", "{} di dollari"),
    ),
    "pt": (",", ((" milhões", 1e6), (" bilhões", 1e9)), ("{} de euros", "R$ {}")),
    "ru": (",", ((" млн", 1e6), (" млрд", 1e9)), ("{} евро", "{} долларов")),
    "zh": (".", (("亿", 1e8), ("万", 1e4)), ("{}元", "{}美元")),
    "ja": (".", (("億", 1e8), ("兆", 1e12)), ("{}円", "{}ドル")),
}


@pytest.mark.parametrize("language", WRITTEN)
@given(tenths=st.integers(min_value=1, max_value=9999))
@settings(max_examples=40, deadline=None)
def test_a_sum_that_is_written_is_read_back(language: str, tenths: int):
    mark, scales, forms = WRITTEN[language]
    whole, part = divmod(tenths, 10)
    digits = f"{whole}{mark}{part}" if part else str(whole)
    for (scale, factor), form in product(scales, forms):
        text = form.format(f"{digits}{scale}")
        (found,) = money(text, numbers(text, language), language)
        assert found.value == pytest.approx(tenths / 10 * factor)
        assert (found.start, found.end) == (0, len(text))


HOSTILE = (
    "1" * 20_000,
    "a" * 20_000,
    "A " * 10_000,
    "twenty-" * 2_800,
    "1,111," * 3_300,
    "Bank of " * 2_500,
    "Harrow, the " * 1_700,
    "Harrow buys Quillet for $6bn " * 700,
    "亿" * 20_000,
    "甲乙、" * 6_600,
    "((" * 10_000,
)


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: body[:12].strip())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_takes_long(body: str, language: str):
    read(Article(title="warm", body="up", web_url=""))
    begun = process_time()
    checked(
        Article(
            title="Harrow buys Quillet for $6bn",
            body=body,
            web_url="",
            language=language,
        )
    )
    assert process_time() - begun < 2.5
