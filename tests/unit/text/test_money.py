import pytest

from newsfold.text.money import money
from newsfold.text.numbers import numbers


def read(text: str, language: str = "en"):
    return [
        (text[m.start : m.end], m.value, m.currency)
        for m in money(text, numbers(text, language), language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "value", "currency"),
    [
        ("$1.3bn", "en", 1.3e9, "USD"),
        ("US$1.3 billion", "en", 1.3e9, "USD"),
        ("$342M", "en", 3.42e8, "USD"),
        ("$1,250.50", "en", 1250.5, "USD"),
        ("C$63-billion", "en", 6.3e10, "CAD"),
        ("S$468.9 million", "en", 4.689e8, "SGD"),
        ("₹1,000 crore", "en", 1e10, "INR"),
        ("Rs 180 billion", "en", 1.8e11, "INR"),
        ("RMB 2.5bn", "en", 2.5e9, "CNY"),
        ("2.5 billion yuan", "en", 2.5e9, "CNY"),
        ("96 billion riyals", "en", 9.6e10, "SAR"),
        ("50 million Swiss francs", "en", 5e7, "CHF"),
        ("3 billion Australian dollars", "en", 3e9, "AUD"),
        ("5 million Swedish kronor", "en", 5e6, "SEK"),
        ("5 million crowns", "en", 5e6, "XXX"),
        ("a billion dollars", "en", 1e9, "USD"),
        ("six billion dollars", "en", 6e9, "USD"),
        ("1,3 milliards d'euros", "fr", 1.3e9, "EUR"),
        ("2 milliards de dollars", "fr", 2e9, "USD"),
        ("1,3 Mrd. Euro", "de", 1.3e9, "EUR"),
        ("500 Millionen Dollar", "de", 5e8, "USD"),
        ("2.500 millones de dólares", "es", 2.5e9, "USD"),
        ("R$ 2,5 bilhões", "pt", 2.5e9, "BRL"),
        ("1,2 miliardi di euro", "it", 1.2e9, "EUR"),
        ("2,5 млрд долларов", "ru", 2.5e9, "USD"),
        ("300 тыс. рублей", "ru", 3e5, "RUB"),
        ("25亿元", "zh", 2.5e9, "CNY"),
        ("3亿美元", "zh", 3e8, "USD"),
        ("約3.3兆円", "ja", 3.3e12, "JPY"),
    ],
)
def test_each_way_of_writing(text: str, language: str, value: float, currency: str):
    ((_, found, code),) = read(text, language)
    assert (found, code) == (value, currency)


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "40 per cent",
        "try 5 times",
        "5 m long",
        "COVID-19",
        "the euro 2024 cup",
    ],
)
def test_what_is_no_money(text: str):
    assert read(text) == []


def test_the_yen_sign_is_yuan_where_the_text_speaks_of_them():
    assert read("¥5bn, said Beijing")[0][2] == "CNY"
    assert read("¥5bn, said Tokyo")[0][2] == "JPY"


def test_the_span_holds_sign_and_word():
    assert read("paid 2.5 billion yuan ($342 million) in all") == [
        ("2.5 billion yuan", 2.5e9, "CNY"),
        ("$342 million", 3.42e8, "USD"),
    ]
