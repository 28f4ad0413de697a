"""Whatever a record holds is written so that it reads back, or not written at all."""

from __future__ import annotations

import contextlib
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.errors import RecordError
from newsfold.model.frontmatter import emit, load, plain_value
from newsfold.model.recordfile import (
    RecordAction,
    RecordAuthor,
    RecordImage,
    RecordProvider,
    RelatedRecord,
    StoryRecord,
    parse,
    verified,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TRAPPED = st.text(
    st.sampled_from("-:#'\"\\ \n\t{}[]&*!|>%@`~?,.01yesnotrufal\u2028\x85")
)
ANY = TEXT | TRAPPED
NUMBER = st.integers(-(10**12), 10**12)
VALUE = st.recursive(
    ANY
    | st.none()
    | st.booleans()
    | NUMBER
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=8,
)
EXTRA = st.dictionaries(ANY.map("k{}".format), VALUE, max_size=3)
IMAGE = st.builds(
    RecordImage,
    url=ANY,
    width=NUMBER,
    height=NUMBER,
    is_cached=st.booleans(),
    extra=EXTRA,
)
PROVIDER = st.builds(
    RecordProvider,
    name=ANY,
    domain=ANY,
    images=st.lists(IMAGE, max_size=1).map(tuple),
    authors=st.lists(st.builds(RecordAuthor, name=ANY), max_size=2).map(tuple),
    extra=EXTRA,
)
INSTANT = st.none() | st.integers(-62_135_596_800, 253_402_300_799)
RELATED = st.builds(
    RelatedRecord,
    title=ANY,
    web_url=ANY,
    excerpt=ANY,
    published_date_time=INSTANT,
    type=ANY,
    provider=PROVIDER,
    quality=NUMBER,
    images=st.lists(IMAGE, max_size=2).map(tuple),
    extra=EXTRA,
)
RECORD = st.builds(
    StoryRecord,
    title=ANY.map("t{}".format),
    original_url=ANY.map("https://a.example/{}".format),
    web_url=ANY,
    category=ANY,
    excerpt=ANY,
    published_date_time=INSTANT,
    type=ANY,
    quality=NUMBER,
    heat=NUMBER,
    published=st.booleans(),
    provider=PROVIDER,
    topics=st.lists(ANY, max_size=3).map(tuple),
    images=st.lists(IMAGE, max_size=2).map(tuple),
    actions=st.lists(
        st.builds(RecordAction, url=ANY, type=ANY, title=ANY, attribution=ANY),
        max_size=2,
    ).map(tuple),
    related=st.lists(RELATED, max_size=2).map(tuple),
    secured=ANY,
    extra=EXTRA,
    body=ANY,
)


@settings(max_examples=250, deadline=None)
@given(RECORD, st.sampled_from(["native", "hugo"]))
def test_a_record_reads_back_as_it_was(record: StoryRecord, profile: Any) -> None:
    text = verified(record, profile)
    assert parse(text) == record
    key, value = ("draft", not record.published)
    if profile == "native":
        key, value = ("published", record.published)
    assert f"\n{key}: {'true' if value else 'false'}\n" in text


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(ANY, VALUE, max_size=4))
def test_another_reader_understands_the_same(tree: dict[str, Any]) -> None:
    text = emit(tree)
    if tree:
        assert yaml.load(text, yaml.CSafeLoader) == tree
        assert emit(plain_value(load(text))) == text


@settings(max_examples=250, deadline=None)
@given(st.text(max_size=200) | TRAPPED.map("---\ntitle: {}\n---\n".format))
def test_no_text_raises_anything_else(text: str) -> None:
    with contextlib.suppress(RecordError):  # it may be refused
        verified(parse(text))


@settings(max_examples=250, deadline=None)
@given(TRAPPED, st.sampled_from(["title", "extra", "published", "topics"]))
def test_hostile_front_matter_is_refused_or_read_stably(text: str, key: str) -> None:
    with contextlib.suppress(RecordError):  # it may be refused
        record = parse(f"---\nwebUrl: u\ntitle: t\nexcerpt: e\n{key}x: {text}\n---\n")
        assert parse(verified(record)) == record
