import numpy as np

from newsfold.text.shingles import WINDOW, containment, shingles, sketch

TEXT = " ".join(f"word{n} stands{n % 7} beside{n % 11}" for n in range(120))
OTHER = " ".join(f"other{n} things{n % 5} happen{n % 13}" for n in range(120))


def test_same_words_same_hashes_whatever_the_case_and_marks():
    assert shingles("The quick brown fox").tolist() == (
        shingles("the  QUICK, brown fox!").tolist()
    )


def test_hashes_fit_a_signed_column():
    assert int(shingles(TEXT).max()) < 2**63


def test_short_texts_have_one_shingle_and_empty_ones_none():
    assert shingles("flood").size == 1
    assert shingles("").size == 0
    assert sketch(shingles("")) == ()


def test_containment_is_of_the_smaller():
    whole, part = shingles(TEXT), shingles(TEXT[: len(TEXT) // 3])
    assert containment(whole, part) > 0.97
    assert containment(whole, part) == containment(part, whole)
    assert containment(whole, shingles(OTHER)) == 0.0
    assert containment(whole, shingles("")) == 0.0


def test_a_shared_run_shares_a_sketch_value():
    words = TEXT.split()
    run = " ".join(words[50 : 50 + WINDOW + 2])
    wrapped = f"{OTHER} {run} {OTHER}"
    assert set(sketch(shingles(TEXT))) & set(sketch(shingles(wrapped)))
    assert not set(sketch(shingles(TEXT))) & set(sketch(shingles(OTHER)))


def test_a_sketch_is_small_and_ascending():
    hashes = shingles(TEXT)
    kept = sketch(hashes)
    assert len(kept) < hashes.size / 4
    assert list(kept) == sorted(set(kept))
    assert set(kept) <= set(np.unique(hashes).tolist())
