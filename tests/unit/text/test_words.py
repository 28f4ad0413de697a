from typing import Any

import pytest

from newsfold.text.words import fold, sentences, stem, stopwords, words


def test_folding_drops_case_marks_and_width():
    assert fold("ÉLYSÉE") == "elysee"
    assert fold("Ｎｅｗｓ") == "news"
    assert fold("Straße") == "strasse"


def test_possessives_and_dotted_abbreviations_close_up():
    assert words("The U.N.’s envoy met Peru's president") == [
        "the",
        "un",
        "envoy",
        "met",
        "peru",
        "president",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 boats", ["1200", "boats"]),
        ("up 3.5 percent", ["up", "3.5", "percent"]),
        ("3,5 Prozent", ["3.5", "prozent"]),
        ("12,000,500", ["12000500"]),
    ],
)
def test_numbers_lose_their_grouping_only(text: Any, expected: Any):
    assert words(text) == expected


def test_unparted_scripts_come_as_pairs():
    assert words("東京タワー") == ["東京", "京タ", "タワ", "ワー"]
    assert words("水 boat") == ["水", "boat"]


def test_nothing_gives_nothing():
    assert words("") == []
    assert words("— … !") == []


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["charge", "charges", "charged", "charging"]),
        ("en", ["policy", "policies"]),
        ("en", ["stop", "stopped", "stopping"]),
        ("ru", ["город", "города", "городов", "городом"]),
        ("de", ["Wahl", "Wahlen"]),
    ],
)
def test_inflected_forms_share_a_stem(language: Any, forms: Any):
    assert len({stem(word, language) for form in forms for word in words(form)}) == 1


def test_stems_keep_three_letters_and_numbers():
    assert stem("king", "en") == "king"
    assert stem("1990s", "en") == "1990s"
    assert stem("boats", "xx") == "boats"


def test_stop_words_are_folded_and_known_by_language():
    assert "the" in stopwords("en")
    assert "fur" in stopwords("de")
    assert "the" not in stopwords("ru")
    assert stopwords("en") | stopwords("ru") <= stopwords("")


def test_sentences_end_where_they_end():
    text = "Mr. Okafor left at 5 p.m. on foot. He said “No.” Then 3.5 tonnes fell!"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Okafor left at 5 p.m. on foot.",
        "He said “No.”",
        "Then 3.5 tonnes fell!",
    ]
    assert sentences("") == []
    assert len(sentences("最初の文。次の文。")) == 2


def test_an_abbreviated_name_before_an_initial_ends_no_sentence():
    text = "It was sold to Jos. A. Brandt. He paid in Rome. All was well."
    assert [text[start:end] for start, end in sentences(text)] == [
        "It was sold to Jos. A. Brandt.",
        "He paid in Rome.",
        "All was well.",
    ]
