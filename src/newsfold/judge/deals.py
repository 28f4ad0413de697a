"""The deals of a story's articles side by side: sums and parties."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.judge import scope
from newsfold.judge.agreement import stated_sum
from newsfold.judge.values import Stated, Tie, compact, tie, worst
from newsfold.model import (
    Amount,
    Deal,
    DealKind,
    Member,
    OtherAmount,
    PartiesVerdict,
    Verdict,
)
from newsfold.text.names import same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["agreed", "parties_verdict", "sums_verdict"]


def agreed(members: Sequence[Member], day: date) -> tuple[Deal, ...]:
    """The deals that the story's articles tell, made of one piece.

    Weak ones count only beside a plain one.  The kind is what most articles call it; a
    party that one article leaves open, and the others name, is taken in where its own
    words hold that name; a sum that the others corroborate fills a gap.
    """
    told = [(m, m.reading.deal) for m in members if m.reading.deal is not None]
    plain = [deal for _, deal in told if not deal.weak]
    if not plain and not _echoed([deal for _, deal in told], day):
        return ()
    votes: Counter[DealKind] = Counter()
    for _, deal in told:
        votes[deal.kind] += 1 if deal.weak else 2
    kind = max(votes, key=lambda k: votes[k])
    deals = [replace(deal, article=m.article.id, kind=kind) for m, deal in told]
    if len(deals) > 1:
        deals = [
            _settled(
                replace(deal, target=None)
                if kind == "partnership" and before.kind != kind
                else deal,
                m,
                deals,
                day,
            )
            for (m, before), deal in zip(told, deals, strict=True)
        ]
    return tuple(deals)


def _echoed(weak: Sequence[Deal], day: date) -> bool:
    """Whether two weak deals bear each other out: one kind, one target, one sum, and
    where it is a purchase somebody who buys.
    """
    return any(
        a.kind == b.kind
        and (a.kind not in _ONE_BUYER or a.buyer_or_investors or b.buyer_or_investors)
        and a.amount is not None
        and b.amount is not None
        and a.target is not None
        and b.target is not None
        and same(a.target, b.target)
        and tie(stated_sum(a.amount), stated_sum(b.amount), day)
        in {"agree", "rounded", "converted"}
        for a, b in combinations(weak[:_MANY], 2)
    )


_MANY = 40
_LONG = 300
"""Characters of a quoted sentence that a note shows."""


def _settled(deal: Deal, member: Member, deals: Sequence[Deal], day: date) -> Deal:
    """One article's deal, with what its siblings make plain."""
    others = [d for d in deals if d.article != deal.article]
    words = tuple(dict.fromkeys(name.text for name in member.reading.names))
    target = _target(deal, others, words)
    buyers = _buyers(deal, others, words, target)
    amount, rest = _sum(deal, others, day)
    return replace(
        deal,
        target=target,
        buyer_or_investors=buyers,
        amount=amount,
        other_amounts=rest,
    )


def _target(deal: Deal, others: Sequence[Deal], words: Sequence[str]) -> str | None:
    """The target as most siblings name it, where this article names it too."""
    named = [d.target for d in others if d.target is not None]
    if deal.target is not None and any(same(deal.target, name) for name in named):
        return deal.target
    best = max(named, key=lambda n: sum(same(n, o) for o in named), default=None)
    if best is None:
        return deal.target
    support = sum(same(best, name) for name in named)
    if deal.target is not None and support < 2:  # noqa: PLR2004  word against word
        return deal.target
    own = [w for w in words if same(w, best) and not _joint(w, deal.buyer_or_investors)]
    return max(own, key=len) if own else deal.target


def _joint(word: str, buyers: Sequence[str]) -> bool:
    """Whether the word is one of the parties on the other side already."""
    return any(same(word, buyer) for buyer in buyers) and len(buyers) > 1


_ONE_BUYER = frozenset({"acquisition", "merger", "fine", "settlement"})


def _buyers(
    deal: Deal, others: Sequence[Deal], words: Sequence[str], target: str | None
) -> tuple[str, ...]:
    """The buyers or investors without the target, and those that siblings name."""
    if deal.kind in {"ipo", "layoffs"}:
        return ()
    kept = [b for b in deal.buyer_or_investors if target is None or not same(b, target)]
    named = [
        b
        for d in others
        for b in d.buyer_or_investors
        if (target is None or not same(b, target))
        and (d.target is None or not same(b, d.target))
    ]
    if deal.kind in _ONE_BUYER:
        if any(same(b, n) for b in kept for n in named):
            return tuple(kept[:1])
        best = max(named, key=lambda n: sum(same(n, o) for o in named), default=None)
        if best is None or (kept and sum(same(best, n) for n in named) < 2):  # noqa: PLR2004  word against word
            return tuple(kept[:1])
        own = [w for w in words if same(w, best)]
        return (max(own, key=len),) if own else tuple(kept[:1])
    for word in words:
        if any(same(word, n) for n in named) and not any(same(word, k) for k in kept):
            kept.append(word)
    return tuple(kept)


_MOVABLE = frozenset({"other", "previous_round", "rival"})


def _sum(
    deal: Deal, others: Sequence[Deal], day: date
) -> tuple[Amount | None, tuple[OtherAmount, ...]]:
    """The deal's sum: its own, or another of its sums where only that one is told by
    siblings.
    """
    rest = deal.other_amounts
    if deal.kind == "layoffs":
        return None, rest
    theirs = [d.amount for d in others if d.amount is not None]
    if not theirs:
        return deal.amount, rest
    rates = _rates([deal, *others])

    def told(amount: Amount) -> bool:
        return any(
            tie(stated_sum(amount), stated_sum(other), day, rates)
            in {"agree", "converted", "rounded"}
            for other in theirs
        )

    if deal.amount is not None and (told(deal.amount) or len(theirs) < 2):  # noqa: PLR2004  word against word
        return deal.amount, rest
    for other in rest:
        candidate = Amount(value=other.value, currency=other.currency)
        if other.role in _MOVABLE and told(candidate):
            if deal.amount is not None:
                # Two sums of its own: which one is meant stays the article's to say.
                return deal.amount, rest
            return candidate, tuple(o for o in rest if o is not other)
    return deal.amount, rest


def _rates(deals: Sequence[Deal]) -> dict[tuple[str, str], float]:
    """What the articles themselves state: factors between currencies, both ways."""
    rates: dict[tuple[str, str], float] = {}
    for deal in deals:
        if deal.stated_rate is None:
            continue
        first, second = deal.stated_rate
        if first.value and second.value:
            rates.setdefault(
                (first.currency, second.currency), second.value / first.value
            )
            rates.setdefault(
                (second.currency, first.currency), first.value / second.value
            )
    return rates


def _origins(members: Sequence[Member]) -> dict[str, str]:
    return {
        m.article.id: m.copy.of if m.copy is not None else m.article.id for m in members
    }


def sums_verdict(
    deals: Sequence[Deal], members: Sequence[Member], day: date
) -> tuple[Verdict, str]:
    """Verdict of the deal's sums (of the people in layoffs) and why, in words."""
    origin = _origins(members)
    rates = _rates(deals)
    entries: list[tuple[str, Stated]] = []
    words = {m.article.id: _telling(m) for m in members}
    for deal in deals:
        if deal.kind == "layoffs":
            if deal.people is not None:
                entries.append(
                    (deal.article, Stated(float(deal.people), "people", loose=True))
                )
        elif deal.amount is not None and deal.amount.currency != "XXX":
            entries.append((deal.article, stated_sum(deal.amount)))
    if len({origin.get(article, article) for article, _ in entries}) < 2:  # noqa: PLR2004  one origin
        return "single-source", ""
    ties: list[Tie] = []
    notes: list[str] = []
    pairs: set[frozenset[Stated]] = set()
    for (first, a), (second, b) in combinations(entries, 2):
        found = tie(a, b, day, rates)
        if found == "conflict" and a.unit == b.unit != "people":
            larger, smaller = (first, second) if a.value > b.value else (second, first)
            if scope.explains(words[larger], words[smaller]):
                found = "part-of"
        ties.append(found)
        if frozenset((a, b)) in pairs:
            continue
        pairs.add(frozenset((a, b)))
        note = _note(a, b, found, rates, day)
        if note and note not in notes:
            notes.append(note)
    verdict: Verdict = worst(ties)
    for deal in deals:
        if deal.stated_rate is not None and verdict != "converted":
            notes.append(_equation(*deal.stated_rate))
            break
    return verdict, "; ".join(notes[:4])


def _telling(member: Member) -> str:
    """Headline and first sentence: what tells how far a deal's sum reaches."""
    deal = member.reading.deal
    return f"{member.article.title}\n{deal.quote if deal else ''}"


def _equation(first: Amount, second: Amount) -> str:
    """What an article sets equal, with the rate that follows: `2.5bn CNY = $342M`."""
    rate = first.value / second.value if second.value else 0.0
    rate = 1 / rate if 0 < rate < 1 else rate
    return (
        f"{compact(first.value, first.currency)} ="
        f" {compact(second.value, second.currency)} at {rate:.4g}, as an article states"
    )


def _note(
    a: Stated, b: Stated, found: Tie, rates: dict[tuple[str, str], float], day: date
) -> str:
    first, second = compact(a.value, a.unit), compact(b.value, b.unit)
    if found == "converted":
        stated = rates.get((a.unit, b.unit))
        if stated is not None:
            rate = 1 / stated if stated < 1 else stated
            return f"{first} = {second} at {rate:.4g}, as an article states"
        return f"{first} = {second} at the ECB reference rate of {day.isoformat()}"
    if found == "rounded":
        return f"{first} and {second} round each other"
    if found == "part-of":
        part, sum_ = (second, first) if a.value > b.value else (first, second)
        return f"{part} is part of {sum_}"
    if found == "conflict":
        return f"{first} against {second}"
    if found == "unclear":
        return f"no rate between {a.unit} and {b.unit}"
    return ""


def _covers(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    return all(any(same(a, b) for b in wide) for a in narrow)


def parties_verdict(
    deals: Sequence[Deal], members: Sequence[Member]
) -> tuple[PartiesVerdict, str]:
    """Whether the articles name the same buyers, investors or partners, and why."""
    origin = _origins(members)
    named = [d for d in deals if d.buyer_or_investors]
    if len({origin.get(d.article, d.article) for d in named}) < 2:  # noqa: PLR2004  one origin
        return "single-source", ""
    result: PartiesVerdict = "agree"
    note = ""
    # An authority goes by its country or by its office: names alone are no conflict.
    several = named[0].kind in {"funding", "partnership", "fine", "settlement"}
    for a, b in combinations(named, 2):
        first, second = a.buyer_or_investors, b.buyer_or_investors
        if _covers(first, second) and _covers(second, first):
            if a.parties_partial != b.parties_partial and several and result == "agree":
                whole, some = (b, a) if a.parties_partial else (a, b)
                result = "subset"
                note = (
                    f"{' and '.join(whole.buyer_or_investors[:3])} alone in one, "
                    f"only among others in another: “{_shown(some.quote)}”"
                )
            continue
        if several or _covers(first, second) or _covers(second, first):
            if result == "agree":
                result = "subset"
                note = f"{', '.join(first[:4])} against {', '.join(second[:4])}"
            continue
        result = "conflict"
        note = f"{', '.join(first[:3])} against {', '.join(second[:3])}"
    return result, note


def _shown(quote: str) -> str:
    """A sentence as a note shows it: an endless one up to a word."""
    if len(quote) <= _LONG:
        return quote
    return f"{quote[:_LONG].rpartition(' ')[0] or quote[:_LONG]}…"
