"""Which kind of business event a report tells, by its words.

Each cue adds its weight where it stands: the headline counts double, the first sentence
once and a half, later ones less.  Below the threshold there is no deal: most news is
none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.read.deal_frames import cues, goods, kinds, looks, stages, stems
from newsfold.read.deal_text import bygone

if TYPE_CHECKING:
    from newsfold.model import DealKind, DealStatus
    from newsfold.read.deal_text import Telling

__all__ = ["kind_of", "of_goods", "promising", "status_of"]

_THRESHOLD = 0.5

_STEM = 0.55
_STEMS_MOST = 2.6

_SUM = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:bn|billion|million|m|tn|trillion|crore|mrd|mio|milliard"
    r"|millones|milh|bilh|miliard|milion|млрд|млн)|[億亿万]"
    r"|\b(?:billion|million) (?:dollars|euros|pounds)"
)
_LEAD = 400


def promising(title: str, lead: str) -> bool:
    """A cheap test before the grammar is asked: a sum or a word of business on top."""
    top = f" {title} {lead[:_LEAD]} ".lower()
    return any(word in top for word in looks()) or bool(_SUM.search(top))


def kind_of(told: Telling) -> tuple[DealKind | None, dict[DealKind, float]]:
    """The kind, or None where the words do not suffice; and every kind's score."""
    considered = told.sentences[:6]
    factors: list[float] = []
    body = 0
    for sentence in considered:
        if sentence.title:
            factor = 1.6
        else:
            factor = (1.3, 0.8, 0.5, 0.4, 0.3, 0.3)[min(body, 5)]
            body += 1
            if _FOREIGN.search(sentence.signs) or bygone(sentence.signs):
                factor *= 0.35
        factors.append(factor)
    text = "\n".join(sentence.signs for sentence in considered).lower()
    scores = dict.fromkeys(kinds(), 0.0)
    for pattern, (kind, weight) in cues().able(text):
        best = 0.0
        for match in pattern.finditer(text):
            best = max(best, factors[text.count("\n", 0, match.start())])
        scores[kind] += best * weight
    _weigh(told, scores)
    leaning = scores | {
        kind: scores[kind] + _lean(pattern, text, factors)
        for pattern, kind in stems().able(text)
    }
    if not _LOSS.search(text):
        leaning["layoffs"] = scores["layoffs"]
    best_kind = max(leaning, key=lambda k: leaning[k])
    return (best_kind if leaning[best_kind] >= _THRESHOLD else None), scores


def of_goods(told: Telling) -> bool:
    """Whether headline or lead tell of goods or papers bought, not of a firm."""
    return any(goods().search(sentence.signs) for sentence in told.sentences[:2])


_LOSS = re.compile(r"(?<![¤\d⟦])\b\d[\d,.  ]{1,8}\b(?!¤)")


def _lean(pattern: re.Pattern[str], text: str, factors: list[float]) -> float:
    """How far the stems of a kind lean towards it, at most 2.6."""
    seen: dict[str, float] = {}
    for match in pattern.finditer(text):
        stem = match[0].lower()[:6]
        factor = factors[text.count("\n", 0, match.start())]
        seen[stem] = max(seen.get(stem, 0.0), factor)
    return min(_STEMS_MOST, _STEM * sum(seen.values()))


# A sentence that tells of another deal, for comparison or as history.
_FOREIGN = re.compile(
    r"\b(?:rivals?|competitors?|previous|earlier|last year|record until|by comparison"
    r"|a year ago|days earlier|had (?:already|once|bought|raised"
    r"|been))\b",
    re.IGNORECASE,
)


def _weigh(told: Telling, scores: dict[DealKind, float]) -> None:
    """Where two kinds share words, decide which of them the words are for."""
    if scores["merger"] >= 4 and scores["merger"] >= 0.4 * scores["acquisition"]:  # noqa: PLR2004  a merger is told in the words of purchase
        scores["acquisition"] *= 0.5
    if scores["settlement"] >= 4:  # noqa: PLR2004  penalties are what settlements are about
        scores["fine"] *= 0.6
    if scores["ipo"] >= 2:  # noqa: PLR2004  raising money is what a listing is for
        scores["funding"] *= 0.5
    if scores["partnership"] >= 4:  # noqa: PLR2004  partners invest, too
        scores["funding"] *= 0.6
    if not told.sums:
        for kind in ("funding", "fine", "ipo", "settlement"):
            scores[kind] *= 0.6


def status_of(told: Telling, kind: DealKind) -> DealStatus:
    """How far the deal has come, from the headline and the first sentences."""
    top = " ".join(s.signs for s in told.sentences[:2])
    for status, pattern in stages():
        if pattern.search(top):
            if status == "abandoned" and kind in {"funding", "fine", "layoffs", "ipo"}:
                continue
            if status == "planned" and kind in {"fine", "settlement"}:
                continue
            return status
    if kind in {"funding", "ipo"}:
        return "completed"
    return "announced"
