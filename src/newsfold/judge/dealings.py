"""A deal as the articles of a story tell it together.

Each article tells at most one deal; a story's articles tell the same one.  What most of
them say stands for all, the earlier said where as many say so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from newsfold.judge.rates import convert, day_of
from newsfold.model import Dealing
from newsfold.text.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Amount, Deal, Dossier, Member, OtherAmount

__all__ = ["dealing", "told", "words"]

_PARTIES = 12
_T = TypeVar("_T")


def told(dossier: Dossier) -> list[tuple[Deal, Member]]:
    """The deals of a story with the articles that tell them, by time; no copies."""
    members = {member.article.id: member for member in dossier.members}
    found = [
        (deal, members[deal.article])
        for deal in (dossier.comparison.deals if dossier.comparison else ())
        if deal.article in members and members[deal.article].copy is None
    ]
    return sorted(found, key=lambda pair: (pair[1].article.time, pair[1].article.id))


def dealing(dossier: Dossier) -> Dealing | None:
    """The deal that a story tells; None where it tells none."""
    pairs = told(dossier)
    if not pairs or dossier.comparison is None:
        return None
    deals = [deal for deal, _ in pairs]
    at = pairs[0][1].article.time
    sums = _sums(deals)
    first, member = next(
        ((d, m) for d, m in pairs if sums and d.amount and _same(d.amount, sums[0])),
        pairs[0],
    )
    return Dealing(
        story=dossier.story.id,
        at=at,
        kind=_most(deal.kind for deal in deals) or deals[0].kind,
        status=deals[-1].status,
        target=next(iter(_names(d.target for d in deals if d.target)), ""),
        parties=tuple(_names(name for d in deals for name in d.buyer_or_investors)),
        sums=sums,
        usd=convert(sums[0].value, sums[0].currency, "USD", day_of(at))
        if sums
        else None,
        share_percent=_most(d.share_percent for d in deals),
        people=_most(d.people for d in deals),
        verdict=dossier.comparison.verdict,
        agreed=dossier.comparison.parties,
        outlets=len({m.article.provider.domain for _, m in pairs}),
        article=member.article.id,
        outlet=member.article.provider.name or member.article.provider.domain,
        language=member.article.language,
        quote=words(first, member, first.amount),
    )


def words(deal: Deal, member: Member, sum_: Amount | OtherAmount | None) -> str:
    """The words of an article that carry a sum of its deal, or the people of it.

    The sentence that tells the deal where nothing says which they are.
    """
    wanted = (
        (sum_.value, sum_.currency)
        if sum_ is not None
        else (float(deal.people), "people")
        if deal.people is not None
        else None
    )
    for claim in member.reading.claims:
        counted = claim.quantity
        unit = "people" if counted.kind == "people" else counted.unit
        if (counted.value, unit) == wanted:
            return claim.quote
    return deal.quote


def _sums(deals: Sequence[Deal]) -> tuple[Amount, ...]:
    """Each sum once, the most told first; exact where anybody says it exactly."""
    counts: Counter[tuple[float, str]] = Counter()
    found: dict[tuple[float, str], Amount] = {}
    for deal in deals:
        if deal.amount is None:
            continue
        which = deal.amount.value, deal.amount.currency
        counts[which] += 1
        if which not in found or found[which].approx:
            found[which] = deal.amount
    return tuple(found[which] for which, _ in counts.most_common())


def _same(one: Amount, other: Amount) -> bool:
    return (one.value, one.currency) == (other.value, other.currency)


def _names(names: Iterable[str]) -> list[str]:
    """Each party once, the most named first, as it is written most often."""
    written: dict[str, Counter[str]] = {}
    for name in names:
        written.setdefault(key(name), Counter())[name] += 1
    ranked = sorted(written.values(), key=lambda how: -how.total())
    return [how.most_common(1)[0][0] for how in ranked[:_PARTIES]]


def _most(values: Iterable[_T | None]) -> _T | None:
    """What is said most often, the first said where equal; None where nothing is."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None
