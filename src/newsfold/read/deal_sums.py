"""Which sum is the deal's own, and what the others are.

A sum's role is read from the words of its clause: a valuation, an earlier round, a
rival's, revenue, the price of a share.  What is left, headline first, is the deal's.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsfold.read.deal_frames import sum_words

if TYPE_CHECKING:
    from newsfold.model import AmountRole, DealKind
    from newsfold.read.deal_text import Sentence, Telling
    from newsfold.text.money import Money

__all__ = ["RoledSum", "choose", "roles", "stated_rate"]


class RoledSum(NamedTuple):
    """A sum with its role (None: it may be the deal's own) and what speaks for it."""

    at: int
    """Its index in the telling's sums."""
    money: Money
    role: AmountRole | None
    score: float


_SMALL = 1e4
"""Below it a sum is the price of a share, if anything: no deal is that small."""
_PART = re.compile(r"\b\d{1,2}(?:\.\d+)?\s?(?:%|per ?cent) (?:stake|of|in)\b")
"""A purchase of a share only."""


def _context(sentence: Sentence, index: int) -> tuple[str, str]:
    """The clause before and after a sum, in signs."""
    sign = f"¤{index}¤"
    at = sentence.signs.find(sign)
    if at < 0:
        return "", ""
    before, after = sentence.signs[:at], sentence.signs[at + len(sign) :]
    cut = max(before.rfind(";"), before.rfind(" but "), before.rfind(": "))
    if cut >= 0:
        before = before[cut + 1 :]
    return before.rstrip(), after


def _role(
    kind: DealKind, sentence: Sentence, index: int, money: Money, *, whole: bool
) -> AmountRole | None:
    """The role that the words around the sum give it; None: none."""
    about = sum_words()
    before, after = _context(sentence, index)
    near = before[-70:]
    clause = re.split(r"[;]| while | whereas ", after)[0][:60]
    if about["share_after"].match(clause) or (
        about["share_before"].search(near) and money.value < _SMALL
    ):
        return "share_price"
    if about["revenue"].search(near) or about["revenue_after"].match(clause):
        return "rival" if about["rival"].search(before) else "revenue"
    valued = about["valuation_before"].search(near) and not about["deal_worth"].search(
        near
    )
    if valued or about["valuation_after"].match(clause):
        # What is bought as a whole is worth its price.
        bought = (
            whole and kind in {"acquisition", "merger"} and about["priced"].search(near)
        )
        if not bought or about["rival"].search(before):
            return "valuation"
    if about["rival"].search(before[-110:]) and not sentence.title:
        return "rival"
    if about["revised"].search(near):
        return None
    if about["result"].search(near) or about["result_after"].match(clause):
        return "other"
    if not sentence.title and about["earlier"].search(f"{before[-90:]} {clause[:30]}"):
        return "previous_round"
    return "share_price" if money.value < _SMALL else None


def roles(told: Telling, kind: DealKind) -> list[RoledSum]:
    """Every sum of the telling with its role and score; ranges and shares included."""
    found: list[RoledSum] = []
    body = 0
    whole = not any(_PART.search(s.signs) for s in told.sentences[:4])
    for sentence in told.sentences:
        if not sentence.title:
            body += 1
        for index, money in enumerate(told.sums):
            if not (sentence.start <= money.start and money.end <= sentence.end):
                continue
            role = _role(kind, sentence, index, money, whole=whole)
            score = 6.0 if sentence.title else max(0.5, 5.2 - 1.2 * body)
            if not sentence.title and f"¤{index}¤" not in sentence.signs:
                score -= 1.5  # an aside or a conversion in brackets
            found.append(RoledSum(index, money, role, score))
    return found


def _close(a: Money, b: Money) -> bool:
    return a.currency == b.currency and abs(a.value - b.value) <= 0.001 * max(
        a.value, b.value
    )


def choose(told: Telling, kind: DealKind) -> tuple[RoledSum | None, list[RoledSum]]:
    """The deal's own sum and the rest, each distinct sum once."""
    found = roles(told, kind)
    open_sums = [r for r in found if r.role is None]
    if kind == "layoffs":
        return None, _distinct(found, None)
    best: RoledSum | None = None
    best_score = 0.0
    for candidate in open_sums:
        score = candidate.score
        # Said twice, in headline and text, it is what the report is about.
        score += sum(
            2.5
            for other in open_sums
            if other is not candidate and _close(other.money, candidate.money)
        )
        if any(o.role and _close(o.money, candidate.money) for o in found):
            score -= 3.0
        if score > best_score:
            best, best_score = candidate, score
    if best is None and kind == "merger":
        # What the merged company is worth is all that is told.
        best = next(
            (r for r in found if r.role == "valuation" and _of_both(told, r)), None
        )
    if best is not None:
        best = _exact(told, _named(best, open_sums), open_sums)
    return best, _distinct(found, best)


def _of_both(told: Telling, found: RoledSum) -> bool:
    """Whether a sum is what two firms together are worth."""
    here = next(s for s in told.sentences if found.money.start < s.end)
    return bool(_TOGETHER.search(told.text, here.start, here.end))


_TOGETHER = re.compile(
    r"\b(?:creat\w+|combined|new|merged|enlarged|joint|together|merger|neue[ns]?|fusion\w*|tie-up"
    r"|nouveau|nouvel|giant|fusionad\w+|combinad\w+)\b",
    re.IGNORECASE,
)


def _named(best: RoledSum, open_sums: list[RoledSum]) -> RoledSum:
    """The same sum where its currency is told: `18bn crowns` in the headline alone."""
    if best.money.currency != "XXX":
        return best
    return next(
        (
            other
            for other in open_sums
            if other.money.currency != "XXX" and other.money.value == best.money.value
        ),
        best,
    )


def _exact(told: Telling, best: RoledSum, open_sums: list[RoledSum]) -> RoledSum:
    """The text's own form where the headline converts it: `2.5bn yuan (S$468m)`."""
    for candidate in open_sums:
        gap = told.text[candidate.money.end : best.money.start]
        twin = next(
            (
                o
                for o in open_sums
                if _close(o.money, best.money)
                and o.money.start > candidate.money.end
                and told.text[candidate.money.end : o.money.start].strip()
                in {"(", "（"}
            ),
            None,
        )
        if twin is not None or gap.strip() in {"(", "（"}:
            return candidate
    return best


def _distinct(found: list[RoledSum], best: RoledSum | None) -> list[RoledSum]:
    kept: list[RoledSum] = []
    for one in found:
        if best is not None and _close(one.money, best.money):
            continue
        if not any(_close(one.money, k.money) for k in kept):
            kept.append(one)
    return kept


def stated_rate(told: Telling) -> tuple[Money, Money] | None:
    """Two sums in two currencies that the text sets equal: `2.5bn yuan ($342m)`."""
    ordered = sorted(told.sums, key=lambda m: m.start)
    for first, second in itertools.pairwise(ordered):
        if first.currency == second.currency or "XXX" in (
            first.currency,
            second.currency,
        ):
            continue
        gap = told.text[first.end : second.start]
        if re.fullmatch(
            r"\s?[(（\[]\s?(?:about|around|roughly|some|approximately|or|约|約|environ"
            r"|rund)?\s?"
            r"|,? (?:or|soit|also|das sind|that is|equivalent to|equal to)"
            r" (?:about|around|roughly|environ|some|rund)? ?",
            gap,
        ):
            return first, second
    return None
