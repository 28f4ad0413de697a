from newsfold.model import Article
from newsfold.read import read


def claims(body: str, title: str = "News"):
    return read(
        Article(title=title, body=body, web_url="https://a.example/", language="en")
    ).claims


def test_the_fate_of_people_names_the_attribute():
    first, second, third = claims(
        "The storm in Marland killed 28 people and injured 70 more. "
        "Some 300 employees of Harrow were laid off."
    )
    assert (first.what, first.quantity.value) == ("killed", 28)
    assert (second.what, second.quantity.value) == ("injured", 70)
    assert third.what == "laid off"


def test_the_subject_is_the_nearest_name_and_the_terms_are_near_words():
    (claim,) = claims("Police say Harrow lost $77 million in its home market.")
    assert claim.subject == "Harrow"
    assert "market" in claim.terms


def test_the_quote_stands_where_the_offsets_say():
    body = "It rained. In the end, at least 28 people died in Marland; more may follow."
    (claim,) = claims(body)
    assert body[claim.start : claim.end] == claim.quote
    assert "28 people died" in claim.quote
