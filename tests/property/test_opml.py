"""Any list of sources survives being written and read; no bytes break the reader."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from newsfold.errors import InputError
from newsfold.model import Source
from newsfold.sources.opml import read, write

# What one line of XML can hold: white space is folded, commas part topics.
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn")), min_size=1
).filter(lambda text: text.split() == [text] and not set(text) & {"\ufffe", "\uffff"})
lines = st.lists(words, max_size=4).map(" ".join)
topics = st.lists(
    words.map(lambda text: text.replace(",", "").strip("/ ")).filter(bool), unique=True
)
urls = words.map(lambda text: "https://news.example/" + text)
sources = st.lists(
    st.builds(
        Source,
        url=urls,
        title=lines,
        site=st.just("") | urls,
        state=st.sampled_from(["active", "paused", "gone"]),
        topics=topics.map(tuple),
    ),
    unique_by=lambda source: source.url,
    max_size=8,
)


@given(sources, st.text(st.characters(exclude_categories=("Cs",))))
def test_a_list_comes_back(listed: list[Source], title: str) -> None:
    assert read(write(listed, title).encode()) == listed


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_written(url: str, title: str, topic: str) -> None:
    source = Source(url="https://a.example/" + url, title=title, topics=(topic,))
    read(write([source], title).encode("utf-8", "replace"))


@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            [b"<opml>", b"<body>", b"<outline ", b"xmlUrl=", b'"u"', b">", b"/>", b"&",
             b"</outline>", b"<!DOCTYPE x [", b"]>", b"<![CDATA[", b"\0", b"\xff", b"x"]
        )
    ).map(b"".join)
)  # fmt: skip
def test_any_bytes_can_be_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(InputError):  # it may be refused
        assert isinstance(read(data), list)
