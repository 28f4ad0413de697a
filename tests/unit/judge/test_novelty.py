from newsfold.judge.novelty import novelty
from newsfold.model import Article, Copy, Member
from newsfold.read import read


def member(name: str, body: str, *, at: int = 0, copy_of: str = "") -> Member:
    article = Article(
        id=name,
        title="Storm in Marland",
        body=body,
        web_url=f"https://{name}.example/",
        published=1_697_760_000 + at,
        language="en",
    )
    copied = Copy(article=name, of=copy_of, kind="near") if copy_of else None
    return Member(article=article, reading=read(article), copy=copied)


FIRST = member("first", "The storm killed 11 people in Marland.")
LATER = member(
    "later",
    "The storm killed 11 people in Marland. It sank 7 ships off Harrow and cut 3 "
    "bridges, said Quillet Rescue.",
    at=60,
)


def test_only_what_no_earlier_article_had_is_new():
    found = {one.article: one for one in novelty((LATER, FIRST))}
    assert any("11 people" in words for words in found["first"].claims)
    assert len(found["later"].claims) == 2
    assert "Quillet Rescue" in found["later"].names
    assert not set(found["first"].names) & set(found["later"].names)


def test_the_article_that_tells_most_is_read_first():
    assert [one.article for one in novelty((FIRST, LATER))] == ["later", "first"]


def test_a_copy_adds_nothing():
    copy = member("copy", LATER.article.body, at=120, copy_of="later")
    (last,) = [one for one in novelty((FIRST, LATER, copy)) if one.article == "copy"]
    assert (last.claims, last.names) == ((), ())


def test_nobody_adds_nothing():
    assert novelty(()) == ()
