"""What the outlets report, side by side: figures and deals, ready for a template."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import EXCERPT, NOTE, Link, web
from newsfold.publish.charts import Trail, trail
from newsfold.publish.organisations import linked
from newsfold.publish.summary import TITLE, language_of, naming, outlet_of
from newsfold.publish.weight import DEALS, FACTS, FIGURE, MAX_ROWS, within
from newsfold.publish.wording import (
    ROLES,
    VERDICTS,
    Chip,
    Span,
    When,
    amount,
    quantity,
    shorten,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.model import Deal, Figure, Member, Report

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

_MOVING = {"superseded", "conflict", "unclear"}
"""Verdicts of figures that are worth drawing over time."""
_BUYERS = 6
_PLACES = {"title": "headline", "excerpt": "summary", "body": "text"}

__all__ = ["DealRow", "FigureView", "Parties", "deals", "figures", "parties"]


class FigureRow(NamedTuple):
    """What one outlet reports for a figure."""

    outlet: str
    href: str
    value: str
    quote: tuple[Span, ...]
    """Its words, the value marked where it is known which they are."""
    language: str
    place: str
    """headline, summary or text"""
    when: When | None


class FigureView(NamedTuple):
    """One figure and its reports."""

    anchor: str
    what: str
    subject: str
    chip: Chip
    note: str
    rows: tuple[FigureRow, ...]
    agreed: str
    """The value that all agree on; empty where they do not."""
    outlets: tuple[str, ...]
    trail: Trail | None
    """The figure over time, where it moved."""


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
    buyers: tuple[Link, ...]
    partial: bool
    """Its words say that there are others."""
    target: Link | None
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
    return within(
        FACTS, (_figure(n, each, members) for n, each in enumerate(ranked, 1))
    )


def deals(
    found: Iterable[Deal], members: Mapping[str, Member], known: Mapping[str, str]
) -> tuple[DealRow, ...]:
    """A business event as each outlet tells it, as much as the page can carry.

    `known`: ids of organisations by key.
    """
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
        rows.append(
            DealRow(
                outlet=outlet_of(article) if article else deal.article,
                href=web(article.web_url) if article else "",
                kind=deal.kind,
                status=deal.status,
                buyers=linked(deal.buyer_or_investors[:_BUYERS], known),
                partial=deal.parties_partial,
                target=linked([deal.target], known)[0] if deal.target else None,
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


def _figure(number: int, figure: Figure, members: Mapping[str, Member]) -> FigureView:
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
                quote=_quoted(report, member),
                language=language_of(article) if article else "",
                place=_PLACES[report.place],
                when=when(article.time) if article else None,
            )
        )
    rows.sort(key=lambda row: row.when.iso if row.when else "")
    values = Counter(row.value for row in rows if row.value)
    outlets = tuple(dict.fromkeys(row.outlet for row in rows))
    verdict = figure.verdict
    if verdict == "agree" and len(outlets) == 1:
        verdict = "single-source"  # an outlet that repeats itself is no second source
    return FigureView(
        anchor=f"fact-{number}",
        what=naming(figure),
        subject=shorten(figure.subject, TITLE),
        chip=VERDICTS[verdict],
        note=shorten(figure.note, NOTE),
        rows=within(FIGURE, rows[:MAX_ROWS]),
        agreed=max(values, key=values.__getitem__)
        if values and verdict == "agree"
        else "",
        outlets=outlets[:MAX_ROWS],
        trail=_trail(figure, members) if verdict in _MOVING else None,
    )


def _quoted(report: Report, member: Member | None) -> tuple[Span, ...]:
    """The words that carry a report, the number in them marked.

    The claim that the report was made of says where in the article its number stands.
    """
    words = shorten(report.quote, EXCERPT)
    for claim in member.reading.claims if member else ():
        quantity_ = claim.quantity
        if (claim.start, claim.end, quantity_.field, quantity_.value) != (
            *(report.start, report.end, report.place, report.value),
        ):
            continue
        start, end = quantity_.start - claim.start, quantity_.end - claim.start
        if 0 <= start < end < len(words) or (0 <= start < end == len(report.quote)):
            pieces = (
                Span("same", words[:start]),
                Span("mark", words[start:end]),
                Span("same", words[end:]),
            )
            return tuple(piece for piece in pieces if piece.text)
    return (Span("same", words),)


def _unit(unit: str, what: str) -> str:
    """The unit, unless the figure is named after it."""
    return "" if what == f"count of {unit}" else unit


def _trail(figure: Figure, members: Mapping[str, Member]) -> Trail | None:
    told = [
        (report, members[report.article])
        for report in figure.reports
        if report.article in members
    ]
    return trail(figure, told)
