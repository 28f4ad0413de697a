"""What holds of any text and any address."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from newsfold.text.mojibake import repair
from newsfold.text.urls import canonical, host_of, is_web, registrable, resolve
from support.data import data_path

_PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            "//",
            "..",
            ".",
            "amp",
            ".amp",
            "/amp/",
            "?",
            "&",
            "=",
            "%",
            "%2",
            "41",
            "%2f",
            "#",
            "#!",
            "a",
            "story-1-2",
            "utm_source=x",
            "id=5",
            "http://",
            "https://n.example",
            ":80",
            "@",
            " ",
            "ü",
            "\n",
            "\\",
            "[",
            "]",
            "www.google.com/url?q=",
            "google.com/amp/s/",
            ";",
            "amp;",
        ]
    ),
    max_size=14,
).map("".join)
_URLS = st.one_of(
    st.text(max_size=60), _PIECES, _PIECES.map("https://n.example/".__add__)
)


@settings(max_examples=600, deadline=None)
@given(_URLS)
def test_canonical_is_idempotent_and_a_web_address_or_nothing(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert once == "" or is_web(once)
    assert once.isascii()


@settings(max_examples=300, deadline=None)
@given(_URLS, _URLS)
def test_nothing_raises_and_results_are_web_addresses(base: str, url: str) -> None:
    found = resolve(base, url)
    assert found == "" or is_web(found)
    assert registrable(url) == registrable(registrable(url))
    host_of(url)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.text(alphabet="aâ€™Ã©Â £“Ð¡ž\x80\x9d ", max_size=30)
    )
)
def test_repair_is_idempotent(text: str) -> None:
    once, kinds = repair(text)
    assert repair(once) == (once, ())
    assert bool(kinds) == (once != text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_never_touched(text: str) -> None:
    assert repair(text)[0] is text


def test_naughty_strings() -> None:
    for text in json.loads(
        data_path("hostile/naughty-strings.json").read_text("utf-8")
    ):
        once, _ = repair(text)
        assert repair(once)[0] == once
        assert canonical(canonical(text)) == canonical(text)
        registrable(text)
        resolve("https://n.example/", text)
