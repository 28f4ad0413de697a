from __future__ import annotations

import pytest

from newsfold.errors import UsageError
from newsfold.judge.heat import heat, origins
from newsfold.model import Article, Copy, Member, Origin, Provider, Reading

HOUR = 3600
HALF = 12 * HOUR


def member(
    number: int,
    outlet: str,
    hours: float = 0.0,
    *,
    of: str = "",
    origin: Origin | None = None,
    kind: str = "outlet",
    marks: tuple[str, ...] = (),
) -> Member:
    article = Article(
        id=f"a{number}",
        title="T",
        web_url=f"https://{outlet}.example/{number}",
        published=int(hours * HOUR),
        seen=0,
        provider=Provider(name=outlet, domain=f"{outlet}.example", kind=kind),
        marks=marks,
    )
    copy = Copy(article=article.id, of=of, kind="near") if of else None
    return Member(
        article=article, reading=Reading(article=article.id), copy=copy, origin=origin
    )


def level(*members: Member) -> float:
    return heat(members, half_life=HALF).level


def test_a_lone_article_has_the_base_heat():
    result = heat([member(1, "a", 5)], half_life=HALF)
    assert (result.level, result.at) == (5.0, 5 * HOUR)
    assert [term.name for term in result.terms] == ["told"]


def test_terms_add_up_to_the_level():
    result = heat([member(n, f"o{n}", n) for n in range(4)], half_life=HALF)
    assert result.level == pytest.approx(sum(t.points for t in result.terms), abs=0.05)


def test_more_outlets_more_heat_but_each_less_than_the_one_before():
    levels = [level(*(member(n, f"o{n}") for n in range(k))) for k in (2, 4, 8)]
    assert levels == sorted(levels)
    assert levels[1] - levels[0] > levels[2] - levels[1]


def test_copies_count_once():
    own = [member(1, "a"), member(2, "b"), member(3, "c")]
    copied = [member(1, "a"), member(2, "b", of="a1"), member(3, "c", of="a1")]
    assert level(*copied) < level(*own)
    assert len(set(origins(copied))) == 1
    assert len(set(origins(own))) == 3


def test_two_that_name_one_agency_have_one_origin():
    wire = Origin(kind="agency-copy", name="Meridian Wire")
    pair = [member(1, "a", origin=wire), member(2, "b", origin=wire)]
    assert len(set(origins(pair))) == 1


def test_citing_an_outlet_in_the_story_ties_to_it_and_an_own_exclusive_to_nobody():
    scoop = Origin(kind="cited-scoop", name="A")
    own = Origin(kind="own-exclusive-claim", name="b")
    assert len(set(origins([member(1, "a"), member(2, "b", origin=scoop)]))) == 1
    assert len(set(origins([member(1, "a"), member(2, "b", origin=own)]))) == 2


def test_chains_are_joined_whatever_their_order():
    chain = [member(3, "c", of="a2"), member(2, "b", of="a1"), member(1, "a")]
    assert len(set(origins(chain))) == 1


def test_an_outlet_that_repeats_itself_heats_nothing():
    assert level(member(1, "a"), member(2, "a")) == level(member(1, "a"))


def test_an_agency_heats():
    plain = level(member(1, "a"), member(2, "b"))
    assert level(member(1, "a"), member(2, "b", kind="agency")) == plain + 8


def test_fast_coverage_is_hotter_than_slow():
    fast = level(member(1, "a"), member(2, "b", 0.5), member(3, "c", 1))
    slow = level(member(1, "a"), member(2, "b", 10), member(3, "c", 20))
    assert fast > slow


def test_order_of_members_is_of_no_account():
    members = [member(1, "a"), member(2, "b", 2, of="a1"), member(3, "c", 5)]
    assert heat(members, half_life=HALF) == heat(members[::-1], half_life=HALF)


def test_it_halves_in_a_half_life():
    result = heat([member(n, f"o{n}") for n in range(5)], half_life=HALF)
    assert result.value(result.at + HALF) == round(result.level / 2)


def test_a_future_date_is_not_believed():
    result = heat([member(1, "a", 900, marks=("future-date",))], half_life=HALF)
    assert result.at == 0


def test_never_above_a_hundred():
    many = [member(n, f"o{n}", kind="agency") for n in range(200)]
    assert level(*many) == 100


@pytest.mark.parametrize(("members", "half"), [([], HALF), ([member(1, "a")], 0)])
def test_nothing_or_no_half_life_is_refused(members: list[Member], half: int):
    with pytest.raises(UsageError):
        heat(members, half_life=half)
