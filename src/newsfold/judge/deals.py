"""The deals of a story's articles side by side: sums and parties."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from newsfold.judge.values import Stated, Tie, compact, tie, worst
from newsfold.model import Amount, Deal, DealKind, Member, PartiesVerdict, Verdict
from newsfold.text.names import same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import msgspec

__all__ = ["agreed", "parties_verdict", "sums_verdict"]


def agreed(members: Sequence[Member]) -> tuple[Deal, ...]:
    """The deals that the story's articles tell, of the one event that most tell.

    Weak ones count only beside a plain one; a kind that one article calls otherwise
    gives way to what the others call it.
    """
    import msgspec

    told = [(m, m.reading.deal) for m in members if m.reading.deal is not None]
    plain = [deal for _, deal in told if deal is not None and not deal.weak]
    if not plain:
        return ()
    votes: Counter[DealKind] = Counter()
    for deal in plain:
        votes[deal.kind] += 2
    for _, deal in told:
        if deal is not None and deal.weak:
            votes[deal.kind] += 1
    kind = max(votes, key=lambda k: votes[k])
    kept: list[Deal] = []
    for member, deal in told:
        if deal is None:
            continue
        changed: dict[str, object] = {"article": member.article.id}
        if deal.kind != kind and len(told) > 1:
            changed["kind"] = kind
        kept.append(msgspec.structs.replace(deal, **changed))
    return tuple(kept)


def _stated(amount: Amount) -> Stated:
    return Stated(amount.value, amount.currency, amount.approx)


def _rates(deals: Sequence[Deal]) -> dict[tuple[str, str], float]:
    """What the articles themselves state: factors between currencies, both ways."""
    rates: dict[tuple[str, str], float] = {}
    for deal in deals:
        if deal.stated_rate is None:
            continue
        first, second = deal.stated_rate
        if first.value and second.value:
            rates.setdefault((first.currency, second.currency), second.value / first.value)
            rates.setdefault((second.currency, first.currency), first.value / second.value)
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
    for deal in deals:
        if deal.kind == "layoffs":
            if deal.people is not None:
                entries.append((deal.article, Stated(float(deal.people), "people", loose=True)))
        elif deal.amount is not None and deal.amount.currency != "XXX":
            entries.append((deal.article, _stated(deal.amount)))
    if len({origin.get(article, article) for article, _ in entries}) < 2:  # noqa: PLR2004  one origin
        return "single-source", ""
    ties: list[Tie] = []
    notes: list[str] = []
    for (_, a), (_, b) in combinations(entries, 2):
        found = tie(a, b, day, rates)
        ties.append(found)
        note = _note(a, b, found, rates, day)
        if note and note not in notes:
            notes.append(note)
    verdict: Verdict = worst(ties)
    return verdict, "; ".join(notes[:3])


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
    several = named[0].kind in {"funding", "partnership"}
    for a, b in combinations(named, 2):
        first, second = a.buyer_or_investors, b.buyer_or_investors
        if _covers(first, second) and _covers(second, first):
            if a.parties_partial != b.parties_partial and several and result == "agree":
                whole, some = (b, a) if a.parties_partial else (a, b)
                result = "subset"
                note = (
                    f"{' and '.join(whole.buyer_or_investors[:3])} alone in one, "
                    f"only among others in another: “{some.quote[:160]}”"
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
