import numpy as np
import pytest

from newsfold.cluster.vectors import NUMBERS, Vocabulary, naming


def test_rarity_counts_stories():
    vocabulary = Vocabulary()
    vector, words = vocabulary.vector({"flood": 1.0, "zorgan": 1.0}, "en")
    flood = words.index("flood")
    for _ in range(50):
        vocabulary.stories += 1
        vocabulary.count(vector.terms[[flood]], 1)
    unit = vocabulary.unit(vector)
    assert unit[flood] < unit[1 - flood]
    assert np.linalg.norm(unit) == pytest.approx(1.0, abs=1e-5)


def test_usual_words_tell_little_from_the_start():
    vocabulary = Vocabulary()
    vector, words = vocabulary.vector({"work": 1.0, "zorgan": 1.0}, "en")
    weights = dict(zip(words, vocabulary.unit(vector), strict=True))
    assert weights["work"] < weights["zorgan"] / 2


def test_words_of_two_languages_are_two():
    vocabulary = Vocabulary()
    one, _ = vocabulary.vector({"gift": 1.0}, "en")
    two, _ = vocabulary.vector({"gift": 1.0}, "de")
    assert one.terms.tolist() != two.terms.tolist()


def test_long_texts_are_expected_to_share_more():
    vocabulary = Vocabulary()
    short, _ = vocabulary.vector(dict.fromkeys("abcde", 1.0), "en")
    long, _ = vocabulary.vector({f"w{n}": 1.0 for n in range(60)}, "en")
    assert 0 < short.expected < long.expected < 1


def test_numbers_stay_within_bounds_whatever_comes():
    vocabulary = Vocabulary()
    terms = {f"w{n}": 1.0 for n in range(20_000)}
    vector, words = vocabulary.vector(terms, "en")
    assert len(vector.terms) == len(words) > 19_500
    assert vector.terms.tolist() == sorted(set(vector.terms.tolist()))
    assert vector.terms[-1] < NUMBERS


def test_names_of_the_title_share_what_they_tell():
    vocabulary = Vocabulary()
    vector, words = vocabulary.vector({"a": 1.0, "b": 2.0, "c": 1.0}, "en", {"a", "b"})
    shares = naming(vector, vocabulary.unit(vector))
    told = dict(zip(words, shares.tolist(), strict=True))
    assert told["a"] == pytest.approx(0.2)
    assert told["b"] == pytest.approx(0.8)
    assert told["c"] == 0.0
    silent, _ = vocabulary.vector({"a": 1.0}, "en")
    assert naming(silent, vocabulary.unit(silent)) is None
