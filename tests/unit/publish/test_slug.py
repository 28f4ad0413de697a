from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.publish.slug import LENGTH, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Orsolo raises $342 million", "orsolo-raises-342-million"),
        ("It's O’Hara’s turn: “yes”", "its-oharas-turn-yes"),
        ("Größe über Åse – Łódź", "grosse-uber-ase-lodz"),
        ("Щука в Ёлках, Київ", "shchuka-v-elkakh-kiyiv"),
        ("Αθήνα και ψωμί", "athina-kai-psomi"),
        ("R&D up 5 %", "r-and-d-up-5-percent"),
        ("東京で地震", "story"),
        ("🎉", "story"),
        ("", "story"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c\0d", "a-b-c-d"),
        ("ﬁne ① ＡＢ", "fine-1-ab"),
    ],
)
def test_slugs(title: str, expected: str):
    assert slug(title) == expected


def test_a_long_title_is_cut_between_words():
    name = slug(
        "Chief executives of nine shipping companies agree to slow their vessels"
    )
    assert name == "chief-executives-of-nine-shipping-companies-agree-to-slow"
    assert len(slug("x" * 500)) == LENGTH
    assert slug("x" * 10_000_000)


def test_the_next_text_helps_out():
    assert slug("東京", "tokyo times") == "tokyo-times"


@given(st.text())
def test_it_is_always_a_short_safe_name(title: str) -> None:
    name = slug(title)
    assert 0 < len(name) <= LENGTH
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in name)
    assert name[0] != "-"
    assert name[-1] != "-"
