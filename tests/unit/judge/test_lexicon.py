from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.judge.lexicon import build, find, problem

SOMETHING = ((0, 1.0),)


def found(text: str, *keywords: str, english: bool = False) -> list[str]:
    lexicon = build(dict.fromkeys(keywords, SOMETHING), english=english)
    return [phrase.keyword for phrase in find(text, lexicon)]


def test_in_order_and_each_time():
    assert found("b a b", "a", "b") == ["b", "a", "b"]


def test_the_longest_phrase_wins_and_hides_what_is_in_it():
    assert found("red tide mill", "tide", "tide mill", "mill") == ["tide mill"]
    assert found("red tide, mills", "tide mill", "tide") == ["tide"]


def test_a_phrase_at_the_very_end():
    assert found("the tide", "tide mill") == []


def test_hyphens_and_apostrophes_part_words():
    assert found("tide-mill's", "tide mill") == ["tide mill"]
    assert found("start up and start-up", "start-up") == ["start-up"] * 2


def test_open_phrases():
    keywords = ("neue wahl*",)
    assert found("Neue Wahlen", *keywords) == ["neue wahl"]
    assert found("Neue Auswahl", *keywords) == []


def test_a_compound_may_hold_several():
    assert found("Wahlkampfminister", "*kampf*", "*minister") == ["kampf", "minister"]


def test_unspaced_scripts_take_the_longest_too():
    assert found("新型人工智能模型", "人工", "人工智能") == ["人工智能"]
    assert found("新型人工智能模型", "智能*") == ["智能"]


@pytest.mark.parametrize("word", ["cat", "box", "city", "day", "church"])
def test_plurals(word: str):
    plurals = {"cat": "cats", "box": "boxes", "city": "cities", "day": "days"}
    text = plurals.get(word, "churches")
    assert found(text, word, english=True) == [word]
    assert found(text, word) == []


def test_problems_are_named():
    assert problem("tide") == problem("tide*") == problem("*tide*") == ""
    assert problem("…")
    assert problem("ab*")
    assert problem("*a b")


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_whatever_has_no_problem_finds_itself_or_is_hidden(
    text: str, keywords: list[str]
):
    usable = [keyword for keyword in keywords if not problem(keyword)]
    for keyword in found(text, *usable):
        assert keyword in {k.removesuffix("*").removeprefix("*") for k in usable}


def test_long_compounds_take_linear_time():
    lexicon = build(dict.fromkeys(("*aaaa*", "*aaab"), SOMETHING), english=False)
    begun = time.perf_counter()
    sum(1 for _ in find("a" * 200_000, lexicon))
    assert time.perf_counter() - begun < 2
