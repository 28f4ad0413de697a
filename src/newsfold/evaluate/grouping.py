"""How well one grouping agrees with another: the measures of clustering.

Groupings are dictionaries from item to group.  The truth may know fewer items than were
grouped: predicted groups are cut down to those that it knows, as `data/README.md` has
it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

__all__ = ["agreement", "auc", "f1", "interval"]


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def agreement(
    predicted: Mapping[str, Hashable], truth: Mapping[str, Hashable]
) -> dict[str, Any]:
    """BCubed (Bagga & Baldwin, 1998) over all and over those in company, pairwise F1,
    adjusted Rand index, and the editor's operations per 100 items: splits and merges
    from the predicted groups to the true ones.
    """
    items = sorted(truth)
    both = Counter((predicted[i], truth[i]) for i in items)
    ours = Counter(predicted[i] for i in items)
    theirs = Counter(truth[i] for i in items)
    company = [i for i in items if theirs[truth[i]] > 1]
    operations = 2 * len(both) - len(theirs) - len(ours)
    figures: dict[str, Any] = {"items": len(items), "stories": len(theirs)}
    for name, chosen in (("all", items), ("company", company)):
        size = len(chosen) or 1
        shared = [both[predicted[i], truth[i]] for i in chosen]
        precision = sum(
            s / ours[predicted[i]] for s, i in zip(shared, chosen, strict=True)
        )
        recall = sum(s / theirs[truth[i]] for s, i in zip(shared, chosen, strict=True))
        figures[name] = {
            "f1": round(f1(precision / size, recall / size), 4),
            "precision": round(precision / size, 4),
            "recall": round(recall / size, 4),
        }
    figures["operations"] = round(100 * operations / (len(items) or 1), 2)
    figures.update(_pairwise(both, ours, theirs, len(items)))
    return figures


def _pairwise(
    both: Counter[Any], ours: Counter[Any], theirs: Counter[Any], size: int
) -> dict[str, float]:
    """Pairwise F1 and adjusted Rand index (Hubert & Arabie, 1985)."""

    def pairs(counts: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    hit, ours_, theirs_ = pairs(both), pairs(ours), pairs(theirs)
    whole = size * (size - 1) / 2 or 1.0
    chance = ours_ * theirs_ / whole
    most = (ours_ + theirs_) / 2
    return {
        "pairwise": round(f1(hit / (ours_ or 1), hit / (theirs_ or 1)), 4),
        "adjustedRand": round((hit - chance) / ((most - chance) or 1.0), 4),
    }


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Share of (true, false) pairs in which the true one scores higher; ties half."""
    yes = np.array([s for s, label in zip(scores, labels, strict=True) if label])
    no = np.array([s for s, label in zip(scores, labels, strict=True) if not label])
    above = (yes[:, None] > no[None, :]).mean()
    return float(above + 0.5 * (yes[:, None] == no[None, :]).mean())


def interval(
    measure: Callable[[Sequence[int]], float], groups: Sequence[Sequence[int]]
) -> tuple[float, float]:
    """95 % bootstrap interval of `measure` over items; `groups` are drawn whole, since
    the items of one story are no independent witnesses.
    """
    chance = np.random.default_rng(20260218)
    values = []
    for _ in range(400):
        drawn = chance.integers(0, len(groups), len(groups))
        values.append(measure([i for g in drawn for i in groups[g]]))
    low, high = np.quantile(values, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)
