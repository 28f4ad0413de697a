import pytest

from newsfold.model import Article
from newsfold.read.quantities import quantities


def read(title: str = "", body: str = "", language: str = "en"):
    return quantities(
        Article(title=title, body=body, web_url="https://a.example/"), language
    )


@pytest.mark.parametrize(
    ("text", "language", "kind", "value", "unit"),
    [
        ("It lost $77 million.", "en", "money", 7.7e7, "USD"),
        ("At least 28 people died.", "en", "people", 28, "people"),
        ("The blast killed 11, police said.", "en", "people", 11, "people"),
        ("over 40% of them", "en", "percent", 40, "percent"),
        ("a fifth of the oil", "en", "percent", 20, "percent"),
        ("up 2 percentage points", "en", "measure", 2, "percentage points"),
        ("a 12-day war", "en", "duration", 12, "days"),
        ("four months later", "en", "duration", 4, "months"),
        ("the fourth anniversary of it", "en", "duration", 4, "years"),
        ("a 21-year-old man", "en", "duration", 21, "years old"),
        ("Marlow, 47, said", "en", "duration", 47, "years old"),
        ("440 kg of it", "en", "measure", 440, "kg"),
        ("30 km north", "en", "distance", 30, "km"),
        ("500 of the region's best companies", "en", "count", 500, "company"),
        ("a second aircraft carrier", "en", "count", 2, "aircraft carrier"),
        ("the 3rd round of talks", "en", "count", 3, "round"),
        ("mindestens 28 Tote", "de", "people", 28, "tote"),
        ("au moins 28 morts", "fr", "people", 28, "morts"),
        ("造成28人死亡", "zh", "people", 28, "people"),
        ("por lo menos 28 muertos", "es", "people", 28, "muertos"),
    ],
)
def test_what_is_counted(text: str, language: str, kind: str, value: float, unit: str):
    found = read(body=text, language=language)[0]
    assert (found.kind, found.value, found.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "on 17 February",
        "on February 17",
        "at 10:30 p.m. sharp",
        "in 2019",
        "the F-16",
        "9/11",
        "version 2.1.3",
        "Apollo 11",
    ],
)
def test_what_is_no_quantity(text: str):
    assert read(body=text) == ()


def test_the_excerpt_is_read_only_where_it_adds():
    article = Article(
        title="A",
        excerpt="Five ships sank off the coast",
        body="Five ships sank off the coast on a calm night.",
        web_url="https://a.example/",
    )
    assert [q.field for q in quantities(article, "en")] == ["body"]


def test_no_more_than_the_most():
    assert len(read(body="5 ships. " * 1000)) == 120


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Sales fell by a third last year", 33.33, "percent"),
        ("profit rose by nearly a quarter", 25, "percent"),
        ("a two-thirds majority", 66.67, "percent"),
        ("Second U.S. aircraft carrier expected", 2, "aircraft carrier"),
        ("entered its second phase last month", 2, "phase"),
        ("lost 8 TB of footage", 8, "TB"),
        ("33 of its employees", 33, "employees"),
        ("a third protest in Marland", 3, "protest"),
    ],
)
def test_parts_and_rows(text: str, value: float, unit: str):
    found = read(body=text)[0]
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "a room on the second floor where they met",
        "Islam's third-holiest site",
        "the world's fourth largest economy",
        "leapt to third place",
        "he was hit by a third party",
        "during the Second World War",
        "told 404 Media obtained internal chats",
        "The second one is to come",
        "the two reaffirmed their countries' ties",
        "the four-bedroom house includes a barn",
    ],
)
def test_ranks_and_names_count_nothing(text: str):
    assert read(body=text) == ()
