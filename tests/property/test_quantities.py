"""A quantity written in any of the ways that outlets write it is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.model import Article
from newsfold.read.quantities import quantities

B, M = 1e9, 1e6
SUMS = [
    ("en", "${}bn", B, "USD"),
    ("en", "${}m", M, "USD"),
    ("en", "${}M", M, "USD"),
    ("en", "${} billion", B, "USD"),
    ("en", "US${} million", M, "USD"),
    ("en", "A${}m", M, "AUD"),
    ("en", "C${} million", M, "CAD"),
    ("en", "S${} million", M, "SGD"),
    ("en", "HK${}bn", B, "HKD"),
    ("en", "€{}m", M, "EUR"),
    ("en", "£{} million", M, "GBP"),
    ("en", "{} million euros", M, "EUR"),
    ("en", "{} billion dollars", B, "USD"),
    ("en", "{} million pounds", M, "GBP"),
    ("en", "{}bn yuan", B, "CNY"),
    ("en", "RMB {}bn", B, "CNY"),
    ("en", "RMB{} million", M, "CNY"),
    ("en", "{} billion yen", B, "JPY"),
    ("en", "₹{} crore", 1e7, "INR"),
    ("en", "Rs {} crore", 1e7, "INR"),
    ("en", "{} billion won", B, "KRW"),
    ("en", "{} million Swiss francs", M, "CHF"),
    ("en", "USD {} million", M, "USD"),
    ("en", "EUR {}m", M, "EUR"),
    ("de", "{} Milliarden Euro", B, "EUR"),
    ("de", "{} Millionen Euro", M, "EUR"),
    ("de", "{} Mrd. Euro", B, "EUR"),
    ("de", "{} Mio. Dollar", M, "USD"),
    ("de", "{} Millionen Franken", M, "CHF"),
    ("fr", "{} milliards d'euros", B, "EUR"),
    ("fr", "{} millions d’euros", M, "EUR"),
    ("fr", "{} millions de dollars", M, "USD"),
    ("fr", "{} M€", M, "EUR"),
    ("es", "{} millones de euros", M, "EUR"),
    ("es", "{} millones de dólares", M, "USD"),
    ("pt", "{} milhões de euros", M, "EUR"),
    ("pt", "R$ {} milhões", M, "BRL"),
    ("pt", "R$ {} bilhões", B, "BRL"),
    ("pt", "US$ {} milhões", M, "USD"),
    ("it", "{} miliardi di euro", B, "EUR"),
    ("it", "{} milioni di dollari", M, "USD"),
    ("ru", "{} млрд рублей", B, "RUB"),
    ("ru", "{} млн долларов", M, "USD"),
    ("zh", "{}亿元", 1e8, "CNY"),
    ("zh", "{}亿美元", 1e8, "USD"),
    ("zh", "{}万元", 1e4, "CNY"),
    ("ja", "{}億円", 1e8, "JPY"),
    ("ja", "{}億ドル", 1e8, "USD"),
]
SENTENCES = {
    "en": "The firm paid {} for it.",
    "de": "Die Firma zahlte {} dafür.",
    "fr": "La société a payé {} pour cela.",
    "es": "La empresa pagó {} por ello.",
    "pt": "A empresa pagou {} por isso.",
    "it": "La società ha pagato {} per questo.",
    "ru": "Компания заплатила {} за это.",
    "zh": "公司支付了{}。",
    "ja": "会社は{}を払った。",
}
QUALIFIED = [
    ("en", "about", "about"),
    ("en", "nearly", "about"),
    ("en", "more than", "more than"),
    ("en", "over", "more than"),
    ("en", "at least", "at least"),
    ("en", "up to", "up to"),
    ("en", "less than", "less than"),
    ("de", "rund", "about"),
    ("de", "mehr als", "more than"),
    ("de", "mindestens", "at least"),
    ("de", "bis zu", "up to"),
    ("fr", "environ", "about"),
    ("fr", "plus de", "more than"),
    ("fr", "au moins", "at least"),
    ("es", "unos", "about"),
    ("es", "más de", "more than"),
    ("es", "al menos", "at least"),
    ("pt", "cerca de", "about"),
    ("pt", "mais de", "more than"),
    ("it", "circa", "about"),
    ("it", "più di", "more than"),
    ("ru", "около", "about"),
    ("ru", "более", "more than"),
]
COUNTS = [
    ("en", "{} people", "people", ""),
    ("en", "{} soldiers", "people", ""),
    ("en", "{}%", "percent", "percent"),
    ("en", "{} percent", "percent", "percent"),
    ("en", "{} per cent", "percent", "percent"),
    ("en", "{} days", "duration", "days"),
    ("en", "{} kilometres", "distance", "km"),
    ("en", "{} miles", "distance", "miles"),
    ("en", "{} tonnes", "measure", "tonnes"),
    ("en", "{} votes", "count", "vote"),
    ("en", "{} seats", "count", "seat"),
    ("de", "{} Menschen", "people", ""),
    ("de", "{} Prozent", "percent", "percent"),
    ("de", "{} Tage", "duration", "days"),
    ("fr", "{} personnes", "people", ""),
    ("fr", "{} %", "percent", "percent"),
    ("fr", "{} pour cent", "percent", "percent"),
    ("fr", "{} jours", "duration", "days"),
    ("es", "{} personas", "people", ""),
    ("es", "{} por ciento", "percent", "percent"),
    ("es", "{} días", "duration", "days"),
    ("pt", "{} pessoas", "people", ""),
    ("pt", "{} por cento", "percent", "percent"),
    ("it", "{} persone", "people", ""),
    ("it", "{} per cento", "percent", "percent"),
    ("it", "{} giorni", "duration", "days"),
    ("ru", "{} человек", "people", ""),
    ("ru", "{} процентов", "percent", "percent"),
    ("zh", "{}人", "people", ""),
    ("zh", "{}%", "percent", "percent"),
    ("zh", "{}公里", "distance", "km"),
    ("ja", "{}人", "people", ""),
    ("ja", "{}パーセント", "percent", "percent"),
]
COMMA = {"de", "fr", "es", "pt", "it", "ru"}
GROUP = {
    "en": ",",
    "de": ".",
    "fr": "\u202f",
    "es": ".",
    "pt": ".",
    "it": ".",
    "ru": " ",
}


def written(hundredths: int, language: str) -> str:
    """A number of hundredths as the language writes it, without needless noughts."""
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language in COMMA else text


def read_back(words: str, language: str):
    """What is read of a sentence that holds the words, which must be found whole."""
    body = SENTENCES[language].format(words)
    article = Article(title="", body=body, web_url="https://a.example/")
    found = quantities(article, language)
    assert len(found) == 1, (body, found)
    quantity = found[0]
    assert body[quantity.start : quantity.end] == words
    return quantity


@pytest.mark.parametrize(("language", "form", "scale", "currency"), SUMS)
@given(hundredths=st.integers(101, 99_900))
def test_a_sum_is_read_back(
    language: str, form: str, scale: float, currency: str, hundredths: int
):
    quantity = read_back(form.format(written(hundredths, language)), language)
    assert (quantity.kind, quantity.unit) == ("money", currency)
    assert quantity.value == pytest.approx(hundredths / 100 * scale, rel=1e-9)


@pytest.mark.parametrize("language", sorted(GROUP))
@given(value=st.integers(1_000, 999_999_999))
def test_a_whole_sum_is_read_back(language: str, value: int):
    digits = f"{value:,}".replace(",", GROUP[language])
    quantity = read_back(f"{digits} euros", language)
    assert (quantity.unit, quantity.value) == ("EUR", float(value))


@pytest.mark.parametrize(("language", "words", "qualifier"), QUALIFIED)
@given(value=st.integers(2, 999))
def test_a_qualifier_is_read_back(
    language: str, words: str, qualifier: str, value: int
):
    body = SENTENCES[language].format(f"{words} {value} euros")
    (quantity,) = quantities(
        Article(title="", body=body, web_url="https://a.example/"), language
    )
    assert (quantity.value, quantity.qualifier) == (float(value), qualifier)


@pytest.mark.parametrize(("language", "form", "kind", "unit"), COUNTS)
@given(value=st.integers(2, 999))
def test_a_count_is_read_back(
    language: str, form: str, kind: str, unit: str, value: int
):
    quantity = read_back(form.format(value), language)
    assert (quantity.kind, quantity.value) == (kind, float(value))
    assert quantity.unit == unit or not unit


@given(low=st.integers(2, 400), more=st.integers(1, 500))
@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("en", "${}-{} million"),
        ("en", "${} to ${} million"),
        ("de", "{} bis {} Millionen Dollar"),
        ("zh", "{}至{}亿美元"),
    ],
)
def test_a_range_is_read_back(language: str, form: str, low: int, more: int):
    quantity = read_back(form.format(low, low + more), language)
    scale = 1e8 if language == "zh" else M
    assert quantity.unit == "USD"
    assert (quantity.value, quantity.high) == (low * scale, (low + more) * scale)
