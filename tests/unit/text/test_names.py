import pytest

from newsfold.text.names import cased, find, is_demonym, key, place, same, thing


def strong(text: str, language: str = "en"):
    return [text[n.start : n.end] for n in find(text, language) if not n.weak]


def test_runs_of_capitals_legal_forms_and_links():
    text = (
        "He sold Harrow Group Holding Ltd. to the Bank of Northland, then met "
        "Prince Omar bin Said and Seven & i Holdings Co. in New York."
    )
    assert strong(text) == [
        "Harrow Group Holding Ltd.",
        "Bank of Northland",
        "Omar bin Said",
        "Seven & i Holdings Co.",
        "New York",
    ]


def test_odd_brands_and_possessives():
    assert strong("Shares of xQuill and 4Tec rose after Brandt's warning.")[:2] == [
        "xQuill",
        "4Tec",
    ]
    assert "Brandt" in strong("Shares rose after Brandt's warning.")


def test_a_sentence_proves_nothing():
    (only,) = find("Harrow fell.")
    assert only.weak
    assert find("Investors fell.") == []


def test_german_nouns_are_no_names():
    text = "Der Konzern Aldora bekommt von seinen Geldgebern 5 Millionen Euro."
    assert strong(text, "de") == ["Aldora"]


def test_lists_without_blanks():
    assert strong("出资方有甲乙科技、丙丁、戊己和庚辛等。", "zh") == [
        "甲乙科技",
        "丙丁",
        "戊己",
        "庚辛",
    ]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Harrow Group Holding Ltd.", "harrow"),
        ("HARROW", "harrow"),
        ("The Harrow Co.", "harrow"),
        ("Mr Brandt", "brandt"),
        ("Société Générale SA", "societe generale"),
    ],
)
def test_keys(name: str, folded: str):
    assert key(name) == folded


def test_same_party():
    assert same("Harrow", "Harrow Group Holding Ltd.")
    assert same("FTC", "Federal Trade Commission")
    assert not same("Harrow", "Harrowgate")
    assert not same("US", "US Steelworks")
    assert not same("", "Harrow")


def test_places_demonyms_things_and_headlines():
    assert place("Beijing")
    assert not place("Harrow")
    assert is_demonym("Chinese")
    assert thing("Bitcoin")
    assert not thing("Harrow AI")
    assert cased("Chip Giant Harrow Buys Smaller Rival")
    assert not cased("Chip giant Harrow buys smaller rival")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is Jos. A. Brandt that pays.", ["Jos. A. Brandt"]),
        ("The suits of Men's Quarry sell.", ["Men's Quarry"]),
        ("It was General Motors, not General Brandt.", ["General Motors", "Brandt"]),
        ("Then the Justice Department sued.", ["Justice Department"]),
        ("A Marburg-born maker of toys.", []),
        ("He ran 21st Harrow Fox.", ["21st Harrow Fox"]),
    ],
)
def test_abbreviations_titles_and_births(text: str, found: list[str]):
    assert [text[n.start : n.end] for n in find(text, "en")] == found
