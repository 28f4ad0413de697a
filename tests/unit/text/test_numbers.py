import pytest

from newsfold.text.numbers import numbers, parse_digits


@pytest.mark.parametrize(
    ("digits", "language", "value"),
    [
        ("1,300", "en", 1300.0),
        ("1,3", "en", 1.3),
        ("1.300", "de", 1300.0),
        ("1.300,5", "de", 1300.5),
        ("1 300", "fr", 1300.0),
        ("1.3", "es", 1.3),
        ("2,500,000.25", "en", 2500000.25),
        ("1'200", "de", 1200.0),
        ("0,125", "de", 0.125),
    ],
)
def test_digits_are_grouped_as_their_language_groups(
    digits: str, language: str, value: float
):
    assert parse_digits(digits, language) == value


@pytest.mark.parametrize(
    ("text", "language", "value", "qualifier"),
    [
        ("more than 2.5bn units", "en", 2.5e9, "more than"),
        ("around 400 of them", "en", 400, "about"),
        ("at least 145 deaths", "en", 145, "at least"),
        ("as many as 70 dogs", "en", 70, "up to"),
        ("fewer than 30 people", "en", 30, "less than"),
        ("1,000 crore", "en", 1e10, "exact"),
        ("1.07 lakh crore", "en", 1.07e12, "exact"),
        ("half a billion", "en", 5e8, "exact"),
        ("about a million", "en", 1e6, "about"),
        ("mehr als 1,3 Milliarden", "de", 1.3e9, "more than"),
        ("zwei Billionen", "de", 2e12, "exact"),
        ("près de 2 milliards", "fr", 2e9, "about"),
        ("2.500 millones", "es", 2.5e9, "exact"),
        ("più di 1,2 miliardi", "it", 1.2e9, "more than"),
        ("cerca de 2,5 bilhões", "pt", 2.5e9, "about"),
        ("около 300 тыс. человек", "ru", 3e5, "about"),
        ("逾25亿元", "zh", 2.5e9, "more than"),
        ("1兆2000億円", "ja", 1.2e12, "exact"),
        ("twenty-five dogs", "en", 25, "exact"),
        ("the third round", "en", 3, "exact"),
        ("a fifth of the oil", "en", 20, "exact"),
        ("two-thirds of voters", "en", 66.67, "exact"),
        ("1万2000人", "ja", 12_000.0, "exact"),
    ],
)
def test_one_number_with_its_qualifier(
    text: str, language: str, value: float, qualifier: str
):
    (found,) = numbers(text, language)
    assert (found.value, found.qualifier) == (value, qualifier)


def test_ranges_have_two_ends_and_lists_do_not():
    (found,) = numbers("between 10 and 20 men")
    assert (found.value, found.high) == (10, 20)
    (scaled,) = numbers("10-20 million")
    assert (scaled.value, scaled.high) == (1e7, 2e7)
    assert [n.value for n in numbers("in 2019 and 2023 and 5")] == [2019, 2023, 5]


def test_offsets_cover_the_words():
    text = "It cost about a million, or 2.5bn, in all twenty-five ways."
    assert [text[n.start : n.end] for n in numbers(text)] == [
        "a million",
        "2.5bn",
        "twenty-five",
    ]


def test_signs_on_both_ends_make_a_range_but_no_change():
    (found,) = numbers("between $10 and $12 million")
    assert (found.value, found.high) == (1e7, 1.2e7)
    assert [n.value for n in numbers("rose from $2 to $3 million")] == [2, 3e6]


def test_a_narrow_blank_groups():
    (found,) = numbers("1\u202f840 postes", "fr")
    assert found.value == 1840
