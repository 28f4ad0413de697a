"""What a page says of itself, gathered before anything is believed.

Readers offer values under the name of the evidence they come from, the most trusted
first; the page's fields are then chosen from what was offered.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

__all__ = ["Evidence", "Offer"]

_MOST_OFFERS = 40
"""Offers kept for one field."""


class Offer(NamedTuple):
    """One value for a field and the evidence that it comes from."""

    value: str
    origin: str
    """`json-ld`, `opengraph`, `meta`, `microdata`, `time`, `heading` …"""


class Evidence:
    """Offers by field, in the order in which they were made."""

    def __init__(self) -> None:
        self._offers: dict[str, list[Offer]] = defaultdict(list)

    def offer(self, field: str, value: str, origin: str) -> None:
        """Note that `origin` gives `value` for `field`; blank values are dropped."""
        value = value.strip()
        known = self._offers[field]
        if value and len(known) < _MOST_OFFERS:
            known.append(Offer(value, origin))

    def of(self, field: str, *origins: str) -> list[Offer]:
        """What was offered for `field`: by these origins in this order, or by any."""
        known = self._offers.get(field, [])
        if not origins:
            return known
        return [
            offer for origin in origins for offer in known if offer.origin == origin
        ]

    def first(self, field: str, *origins: str) -> Offer | None:
        """The first offer for `field`: by these origins in this order, or by any."""
        return next(iter(self.of(field, *origins)), None)
