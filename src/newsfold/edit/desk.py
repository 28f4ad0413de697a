"""The desk: which decision holds, and what decisions ask of the folding.

Pure functions on decisions in the order in which they were made.  That order alone says
which is the later: a decision's time is what the clock showed, and clocks are set back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsfold.model import Decision

__all__ = ["FOLDING", "STATES", "Constraints", "constraints", "in_force"]

FOLDING = ("merge", "split", "pin", "lead")
"""Kinds of decision that say how articles are folded."""

STATES = ("usable", "withheld", "cancelled")
"""Kinds that say whether a story goes out, the stricter later."""


class Constraints(Record, frozen=True, kw_only=True):
    """What editors ask of the folding."""

    held: frozenset[str] = frozenset()
    """Stories that an editor had in hand: new articles may join them, but none of
    theirs leaves, and they become no part of another, unless an editor says so.
    """
    leads: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults
    """Story → the article that leads it."""


def in_force(decisions: Iterable[Decision]) -> Decision | None:
    """The decision on publishing that holds among those on one subject.

    A person's wins over the policy's however old it is; among equals the last made.
    None where nobody has decided; decisions on folding are passed over.
    """
    states = [decision for decision in decisions if decision.kind in STATES]
    states.sort(key=_by_person)
    return states[-1] if states else None


def constraints(
    decisions: Iterable[Decision], merged: Mapping[str, str] | None = None
) -> Constraints:
    """What all decisions on folding ask for, the later ones undoing the earlier.

    `merge`: story `subject` took in story `value`.  `split`: article `value` left story
    `subject`.  `pin`: article `subject` stays in story `value`.  `lead`: article
    `subject` leads story `value`.  An article is pinned to one story at most and leads
    one at most; an empty `value` lifts a pin or a lead.  `merged`: ids that stories had
    which are no more, with the living one that each answers as.
    """
    now = merged or {}
    held: set[str] = set()
    pins: dict[str, str] = {}
    leads: dict[str, str] = {}
    for decision in sorted(decisions, key=_by_person):
        one = now.get(decision.subject, decision.subject)
        other = now.get(decision.value, decision.value)
        if decision.kind == "merge":
            held.add(one)
        elif decision.kind == "split":
            held.add(one)
            pins.pop(other, None)
            _leave(leads, other)
        elif decision.kind == "pin":
            pins.pop(one, None)
            if other:
                pins[one] = other
                if leads.get(other) != one:
                    _leave(leads, one)
        elif decision.kind == "lead":
            _leave(leads, one)
            if other:
                leads[other] = one
    return Constraints(held=frozenset((*held, *pins.values(), *leads)), leads=leads)


def _by_person(decision: Decision) -> bool:
    """Sorts people's decisions after the policy's, else as they were made."""
    return decision.by == "person"


def _leave(leads: dict[str, str], article: str) -> None:
    for story in [story for story, lead in leads.items() if lead == article]:
        del leads[story]
