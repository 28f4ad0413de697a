"""How the claims of one figure stand to each other, and why.

Values that differ are a conflict only where nothing explains them: a rounding, a rate,
a part of a whole, a count that rose or replaced an estimate, a price that moves.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from newsfold.judge import scope
from newsfold.judge.values import Stated, Tie, compact, tie, worst
from newsfold.text.names import thing
from newsfold.text.numbers import FLOORS, LOOSE

if TYPE_CHECKING:
    from datetime import date

    from newsfold.model import Amount, Claim, Member, Quantity, Verdict

__all__ = ["VAGUE", "attribute", "judged", "stated", "stated_sum"]


def stated(quantity: Quantity) -> Stated:
    """A quantity as the comparison of values takes it."""
    return Stated(
        quantity.value,
        quantity.unit,
        quantity.qualifier in LOOSE,
        quantity.qualifier in FLOORS,
    )


def stated_sum(amount: Amount) -> Stated:
    """A deal's sum as the comparison of values takes it."""
    loose = amount.approx and not amount.floor
    return Stated(amount.value, amount.currency, loose, amount.floor)


def _independent(members: list[Member], indexes: set[int]) -> int:
    """How many origins stand behind these members: copies count with their origin."""
    origins = set()
    for index in indexes:
        member = members[index]
        origins.add(member.copy.of if member.copy is not None else member.article.id)
    return len(origins)


_PUBLIC_VERDICT: dict[Tie, Verdict] = {
    "agree": "agree",
    "rounded": "rounded",
    "converted": "converted",
    "conflict": "conflict",
    "part-of": "part-of",
    "unclear": "unclear",
}


def judged(
    members: list[Member], group: list[tuple[int, Claim]], day: date
) -> tuple[Verdict, str]:
    """The verdict of one group and why."""
    indexes = {index for index, _ in group}
    if len(indexes) < 2:  # noqa: PLR2004  one article alone
        return "single-source", ""
    ties: list[Tie] = []
    noted = ""
    for at, (i, first) in enumerate(group):
        for j, second in group[at + 1 :]:
            if i == j:
                continue
            p, q = first.quantity, second.quantity
            if p.kind == "duration" and p.unit != q.unit:
                found: Tie = "rounded"
            elif p.kind == "count":
                found = tie(
                    stated(p)._replace(unit=""), stated(q)._replace(unit=""), day
                )
            else:
                found = tie(
                    stated(p),
                    stated(q)._replace(unit=p.unit)
                    if p.kind == "people"
                    else stated(q),
                    day,
                )
            if found == "conflict" and p.kind == "money":
                larger, smaller = (
                    (first, second) if p.value > q.value else (second, first)
                )
                if scope.explains(larger.quote, smaller.quote):
                    found = "part-of"
            ties.append(found)
            if found in {"rounded", "converted", "part-of", "conflict"}:
                noted = f"{compact(p.value, p.unit)} and {compact(q.value, q.unit)}"
    result = worst(ties)
    if result == "agree" and _independent(members, indexes) < 2:  # noqa: PLR2004  one origin
        return "agree", "copies of one text"
    if result == "conflict" and _rises(members, group):
        counts = sorted({claim.quantity.value for _, claim in group})
        told = ", then ".join(f"{count:,.0f}" for count in counts)
        return "superseded", f"counts that rose: {told}"
    if result == "conflict" and _settles(members, group):
        return "superseded", f"{noted}: estimates first, then a count"
    if result == "conflict" and _moves(group):
        return "unclear", f"{noted}: a market's figure, which moves"
    return _PUBLIC_VERDICT[result], noted


def _settles(members: list[Member], group: list[tuple[int, Claim]]) -> bool:
    """Whether all that count exactly agree and come after all that only estimate."""
    exact = [(i, c.quantity.value) for i, c in group if c.quantity.qualifier == "exact"]
    loose = [i for i, c in group if c.quantity.qualifier in LOOSE]
    if not loose or len(exact) + len(loose) < len(group):
        return False
    known = max(members[index].article.time for index in loose)
    counted = min((members[index].article.time for index, _ in exact), default=0)
    return len({value for _, value in exact}) == 1 and known < counted


def _moves(group: list[tuple[int, Claim]]) -> bool:
    """Whether the claims speak of a price, of which each moment has its own."""
    if group[0][1].quantity.kind != "money":
        return False
    told = sum(scope.level(c.quote) or thing(c.subject) for _, c in group)
    return 2 * told >= len(group)


_TOLLS = frozenset({"killed", "injured", "missing", "displaced", "arrested"})
VAGUE = "count of people"


def attribute(group: list[tuple[int, Claim]]) -> str:
    """What a group is called: what its claims are called, the plainest name first."""
    named = Counter(claim.what for _, claim in group if claim.what != VAGUE)
    return named.most_common(1)[0][0] if named else group[0][1].what


def _rises(members: list[Member], group: list[tuple[int, Claim]]) -> bool:
    """Whether counts of people only grow with time: a toll that rises."""
    if attribute(group) not in _TOLLS:
        return False
    ordered = sorted(group, key=lambda g: members[g[0]].article.time)
    values = [claim.quantity.value for _, claim in ordered]
    times = [members[index].article.time for index, _ in ordered]
    grows = all(a <= b for a, b in itertools.pairwise(values))
    return grows and times[-1] > times[0]
