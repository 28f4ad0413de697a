"""The record file: exactly these keys, and nothing that does not read back."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
import yaml

from newsfold.errors import RecordError
from newsfold.model.recordfile import (
    Plain,
    RecordAction,
    RecordAuthor,
    RecordImage,
    RecordProvider,
    RelatedRecord,
    StoryRecord,
    parse,
    render,
    verified,
)
from support.data import data_path

NATIVE = """---
category: news
title: "Orsolo raises \\"a lot\\""
excerpt: ""
publishedDateTime: 2026-02-17T18:00:00Z
originalUrl: "https://harbourpost.example/1?from=feed"
webUrl: "https://harbourpost.example/1"
type: article
quality: 74
heat: -1
published: true

provider:
  name: The Harbour Post
  domain: harbourpost.example
  authors:
    - name: Mira Castellane
      desk: trade

topics:
  - AI
  - "2026"

images:
  - url: "https://img.example/a.jpg"
    width: 800
    height: 600
    isCached: true
    credit: "on"

actions:
  - url: "https://harbourpost.example/1#reply"
    type: reply
    title: "Answer: now"

related:
  - title: "Orsolo in $340 mln funding"
    excerpt: "About $340 million."
    publishedDateTime: 2026-02-17T18:30:00Z
    webUrl: "https://contwire.example/2"
    type: article
    provider:
      name: Continental Wire
      domain: contwire.example
    quality: 66
    images: []
    originalUrl: "https://contwire.example/2?x"
desk: trade
released: 2026-02-17
tags:
  - a
  - sum: 1
    "yes": no

secured: "Y2lwaGVy;bm9uY2U=;0123456789ab"
---

The *body*.

---
More.
"""

FULL = StoryRecord(
    title="Orsolo raises",
    excerpt="One\ntwo",
    original_url="https://harbourpost.example/1?f",
    web_url="https://harbourpost.example/1",
    published_date_time=1_771_351_200,
    quality=74,
    heat=60,
    published=True,
    provider=RecordProvider(
        name="No",
        domain="harbourpost.example",
        images=(RecordImage(url="https://img.example/logo.svg"),),
        authors=(RecordAuthor(name="Null"),),
        extra={"since": 1901},
    ),
    topics=("AI", "on", "- x"),
    images=(RecordImage(url="https://img.example/a.jpg", width=8, height=6),),
    actions=(RecordAction(url="https://a.example/", type="reply", title="t: u"),),
    related=(
        RelatedRecord(
            title="Other",
            web_url="https://contwire.example/2",
            provider=RecordProvider(name="Continental Wire", domain="contwire.example"),
            extra={"note": Plain(text="2026-01-01")},
        ),
        RelatedRecord(title="Third", web_url="https://meridian.example/3", quality=3),
    ),
    secured="Y2lw;bm9u;0123456789ab",
    extra={"url": "/x/", "draft": True, "x_a": [1, {"b": None}], "Published": 1.5},
    body="Body\n",
)


def test_the_founding_record_is_written_again_byte_for_byte():
    files = sorted(data_path("seed").glob("*.txt"))
    assert files
    for path in files:
        text = path.read_bytes().decode("utf-8")
        record = parse(text)
        assert render(record).encode("utf-8") == path.read_bytes()
        assert verified(record) == text
        assert record.secured.count(";") == 1
        assert parse(verified(record, "hugo")) == record


def test_native_reads_and_writes_the_same_bytes():
    record = parse(NATIVE)
    assert verified(record) == NATIVE
    assert record.title == 'Orsolo raises "a lot"'
    assert record.published is True
    assert record.published_date_time == 1_771_351_200
    assert record.topics == ("AI", "2026")
    assert record.images[0].is_cached
    assert record.images[0].extra == {"credit": "on"}
    assert record.provider.authors[0].extra == {"desk": "trade"}
    assert record.related[0].extra == {"originalUrl": "https://contwire.example/2?x"}
    assert record.extra["released"] == Plain(text="2026-02-17")
    assert record.extra["tags"][1] == {"sum": 1, "yes": Plain(text="no")}
    assert record.body == "The *body*.\n\n---\nMore.\n"


def test_keys_stand_in_their_order_and_no_other():
    keys = list(yaml.safe_load(render(StoryRecord(title="t")).split("---")[1]))
    assert keys == [
        *("category", "title", "excerpt", "publishedDateTime", "originalUrl", "webUrl"),
        *("type", "quality", "heat", "published", "provider", "topics", "images"),
        "related",
    ]


@pytest.mark.parametrize("profile", ["native", "hugo"])
def test_both_profiles_read_back_to_the_same_record(profile: Any):
    assert parse(verified(FULL, profile)) == FULL


def test_the_hugo_profile_leaves_no_reserved_name_of_ours():
    front = yaml.safe_load(verified(FULL, "hugo").split("---\n")[1])
    assert front["draft"] is False
    assert front["images"] == ["https://img.example/a.jpg"]
    assert front["date"].year == 2026
    assert front["recordType"] == "article"
    assert front["x_url"] == "/x/"
    assert front["x_draft"] is True
    assert front["x_x_a"]
    assert front["x_Published"] == 1.5
    assert not {"published", "type", "url", "publishedDateTime"} & set(front)
    hidden = msgspec.structs.replace(FULL, published=False)
    assert yaml.safe_load(verified(hidden, "hugo").split("---\n")[1])["draft"] is True


def test_forms_seen_elsewhere_are_read():
    record = parse(
        "---\ntitle: 2024\nwebUrl: https://a.example/\npublishedDateTime: 2024-01-02\n"
        "topics: AI\nimages: [https://i.example/a.png]\nprovider: Some Paper\n"
        "excerpt: |\n  two\n  lines\nquality: null\nrelated: ~\n---\n"
    )
    assert record.title == "2024"
    assert record.topics == ("AI",)
    assert record.images == (RecordImage(url="https://i.example/a.png"),)
    assert record.provider.name == "Some Paper"
    assert record.excerpt == "two\nlines\n"
    assert record.quality == -1
    assert record.published_date_time == 1_704_153_600
    assert parse(verified(record)) == record


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-02-17T18:00:00Z", 1_771_351_200),
        ("2026-02-17t18:00:00z", 1_771_351_200),
        ('"2026-02-17 20:00:00 +02:00"', 1_771_351_200),
        ("2026-02-17T20:00:00.999+0200", 1_771_351_200),
        ("2026-02-17T18:00", 1_771_351_200),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ],
)
def test_times(text: str, instant: int):
    record = parse(f"---\ntitle: t\nwebUrl: u\npublishedDateTime: {text}\n---\n")
    assert record.published_date_time == instant
    assert parse(verified(record)) == record


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("published: yes", "true or false .line 4"),
        ('published: "true"', "true or false"),
        ("published: 1", "true or false"),
        ("quality: 1.5", "whole number"),
        ("quality: 0x10", "whole number"),
        ("quality: [1]", "one text"),
        ("heat: 99999999999999999999", "whole number"),
        ("publishedDateTime: yesterday", "a time"),
        ("publishedDateTime: 2026-02-30", "a time"),
        ("publishedDateTime: 2026-02-17T18:00:00+99:00", "a time"),
        ("title: [a]", "twice"),
        ("excerpt: {a: 1}", "one text"),
        ("provider: [a]", "no mapping"),
        ("images: [{width: 1}]", "url"),
        ("related: [{title: t}]", "web_url"),
        ("related: [3]", "no mapping"),
        ("topics: [[a]]", "one text"),
    ],
)
def test_what_is_of_another_kind_is_refused(line: str, message: str):
    with pytest.raises(RecordError, match=message):
        parse(f"---\ntitle: t\nwebUrl: u\n{line}\n---\n")


def test_a_record_needs_a_title_and_an_address():
    for text in (
        "webUrl: u",
        "title: t",
        "title: ~\nwebUrl: u",
        'title: " "\nwebUrl: u',
    ):
        with pytest.raises(RecordError, match=r"title|webUrl"):
            parse(f"---\n{text}\n---\n")


@pytest.mark.parametrize(
    "record",
    [
        msgspec.structs.replace(FULL, title="\ud800"),
        msgspec.structs.replace(FULL, body="\ud800"),
        msgspec.structs.replace(FULL, title=""),
        msgspec.structs.replace(FULL, extra={"published": True}),
        msgspec.structs.replace(FULL, extra={"k": Plain(text="a\npublished: false")}),
        msgspec.structs.replace(FULL, extra={"k": float("nan")}),
        msgspec.structs.replace(FULL, published_date_time=10**15),
        msgspec.structs.replace(FULL, web_url="", original_url=""),
        msgspec.structs.replace(FULL, quality=10**20),
    ],
)
@pytest.mark.parametrize("profile", ["native", "hugo"])
def test_what_would_not_read_back_is_not_written(record: StoryRecord, profile: Any):
    with pytest.raises(RecordError):
        verified(record, profile)


BREAKOUTS = [
    'x"\npublished: true\n',
    "x\n---\n\nbody",
    '\\"\npublished: true',
    "x\r\npublished: true",
    "x\u2028published: true",
    "x\x85published: true",
    "x'\npublished: true #",
    "{published: true}",
    "*alias",
    "!!bool true",
    "<<: *a",
    "---",
    "...",
    "\ufeff---\npublished: true\n---",
]


def _everywhere(text: str) -> StoryRecord:
    address = text or "https://a.example/"
    return StoryRecord(
        title=f"t{text}",
        excerpt=text,
        category=text,
        type=text,
        original_url=address,
        web_url=address,
        provider=RecordProvider(
            name=text, domain=text, authors=(RecordAuthor(name=text),)
        ),
        topics=(text, text),
        images=(RecordImage(url=text),),
        actions=(RecordAction(url=text, type=text, title=text, attribution=text),),
        related=(
            RelatedRecord(
                title=text,
                web_url=text,
                excerpt=text,
                type=text,
                provider=RecordProvider(name=text, domain=text),
                images=(RecordImage(url=text),),
            ),
        ),
        secured=text,
        extra={"more": text, "list": [text, {"k": text}], "x" + text[:100]: 1},
        body=text,
    )


@pytest.mark.parametrize("profile", ["native", "hugo"])
@pytest.mark.parametrize("text", BREAKOUTS)
def test_no_value_breaks_out(text: str, profile: Any):
    record = _everywhere(text)
    written = verified(record, profile)
    front = yaml.safe_load(written.split("\n---\n")[0])
    assert front["draft" if profile == "hugo" else "published"] is (profile == "hugo")


def test_naughty_strings_everywhere():
    strings = json.loads(data_path("hostile/naughty-strings.json").read_text("utf-8"))
    for text in strings:
        for profile in ("native", "hugo"):
            assert parse(verified(_everywhere(text), profile)) == _everywhere(text)
