"""What all articles of a story tell of one business event."""

from __future__ import annotations

from newsfold.model.base import Instant, Record
from newsfold.model.reading import Amount, DealKind, DealStatus
from newsfold.model.story import PartiesVerdict, Verdict


class Dealing(Record, frozen=True, kw_only=True):
    """A deal as the articles of a story tell it together: what lists of deals show.

    Who and how much is what most articles say; copies are not counted.
    """

    story: str
    at: Instant
    """Time of the first article that tells it."""
    kind: DealKind
    status: DealStatus
    """By the latest article that tells it."""
    target: str = ""
    parties: tuple[str, ...] = ()
    """Buyers, investors, partners; the authority of a fine."""
    sums: tuple[Amount, ...] = ()
    """All different ones, the most told first."""
    usd: float | None = None
    """The first of them in US dollars at that day's reference rate."""
    share_percent: float | None = None
    people: int | None = None
    verdict: Verdict = "single-source"
    agreed: PartiesVerdict = "single-source"
    """Whether the articles name the same parties."""
    outlets: int = 1
    """That tell it."""
    article: str = ""
    """The first that tells the sum that is most told; the next three are its."""
    outlet: str = ""
    language: str = ""
    quote: str = ""
