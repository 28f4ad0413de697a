"""The desk: which decision holds, and what decisions ask of the folding.

Pure functions on decisions in the order in which they were made.  That order alone says
which is the later: a decision's time is what the clock showed, and clocks are set back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Decision

__all__ = ["Constraints", "constraints", "in_force"]

_STATES = frozenset({"usable", "withheld", "cancelled"})


class Constraints(Record, frozen=True, kw_only=True):
    """What editors ask of the folding; ids of stories and articles."""

    together: tuple[tuple[str, str], ...] = ()
    """Must-link: pairs of a story and the story or article that belongs to it."""
    apart: tuple[tuple[str, str], ...] = ()
    """Cannot-link: pairs of a story and what must not be in it."""
    pins: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults
    """Article → the one story that it stays in."""
    leads: dict[str, str] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults
    """Story → the article that leads it."""


def in_force(decisions: Iterable[Decision]) -> Decision | None:
    """The decision on publishing that holds among those on one subject.

    A person's wins over the policy's however old it is; among equals the last made.
    None where nobody has decided; decisions on folding are passed over.
    """
    states = [decision for decision in decisions if decision.kind in _STATES]
    states.sort(key=_by_person)
    return states[-1] if states else None


def constraints(decisions: Iterable[Decision]) -> Constraints:
    """What all decisions on folding ask for, the later ones undoing the earlier.

    `merge`: story `subject` takes in story `value`.  `split`: what `value` names leaves
    story `subject`.  `pin`: article `subject` stays in story `value`.  `lead`: article
    `subject` leads story `value`.  A split undoes the merge or pin of the same pair,
    and either of those undoes a split; an article is pinned to one story at most; an
    empty `value` lifts a pin or a lead.
    """
    ordered = sorted(decisions, key=_by_person)
    together: dict[frozenset[str], tuple[str, str]] = {}
    apart: dict[frozenset[str], tuple[str, str]] = {}
    pins: dict[str, str] = {}
    leads: dict[str, str] = {}
    for decision in ordered:
        one, other = decision.subject, decision.value
        pair = frozenset((one, other))
        if decision.kind == "merge":
            apart.pop(pair, None)
            together[pair] = (one, other)
        elif decision.kind == "split":
            together.pop(pair, None)
            apart[pair] = (one, other)
            if pins.get(other) == one:
                del pins[other]
        elif decision.kind == "pin":
            together.pop(frozenset((one, pins.pop(one, ""))), None)
            if other:
                apart.pop(pair, None)
                pins[one] = other
                together[pair] = (other, one)
        elif decision.kind == "lead":
            _leave(leads, one)
            if other:
                leads[other] = one
    return Constraints(
        together=tuple(together.values()),
        apart=tuple(apart.values()),
        pins=pins,
        leads=leads,
    )


def _by_person(decision: Decision) -> bool:
    """Sorts people's decisions after the policy's, else as they were made."""
    return decision.by == "person"


def _leave(leads: dict[str, str], article: str) -> None:
    for story in [story for story, lead in leads.items() if lead == article]:
        del leads[story]
