from newsfold.model import Article, Link
from newsfold.read import read


def test_everything_is_composed():
    article = Article(
        id="a000000000001",
        title="Harrow buys Quillet for $6bn",
        body="Harrow is to acquire Quillet for $6bn in cash, the company said.",
        web_url="https://a.example/1",
        links=(
            Link(url="https://b.example/x?utm_source=a"),
            Link(url="https://a.example/1"),
            Link(url="mailto:someone@b.example"),
        ),
    )
    found = read(article)
    assert found.article == article.id
    assert found.language == "en"
    assert found.links == ("https://b.example/x",)
    assert found.deal is not None
    assert found.claims
    assert found.names
    assert found.terms


def test_the_stated_language_wins_where_it_is_plausible():
    article = Article(title="Plan B", web_url="https://a.example/", language="de-CH")
    assert read(article).language == "de"
    odd = Article(
        title="The talks of the two sides have ended in the city",
        web_url="https://a.example/",
        language="?",
    )
    assert read(odd).language == "en"


def test_an_empty_article_is_read_in_peace():
    assert read(Article(title="", web_url="")).deal is None
