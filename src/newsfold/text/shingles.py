"""Texts as sets of hashed shingles, to see whether one stands in another.

A shingle is three consecutive folded words (three pairs of characters in scripts that
part no words).  `containment` is exact over all of them; `sketch` keeps few, chosen by
winnowing (Schleimer, Wilkerson & Aiken, 2003): two texts that share a run of
`WINDOW + 2` words share a sketch value, however much stands around it.
"""

from __future__ import annotations

import zlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from newsfold.text.words import words

__all__ = ["WINDOW", "Shingles", "containment", "shingles", "sketch"]

Shingles: TypeAlias = npt.NDArray[np.uint64]

WINDOW = 16
"""Shingles of which the sketch keeps the least."""

LONGEST = 4000
"""Words of a text that count: copies show long before."""

_A = np.uint64(0x9E3779B97F4A7C15)
_B = np.uint64(0xC2B2AE3D27D4EB4F)
_C = np.uint64(0x165667B19E3779F9)
_SHIFT = np.uint64(29)
_LAST = np.uint64(1)


def shingles(text: str) -> Shingles:
    """Hashes of the word-3-shingles of `text`, in order, below 2**63.

    Fewer than three words make one shingle of what there is; no word makes none.
    """
    tokens = words(text)[:LONGEST]
    if not tokens:
        return np.zeros(0, np.uint64)
    tokens += [""] * (3 - len(tokens))
    each = " ".join(tokens).encode().split(b" ")
    one = np.array([*map(zlib.crc32, each)], np.uint64)
    mixed = one[:-2] * _A
    mixed = (mixed ^ (mixed >> _SHIFT)) + one[1:-1]
    mixed *= _B
    mixed = (mixed ^ (mixed >> _SHIFT)) + one[2:]
    mixed *= _C
    mixed ^= mixed >> _SHIFT
    mixed *= _A
    return mixed >> _LAST  # a signed 64-bit column holds it


def sketch(hashes: Shingles, window: int = WINDOW) -> tuple[int, ...]:
    """The winnowed values of `hashes`, ascending: the least of `window` in a row."""
    if hashes.size <= window:
        return (int(hashes.min()),) if hashes.size else ()
    least, seen = hashes, 1
    while seen < window:  # the least of the next `seen`, then of as many more
        step = min(seen, window - seen)
        least = np.minimum(least[:-step], least[step:])
        seen += step
    return tuple(sorted(set(least.tolist())))


def containment(a: Shingles, b: Shingles) -> float:
    """Share of the smaller set of shingles that stands in the other; 0 to 1."""
    a, b = np.unique(a), np.unique(b)
    if not a.size or not b.size:
        return 0.0
    return float(np.isin(a, b, assume_unique=True).sum() / min(a.size, b.size))
