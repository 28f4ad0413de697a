import numpy as np
import pytest

from newsfold.cluster.story import (
    DAYS,
    OpenStory,
    Voice,
    cohesion,
    fading,
    mint,
    scores,
)


def voice(
    terms: list[int], named: dict[int, float] | None = None, at: int = 0
) -> Voice:
    numbers = np.array(sorted(terms), np.int32)
    weights = np.full(len(terms), max(1, len(terms)) ** -0.5, np.float32)
    shares = np.array([(named or {}).get(t, 0.0) for t in sorted(terms)], np.float32)
    return Voice(numbers, weights, at, 0.5, shares if named else None)


def story(*voices: Voice) -> OpenStory:
    opened = OpenStory("s", "en")
    for number, one in enumerate(voices):
        opened.join(number, one)
    return opened


def score(told: OpenStory, one: Voice) -> float:
    (found,) = scores(one, [told])
    return found


def test_the_mean_similarity_against_the_cohesion():
    assert score(story(voice([1, 2, 3, 4])), voice([1, 2, 7, 8])) == pytest.approx(1.0)
    assert score(story(voice([1, 2])), voice([3, 4])) == 0.0


def test_similarity_fades_with_time():
    near = score(story(voice([1, 2])), voice([1, 2], at=3600))
    far = score(story(voice([1, 2])), voice([1, 2], at=5 * 86400))
    assert far < near
    assert fading(2 * DAYS) == 0.0


def test_titles_that_name_none_but_strangers_score_less():
    one = voice([1, 2, 3, 4], {1: 1.0})
    alike = score(story(one), voice([1, 2, 3, 9], {1: 1.0}))
    strange = score(story(one), voice([9, 2, 3, 4], {9: 1.0}))
    silent = score(story(one), voice([9, 2, 3, 4]))
    assert strange < alike
    assert strange < silent


def test_a_name_that_the_other_side_knows_is_no_stranger():
    one = voice([1, 2, 3, 4], {1: 1.0})
    told = voice([1, 2, 3, 9], {9: 1.0})
    silent = told._replace(named=None)
    assert score(story(one), told) == pytest.approx(score(story(one), silent))


def test_joining_tells_the_new_terms_and_sums_up():
    opened = story(voice([1, 2]))
    assert opened.join(1, voice([2, 3], at=50)).tolist() == [3]
    assert opened.members == [0, 1]
    assert opened.inner == pytest.approx(2 * 0.5, abs=1e-3)
    assert opened.last == 50


def test_shares_of_what_joins_sum_to_one():
    found = dict(story(voice([1, 2, 3])).shares(voice([2, 3, 4]), 8))
    assert set(found) == {0, 1}
    assert sum(found.values()) == pytest.approx(1.0)


def test_many_stories_score_as_each_does_alone():
    told = [
        story(voice([1, 2, 3], {1: 1.0}), voice([2, 3, 4])),
        story(voice([7, 8])),
        story(voice([3, 9], {9: 1.0}, at=80_000)),
    ]
    one = voice([2, 3, 8, 9], {2: 0.5, 8: 0.5})
    assert scores(one, told) == pytest.approx([score(each, one) for each in told])
    assert scores(one, []) == []
    assert scores(voice([]), told) == [0.0, 0.0, 0.0]


def test_cohesion_is_drawn_to_what_the_length_lets_expect():
    assert cohesion(0.0, 1, 0.4) == pytest.approx(0.4)
    assert cohesion(90 * 0.2, 10, 4.0) < 0.3


def test_ids_are_stable():
    assert mint("a1") == mint("a1") != mint("a2")
    assert mint("a1").startswith("s")
