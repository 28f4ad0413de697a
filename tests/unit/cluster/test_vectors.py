import numpy as np
import pytest

from newsfold.cluster.vectors import Vocabulary


def test_rarity_counts_stories():
    vocabulary = Vocabulary()
    vector = vocabulary.vector({"flood": 1.0, "zorgan": 1.0}, "en")
    flood, other = (vector.terms.tolist().index(n) for n in sorted(vector.terms))
    for _ in range(50):
        vocabulary.stories += 1
        vocabulary.count([int(vector.terms[flood])], 1)
    unit = vocabulary.unit(vector)
    assert unit[flood] < unit[other]
    assert np.linalg.norm(unit) == pytest.approx(1.0, abs=1e-5)


def test_usual_words_tell_little_from_the_start():
    vocabulary = Vocabulary()
    vector = vocabulary.vector({"work": 1.0, "zorgan": 1.0}, "en")
    weights = dict(
        zip(map(vocabulary.word, vector.terms), vocabulary.unit(vector), strict=True)
    )
    assert weights["work"] < weights["zorgan"] / 2


def test_words_of_two_languages_are_two():
    vocabulary = Vocabulary()
    one = vocabulary.vector({"gift": 1.0}, "en")
    two = vocabulary.vector({"gift": 1.0}, "de")
    assert one.terms.tolist() != two.terms.tolist()


def test_long_texts_are_expected_to_share_more():
    vocabulary = Vocabulary()
    short = vocabulary.vector(dict.fromkeys("abcde", 1.0), "en")
    long = vocabulary.vector({f"w{n}": 1.0 for n in range(60)}, "en")
    assert 0 < short.expected < long.expected < 1


def test_thousands_of_terms():
    vocabulary = Vocabulary()
    for start in range(0, 20_000, 500):
        terms = {f"w{n}": 1.0 for n in range(start, start + 500)}
        assert len(vocabulary.vector(terms, "en").terms) == 500
    assert vocabulary.unit(vocabulary.vector({"w19999": 1.0}, "en"))[0] == 1.0
