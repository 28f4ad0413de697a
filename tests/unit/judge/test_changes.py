from datetime import date

from newsfold.judge.changes import changes
from newsfold.judge.compare import compare
from newsfold.model import Article, Member
from newsfold.read import read

FRIDAY = 1_697_760_000


def member(number: int, title: str, body: str = "", *, after: int = 0) -> Member:
    article = Article(
        id=f"a{number:012d}",
        title=title,
        body=body,
        web_url=f"https://o{number}.example/",
        published=FRIDAY + after,
        language="en",
    )
    return Member(article=article, reading=read(article))


def told(before: list[Member], after: list[Member], edited: tuple[int, ...] = ()):
    return changes(
        compare("s1", before),
        compare("s1", after),
        moments={m.article.id: m.article.time for m in after},
        edited={f"a{number:012d}" for number in edited},
        day=date(2023, 10, 20),
    )


QUAKE = member(1, "Quake in Marland kills 11 people")


def test_a_toll_that_rises():
    (change,) = told(
        [QUAKE], [QUAKE, member(2, "Marland quake kills 28 people", after=3600)]
    )
    assert (change.what, change.before, change.after) == (
        "killed",
        "11 people",
        "28 people",
    )
    assert change.article == "a000000000002"
    assert "28 people" in change.quote
    assert not change.revised


def test_an_older_article_that_comes_late_moves_nothing():
    later = member(2, "Marland quake kills 28 people", after=3600)
    assert told([later], [later, QUAKE]) == ()


def test_the_same_said_again_is_no_change():
    again = member(2, "Marland quake leaves 11 people dead", after=3600)
    assert told([QUAKE], [QUAKE, again]) == ()


def test_what_an_outlet_changes_in_its_own_article():
    rewritten = member(1, "Quake in Marland kills 14 people")
    (change,) = told([QUAKE], [rewritten], edited=(1,))
    assert (change.before, change.after, change.revised) == (
        "11 people",
        "14 people",
        True,
    )
    assert told([QUAKE], [rewritten]) == ()


def test_another_sum_and_the_end_of_a_deal():
    bid = member(
        1, "Harrow to buy Quillet for $6bn", "Harrow will buy Quillet for $6bn."
    )
    higher = member(
        2,
        "Harrow to buy Quillet for $7.5bn",
        "Harrow will acquire Quillet for $7.5bn.",
        after=3600,
    )
    dropped = member(
        3,
        "Harrow abandons Quillet takeover",
        "Harrow has abandoned its $7.5bn acquisition of Quillet.",
        after=7200,
    )
    sums = told([bid], [bid, higher])
    assert ("sum", "$6bn", "$7.5bn") in {(c.what, c.before, c.after) for c in sums}
    (ended,) = [
        c for c in told([bid, higher], [bid, higher, dropped]) if c.what == "status"
    ]
    assert (ended.before, ended.after) == ("announced", "abandoned")


def test_nothing_was_known_before():
    assert told([], [QUAKE]) == ()
