"""Scores keep their promises whatever the articles are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newsfold.judge.heat import heat, origins
from newsfold.judge.quality import quality
from newsfold.model import (
    Article,
    Copy,
    Image,
    Link,
    Member,
    Name,
    Origin,
    Provider,
    Reading,
    Repair,
)

_MARKS = ("undated", "future-date", "day-only", "paywall", "body-from-feed")
_TEXT = st.text(max_size=60)

articles = st.builds(
    Article,
    title=_TEXT,
    web_url=st.just("https://one.example/1"),
    excerpt=_TEXT,
    excerpt_from=st.sampled_from(["", "outlet", "chosen", "editor"]),
    body=st.text(max_size=300),
    published=st.none() | st.integers(-(10**11), 10**11),
    authors=st.lists(_TEXT, max_size=3).map(tuple),
    images=st.lists(
        st.builds(Image, url=_TEXT, width=st.integers(0, 9000)), max_size=2
    ).map(tuple),
    links=st.lists(st.builds(Link, url=_TEXT), max_size=4).map(tuple),
    marks=st.lists(st.sampled_from(_MARKS), max_size=3).map(tuple),
    repairs=st.lists(
        st.builds(
            Repair,
            field=st.sampled_from(["title", "body", "url"]),
            kind=_TEXT,
            before=_TEXT,
            after=_TEXT,
        ),
        max_size=3,
    ).map(tuple),
)
readings = st.builds(
    Reading,
    article=st.just("a1"),
    names=st.lists(
        st.builds(
            Name,
            text=_TEXT,
            key=_TEXT,
            kind=st.sampled_from(["person", "organisation", "place", "other"]),
        ),
        max_size=9,
    ).map(tuple),
)


@given(articles, readings)
def test_quality_is_the_sum_of_its_terms_within_its_range(
    article: Article, reading: Reading
):
    score = quality(article, reading)
    assert 0 <= score.value <= 100
    total = round(sum(term.points for term in score.terms))
    assert score.value == max(0, min(100, total))
    assert len({term.name for term in score.terms}) == len(score.terms)


def member(number: int, outlet: int, minute: int, of: int, cites: int) -> Member:
    article = Article(
        id=f"a{number}",
        title="T",
        web_url="",
        published=minute * 60,
        provider=Provider(name=f"Outlet {outlet}", domain=f"o{outlet}.example"),
    )
    copy = Copy(article=article.id, of=f"a{of}", kind="near") if of >= 0 else None
    name = f"Outlet {cites}"
    origin = Origin(kind="cited-scoop", name=name) if cites >= 0 else None
    return Member(
        article=article, reading=Reading(article=article.id), copy=copy, origin=origin
    )


stories = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 10_000),
        st.integers(-4, 5),
        st.integers(-4, 6),
    ),
    min_size=1,
    max_size=12,
).map(lambda rows: [member(number, *row) for number, row in enumerate(rows)])


@given(stories, st.randoms())
def test_heat_does_not_depend_on_order(members: list[Member], random: object):
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert heat(members, half_life=3600) == heat(shuffled, half_life=3600)


@given(stories)
def test_heat_is_within_its_range_and_fades(members: list[Member]):
    found = heat(members, half_life=3600)
    assert 5 <= found.level <= 100
    assert found.value(found.at) >= found.value(found.at + 60)
    assert found.level == pytest.approx(
        min(100, sum(term.points for term in found.terms)), abs=0.06
    )


@given(stories)
def test_a_copy_has_the_origin_of_what_it_copies(members: list[Member]):
    groups = dict(zip((m.article.id for m in members), origins(members), strict=True))
    for one in members:
        if one.copy is not None and one.copy.of in groups:
            assert groups[one.article.id] == groups[one.copy.of]


@given(stories)
def test_to_call_one_a_copy_never_adds_an_origin(members: list[Member]):
    first = members[0].article.id
    copy = Copy(article=members[-1].article.id, of=first, kind="near")
    copied = [*members[:-1], replace(members[-1], copy=copy)]
    if members[-1].copy is None:
        assert len(set(origins(copied))) <= len(set(origins(members)))
