"""What the outlets report, side by side: figures and deals, ready for a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import (
    EXCERPT,
    NOTE,
    TITLE,
    language_of,
    naming,
    outlet_of,
    web,
)
from newsfold.publish.weight import DEALS, FACTS, MAX_ROWS, within
from newsfold.publish.wording import (
    ROLES,
    VERDICTS,
    Chip,
    When,
    amount,
    quantity,
    shorten,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.model import Deal, Figure, Member

_RANKS = (
    "conflict",
    "unclear",
    "superseded",
    "part-of",
    "converted",
    "rounded",
    "agree",
    "single-source",
)
_SAME = 3
"""Rows of a figure that all agree on, before the rest is folded away."""

__all__ = ["DealRow", "FigureView", "Parties", "deals", "figures", "parties"]


class FigureRow(NamedTuple):
    """What one outlet reports for a figure."""

    outlet: str
    href: str
    value: str
    quote: str
    language: str
    place: str
    when: When | None


class FigureView(NamedTuple):
    """One figure and its reports."""

    what: str
    subject: str
    chip: Chip
    note: str
    rows: tuple[FigureRow, ...]
    more: tuple[FigureRow, ...]
    """Rows that only say the same again."""


class Parties(NamedTuple):
    """What the two sides of a business event are called; empty: there is no such."""

    giving: str
    taking: str


class DealRow(NamedTuple):
    """A business event as one outlet tells it."""

    outlet: str
    href: str
    kind: str
    status: str
    buyers: str
    target: str
    amount: str
    others: str
    quote: str
    language: str


def figures(
    found: Iterable[Figure], members: Mapping[str, Member]
) -> tuple[FigureView, ...]:
    """The figures of a story, what differs first, as many as its page can carry.

    `members`: the story's by article id.
    """
    ranked = sorted(found, key=lambda figure: _RANKS.index(figure.verdict))
    return within(FACTS, (_figure(each, members) for each in ranked))


def deals(found: Iterable[Deal], members: Mapping[str, Member]) -> tuple[DealRow, ...]:
    """A business event as each outlet tells it, as much as the page can carry."""
    rows = []
    for deal in found:
        member = members.get(deal.article)
        article = member.article if member else None
        others = [
            f"{amount_text} ({ROLES[other.role]})"
            for other in deal.other_amounts
            if (amount_text := quantity(other.value, other.currency))
        ]
        sums = [amount(deal.amount)]
        if deal.people is not None:
            sums.append(f"{deal.people:,} people")
        if deal.share_percent is not None:
            sums.append(quantity(deal.share_percent, "percent"))
        buyers = shorten(", ".join(deal.buyer_or_investors[:8]), TITLE)
        rows.append(
            DealRow(
                outlet=outlet_of(article) if article else deal.article,
                href=web(article.web_url) if article else "",
                kind=deal.kind,
                status=deal.status,
                buyers=f"{buyers} and others" if deal.parties_partial else buyers,
                target=shorten(deal.target or "", TITLE),
                amount=", ".join(text for text in sums if text),
                others=", ".join(others[:4]),
                quote=shorten(deal.quote, EXCERPT),
                language=language_of(article) if article else "",
            )
        )
    return within(DEALS, rows)


def parties(found: Sequence[Deal]) -> Parties:
    """What the two sides are called in events of these kinds."""
    kinds = {deal.kind for deal in found}
    if kinds <= {"fine", "settlement"}:
        return Parties("Authority or claimant", "Who pays")
    if kinds <= {"funding", "ipo"}:
        return Parties("Investors", "Company")
    if kinds <= {"partnership", "merger"}:
        return Parties("Partners", "Target")
    return Parties("Buyer", "Employer" if kinds == {"layoffs"} else "Target")


def _figure(figure: Figure, members: Mapping[str, Member]) -> FigureView:
    rows = []
    for report in figure.reports:
        member = members.get(report.article)
        article = member.article if member else None
        rows.append(
            FigureRow(
                outlet=outlet_of(article) if article else report.article,
                href=web(article.web_url) if article else "",
                value=quantity(
                    report.value, _unit(report.unit, figure.what), report.qualifier
                ),
                quote=shorten(report.quote, EXCERPT),
                language=language_of(article) if article else "",
                place=report.place,
                when=when(article.time) if article else None,
            )
        )
    rows.sort(key=lambda row: row.when.iso if row.when else "")
    shown = _SAME if figure.verdict == "agree" else MAX_ROWS
    return FigureView(
        what=naming(figure),
        subject=shorten(figure.subject, TITLE),
        chip=VERDICTS[figure.verdict],
        note=shorten(figure.note, NOTE),
        rows=tuple(rows[:shown]),
        more=tuple(rows[shown:MAX_ROWS]),
    )


def _unit(unit: str, what: str) -> str:
    """The unit, unless the figure is named after it."""
    return "" if what == f"count of {unit}" else unit
