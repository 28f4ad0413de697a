"""The deals of all stories, ready for a template: one row a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args
from urllib.parse import quote, urlencode

from newsfold.model import DealKind, DealStatus
from newsfold.publish.card import Link, story_path
from newsfold.publish.organisations import linked
from newsfold.publish.summary import NAME, language_of
from newsfold.publish.wording import VERDICTS, Chip, When, amount, quantity, shorten
from newsfold.publish.wording import when as worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsfold.model import Dealing, Summary

__all__ = [
    "DEALS_PAGE",
    "KINDS",
    "STATUSES",
    "Asked",
    "DealLine",
    "Kind",
    "deal_lines",
    "deals_path",
    "kind_links",
]

DEALS_PAGE = 25
"""Deals on one page."""
KINDS: tuple[str, ...] = get_args(DealKind)
STATUSES: tuple[str, ...] = get_args(DealStatus)
_TITLE, _QUOTE, _PARTY, _SUMS, _PARTIES = 110, 160, 90, 3, 3


class Asked(NamedTuple):
    """What a reader filters deals by, as typed; empty for all."""

    kind: str = ""
    status: str = ""
    org: str = ""
    over: str = ""
    since: str = ""

    def href(self, number: int) -> str:
        """Where a page of what is asked for stands on a server."""
        asked = {name: value for name, value in self._asdict().items() if value}
        page = {"page": str(number)} if number > 1 else {}
        query = urlencode(asked | page)
        return f"deals.html?{query}" if query else "deals.html"


class Kind(NamedTuple):
    """A kind of deal, where its deals stand, and how many there are."""

    name: str
    href: str
    deals: int


class DealLine(NamedTuple):
    """A deal in the list."""

    when: When
    kind: str
    status: str
    target: Link | None
    parties: tuple[Link, ...]
    sums: str
    chip: Chip | None
    outlet: str
    outlets: int
    quote: str
    language: str
    title: str
    title_language: str
    href: str


def deal_lines(
    found: Sequence[tuple[Dealing, Summary]], known: Mapping[str, str]
) -> tuple[DealLine, ...]:
    """The rows, in the order given.  `known`: ids of organisations by key."""
    return tuple(
        DealLine(
            when=worded(deal.at),
            kind=deal.kind,
            status=deal.status,
            target=linked([deal.target], known)[0] if deal.target else None,
            parties=linked(deal.parties[:_PARTIES], known),
            sums=_sums(deal),
            chip=None if deal.verdict == "single-source" else VERDICTS[deal.verdict],
            outlet=shorten(deal.outlet, NAME),
            outlets=deal.outlets,
            quote=shorten(deal.quote, _QUOTE),
            language=_tag(deal.language),
            title=shorten(told.lead.title, _TITLE),
            title_language=language_of(told.lead),
            href=quote(story_path(told)),
        )
        for deal, told in found
    )


def deals_path(kind: str, number: int) -> str:
    """Where the pages of all deals, or of those of a kind, stand."""
    if kind:
        return f"deals/{kind}{f'-page-{number}' if number > 1 else ''}.html"
    return f"deals/{number}.html" if number > 1 else "deals.html"


def kind_links(kinds: Mapping[str, int]) -> tuple[Kind, ...]:
    """The kinds that there are deals of, in the order given."""
    return tuple(Kind(kind, deals_path(kind, 1), n) for kind, n in kinds.items())


def _sums(deal: Dealing) -> str:
    found = [amount(sum_) for sum_ in deal.sums[:_SUMS]]
    if deal.people is not None:
        found.append(f"{deal.people:,} people")
    if deal.share_percent is not None:
        found.append(quantity(deal.share_percent, "percent"))
    return shorten(", ".join(text for text in found if text), _PARTY)


def _tag(language: str) -> str:
    """A language where it can stand in an attribute."""
    return (
        language if language.isascii() and language.replace("-", "").isalnum() else ""
    )
