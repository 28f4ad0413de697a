"""What a statement covers, by its words: one event or a total, a fact or a plan, a sum
or the level of a price.

Two values that differ in what they cover contradict each other in nothing.
"""

from __future__ import annotations

import re

__all__ = ["explains", "level", "planned", "total"]

_TOTAL = re.compile(
    r"\b(?:this (?:year|month|week)|so far|in (?:total|all)|altogether|overall|to date"
    r"|since|total(?:s|l?ed|l?ing)?|brings? (?:its|the|their) total"
    r"|includ(?:es|ing) (?:debt|earlier|previous)|with debt|combined|cumulative\w*"
    r"|insgesamt|seit|einschließlich|au total|depuis|dette comprise|en total"
    r"|deuda incluida|no total|in totale|всего)\b|累计|合计|共计|累計|合計",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:tranche|first (?:close|part|stage|phase)|initial(?:ly)?(?! public)"
    r"|upfront|up front|(?:excluding|without|before|net of) debt"
    r"|equity (?:value|price|portion)|extension|ohne Schulden"
    r"|hors dette|sin deuda)\b|首期",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:may|might|could|would|should|plans?|planned|planning|expect(?:s|ed)|aims?"
    r"|wants?|hopes?|seeks?|if|könnten?|soll(?:en)?|pourrait|podría|poderia|potrebbe)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:prices?|priced|trad(?:es?|ed|ing)|consolidat\w+|resistance|support|ceiling"
    r"|all-time high|(?:per|a) (?:barrel|ounce|share|coin|tonne|ton|kilo|token)"
    r"|(?:jump|climb|rise|r[io]se|fall|fell|drop|slip|surge|plunge|tumble|recover|rall[iy]"
    r"|return)\w*(?: back)? (?:to|above|below|past|under)|tops?|topped|retakes?"
    r"|reclaims?|hovers?|stopped at|stuck at|holds? (?:at|above)|maintain\w*)\b",
    re.IGNORECASE,
)


def total(words: str) -> bool:
    """Whether they speak of a sum over time or of all parts together."""
    return bool(_TOTAL.search(words))


def planned(words: str) -> bool:
    """Whether they speak of what may be, not of what is."""
    return bool(_PLANNED.search(words))


def level(words: str) -> bool:
    """Whether they speak of a price or rate that moves."""
    return bool(_LEVEL.search(words))


def explains(larger: str, smaller: str) -> bool:
    """Whether the words of two sums tell that the smaller is a part of the larger."""
    if total(larger) != total(smaller):
        return total(larger)
    return bool(_PART.search(smaller)) and not _PART.search(larger)
