"""What a person types to search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.errors import UsageError
from newsfold.text.query import LONGEST, Query, parse


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Query()),
        ("zhipu  raises", Query(words=("zhipu", "raises"))),
        ('"2.5 billion yuan" ai', Query(words=("2.5 billion yuan", "ai"))),
        ('-opinion -"live blog"', Query(without=("opinion", "live blog"))),
        ('topic:ai topic:"deep sea"', Query(topics=("ai", "deep sea"))),
        ("source:DW.com lang:DE", Query(sources=("dw.com",), languages=("de",))),
        ("verdict:conflict", Query(verdicts=("conflict",))),
        ("after:1970-01-02", Query(after=86_400)),
        ("before:1970-01-02T06:00:00Z", Query(before=108_000)),
        ("after:1970-01-02 after:1970-01-03", Query(after=172_800)),
        ("https://a.example/x", Query(words=("https://a.example/x",))),
        ("cve:2026 topic:", Query(words=("cve:2026", "topic:"))),
        ("-topic:ai", Query(without=("topic:ai",))),
        ("co-op e-mail", Query(words=("co-op", "e-mail"))),
        ('" - -- ( *', Query()),
        (
            "kind:Funding status:rumoured",
            Query(kinds=("funding",), statuses=("rumoured",)),
        ),
        ('org:"Silk Quay"', Query(parties=("silk quay",))),
        ("amount>50M amount>=$1.5bn amount<2t", Query(over=1.5e9, under=2e12)),
        ("amount>2,500,000", Query(over=2.5e6)),
        ("amount:5 amounts>5", Query(words=("amount:5", "amounts>5"))),
        ("-kind:ipo", Query(without=("kind:ipo",))),
    ],
)
def test_what_is_typed_is_read(typed: str, read: Query):
    assert parse(typed) == read


def test_a_date_that_is_none_is_said():
    with pytest.raises(UsageError, match="after:soon is no date; write after:2026"):
        parse("after:soon")


def test_a_sum_that_is_none_is_said():
    with pytest.raises(UsageError, match="amount>much is no sum; write amount>50M"):
        parse("amount>much")


def test_only_what_a_person_could_type_is_read():
    assert len(parse("a " * 10_000).words) == LONGEST // 2


@given(st.text())
def test_nothing_typed_raises_anything_else(text: str):
    try:
        assert isinstance(parse(text), Query)
    except UsageError:
        assert "after:" in text or "before:" in text
