import pytest

from newsfold.cluster.story import DAYS, OpenStory, Voice, cohesion, fading, mint


def voice(
    terms: list[int], named: dict[int, float] | None = None, at: int = 0
) -> Voice:
    weight = len(terms) ** -0.5
    return Voice(terms, [weight] * len(terms), at, 0.5, named or {})


def story(*voices: Voice) -> OpenStory:
    opened = OpenStory("s", "en")
    for number, one in enumerate(voices):
        opened.join(number, one)
    return opened


def test_the_mean_similarity_against_the_cohesion():
    assert story(voice([1, 2, 3, 4])).score(voice([1, 2, 7, 8])) == pytest.approx(1.0)
    assert story(voice([1, 2])).score(voice([3, 4])) == 0.0


def test_similarity_fades_with_time():
    near = story(voice([1, 2])).score(voice([1, 2], at=3600))
    far = story(voice([1, 2])).score(voice([1, 2], at=5 * 86400))
    assert far < near
    assert fading(2 * DAYS) == 0.0


def test_titles_that_name_none_but_strangers_score_less():
    one = voice([1, 2, 3, 4], {1: 1.0})
    alike = story(one).score(voice([1, 2, 3, 9], {1: 1.0}))
    strange = story(one).score(voice([9, 2, 3, 4], {9: 1.0}))
    silent = story(one).score(voice([9, 2, 3, 4]))
    assert strange < alike
    assert strange < silent


def test_a_name_that_the_other_side_knows_is_no_stranger():
    one = voice([1, 2, 3, 4], {1: 1.0})
    told = voice([1, 2, 3, 9], {9: 1.0})
    assert story(one).score(told) == pytest.approx(
        story(one).score(told._replace(named={}))
    )


def test_joining_tells_the_new_terms_and_sums_up():
    opened = story(voice([1, 2]))
    assert opened.join(1, voice([2, 3], at=50)) == [3]
    assert opened.members == [0, 1]
    assert opened.inner == pytest.approx(2 * 0.5, abs=1e-3)
    assert opened.last == 50


def test_shares_of_what_joins_sum_to_one():
    found = dict(story(voice([1, 2, 3])).shares(voice([2, 3, 4])))
    assert set(found) == {2, 3}
    assert sum(found.values()) == pytest.approx(1.0)


def test_cohesion_is_drawn_to_what_the_length_lets_expect():
    assert cohesion(0.0, 1, 0.4) == pytest.approx(0.4)
    assert cohesion(90 * 0.2, 10, 4.0) < 0.3


def test_ids_are_stable():
    assert mint("a1") == mint("a1") != mint("a2")
    assert mint("a1").startswith("s")
