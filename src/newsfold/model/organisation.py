"""Organisations, and what articles say of them."""

from __future__ import annotations

from typing import Literal

from newsfold.model.base import Instant, Record
from newsfold.model.reading import DealKind, DealStatus, Qualifier

CellRole = Literal["target", "party", "subject"]


class Cell(Record, frozen=True, kw_only=True):
    """What one article says of an organisation in one respect, with the words."""

    organisation: str = ""
    """Its id; empty until the register has found it."""
    key: str
    """What its name is compared by."""
    name: str
    """As the article writes it."""
    story: str
    article: str
    at: Instant
    """As of when: the article's time."""
    role: CellRole
    """`target` of a deal, another `party` to it, or the `subject` of a claim."""
    what: str
    """`deal`, `sum`, `people`, `share`, `valuation`, `previous_round`, `revenue` … or
    a claim's attribute.
    """
    value: float | None = None
    unit: str = ""
    qualifier: Qualifier = "exact"
    kind: DealKind | Literal[""] = ""
    status: DealStatus | Literal[""] = ""
    others: tuple[str, ...] = ()
    """Who else the deal is with."""
    quote: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    certain: bool = True
    """Else it counts only where an organisation of that name is known otherwise."""


class Site(Record, frozen=True, kw_only=True):
    """Evidence that a domain is an organisation's own."""

    key: str
    domain: str
    article: str
    evidence: str


class Entries(Record, frozen=True, kw_only=True):
    """What one story says of organisations."""

    cells: tuple[Cell, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    """Keys that name one organisation in this story: the shorter, the longer."""
    sites: tuple[Site, ...] = ()


class Organisation(Record, frozen=True, kw_only=True):
    """An organisation, known by an id that it keeps whatever it is called."""

    id: str
    name: str
    """An editor's, else as it is written most often."""
    given: bool = False
    """Whether an editor named it."""
    seen: Instant = 0
    domain: str = ""
    evidence: str = ""
    """Why that is its domain."""
    aliases: tuple[str, ...] = ()
    """Other ways in which articles write it."""
    deals: int = 0
    """Stories that tell a deal of it."""
    latest: Instant = 0
    """As of when the last was said of it."""
