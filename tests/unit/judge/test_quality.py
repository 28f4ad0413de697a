from __future__ import annotations

import msgspec
import pytest

from newsfold.judge.quality import quality
from newsfold.model import (
    Article,
    Image,
    Link,
    Name,
    Origin,
    Provider,
    Quantity,
    Reading,
    Repair,
)

FULL = Article(
    title="Ferry company orders six electric boats",
    web_url="https://pier.example/boats",
    provider=Provider(name="Pier", domain="pier.example"),
    excerpt="The company will replace half of its fleet by summer, for 90 million.",
    excerpt_from="outlet",
    body="word " * 500,
    published=1_000,
    authors=("Ada Quill",),
    images=(Image(url="https://pier.example/1.png", width=640, height=360),),
    links=(Link(url="https://port.example/a"), Link(url="https://yard.example/b")),
)
RICH = Reading(
    article="a1",
    names=(
        *(Name(text=f"P {n}", key=f"p {n}", kind="person") for n in range(4)),
        *(Name(text=f"O {n}", key=f"o {n}", kind="organisation") for n in range(6)),
    ),
    quantities=tuple(
        Quantity(kind="money", value=float(n), unit="EUR") for n in range(5)
    ),
    origin=Origin(kind="agency-copy", name="Wire"),
)
BARE = Reading(article="a1")


def without(**fields: object) -> Article:
    return msgspec.structs.replace(FULL, **fields)


def points(article: Article, name: str, reading: Reading = BARE) -> float | None:
    found = [t.points for t in quality(article, reading).terms if t.name == name]
    return found[0] if found else None


def test_terms_add_up_to_the_value():
    for article in (FULL, without(body="", images=()), without(title="")):
        score = quality(article, RICH)
        assert score.value == round(sum(term.points for term in score.terms))
        assert all(term.why for term in score.terms)


def test_the_range_is_used_and_kept():
    best = quality(FULL, RICH).value
    worst = quality(
        Article(title="YOU WON'T BELIEVE THIS!!", web_url="", marks=("paywall",)), BARE
    ).value
    assert best >= 90
    assert worst == 0


@pytest.mark.parametrize(
    "worse",
    [
        {"body": "word " * 60},
        {"excerpt": ""},
        {"excerpt": "Short."},
        {"excerpt_from": "chosen"},
        {"published": None},
        {"marks": ("future-date",)},
        {"marks": ("day-only",)},
        {"marks": ("paywall",)},
        {"authors": ()},
        {"authors": ("The business desk",)},
        {"authors": ("Pier",)},
        {"authors": ("Wire",)},
        {"images": ()},
        {"images": (Image(url="x", width=90, height=60),)},
        {"links": ()},
        {"links": (Link(url="https://www.pier.example/own"),)},
        {"title": "FERRY COMPANY ORDERS SIX ELECTRIC BOATS"},
        {"title": "Ferry company orders six electric boats!!"},
        {"title": "Ferry company STUNNED by six electric boats"},
        {"title": "SIX BOATS: ferry company goes electric"},
        {"title": "Here's why the ferry company orders boats"},
        {"title": "Boats"},
        {"body": "word " * 500 + "…"},
        {"repairs": (Repair(field="body", kind="mojibake", before="a", after="b"),)},
    ],
)
def test_whatever_is_missing_or_broken_costs_points(worse: dict[str, object]):
    assert quality(without(**worse), RICH).value < quality(FULL, RICH).value


def test_a_tracker_in_the_address_is_not_held_against_the_text():
    tracked = without(
        repairs=(Repair(field="url", kind="tracker", before="a", after="b"),)
    )
    assert quality(tracked, RICH) == quality(FULL, RICH)


def test_sources_are_counted_once():
    same = tuple(Name(text="P", key="p", kind="person") for _ in range(9))
    assert points(FULL, "names", Reading(article="", names=same)) == 1.5


def test_text_without_spaces_has_length_too():
    assert points(without(body="新聞" * 400), "body") == 26


@pytest.mark.parametrize("title", ["NASA and UNESCO map a ferry wreck", "US cuts GDP"])
def test_acronyms_do_not_shout(title: str):
    assert points(without(title=title), "shouting") is None
