"""Organisations as their pages show them: what was said, by whom and when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from newsfold.publish import as_json
from newsfold.publish.card import Link, story_path, web
from newsfold.publish.charts import Trail, course
from newsfold.publish.summary import NAME
from newsfold.publish.weight import HOLDINGS, within
from newsfold.publish.wording import ROLES, When, quantity, shorten
from newsfold.publish.wording import when as worded
from newsfold.text.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.model import Cell, Dealing, Dossier, Organisation, Summary

__all__ = [
    "COLUMNS",
    "ORGANISATIONS_PAGE",
    "CellRow",
    "Holding",
    "OrganisationLine",
    "holding",
    "keys",
    "keys_of",
    "lines",
    "linked",
    "organisation_path",
    "organisations_path",
    "others",
    "rows",
]

ORGANISATIONS_PAGE = 60
"""Organisations on one page of their list."""
COLUMNS = (
    "organisation",
    "name",
    "domain",
    "asOfDateTime",
    "role",
    "what",
    "value",
    "unit",
    "qualifier",
    "kind",
    "status",
    "others",
    "quote",
    "provider",
    "story",
    "article",
    "webUrl",
)
_QUOTE, _OTHERS, _ALIASES = 200, 90, 6
_DRAWN = {"sum": "sum", "valuation": "valuation"}
_WHATS = {
    "sum": "Sum of the deal",
    "people": "People",
    "share": "Share",
    "deal": "Deal",
}


class CellRow(NamedTuple):
    """What one article says."""

    when: When
    what: str
    value: str
    deal: str
    """Kind and state of the deal, and the part in it; empty for other figures."""
    others: tuple[Link, ...]
    quote: str
    language: str
    outlet: str
    href: str
    story_href: str


class Holding(NamedTuple):
    """All that an organisation's page shows."""

    id: str
    name: str
    aliases: str
    domain: str
    domain_href: str
    evidence: str
    seen: When
    deals: int
    chart: Trail | None
    told: tuple[CellRow, ...]
    """Of its deals."""
    figures: tuple[CellRow, ...]
    more: int


class OrganisationLine(NamedTuple):
    """An organisation in the list."""

    name: str
    href: str
    aliases: str
    domain: str
    deals: int
    latest: When


def organisation_path(name: str) -> str:
    """Where an organisation's page stands."""
    return f"organisations/{name}.html"


def organisations_path(number: int) -> str:
    """Where the pages of the list stand."""
    if number == 1:
        return "organisations.html"
    return f"organisations/page-{number}.html"


def lines(found: Iterable[Organisation]) -> tuple[OrganisationLine, ...]:
    """The rows of the list."""
    return tuple(
        OrganisationLine(
            name=shorten(one.name, NAME),
            href=organisation_path(one.id),
            aliases=_aliases(one),
            domain=one.domain,
            deals=one.deals,
            latest=worded(one.latest),
        )
        for one in found
    )


def holding(
    one: Organisation,
    cells: Sequence[Cell],
    *,
    stories: Mapping[str, Summary],
    known: Mapping[str, str],
) -> Holding:
    """An organisation with what is said of it, the latest first, as much as fits.

    `stories`: those of the cells, by id; `known`: ids of organisations by key.
    """
    told = [_row(cell, stories, known) for cell in cells if cell.role != "subject"]
    figures = [_row(cell, stories, known) for cell in cells if cell.role == "subject"]
    deals = within(HOLDINGS, told)
    rest = within(HOLDINGS // 3, figures)
    return Holding(
        id=one.id,
        name=shorten(one.name, NAME),
        aliases=_aliases(one),
        domain=one.domain,
        domain_href=web(f"https://{one.domain}/") if one.domain else "",
        evidence=shorten(one.evidence, _QUOTE),
        seen=worded(one.seen),
        deals=one.deals,
        chart=_chart(one, cells),
        told=deals,
        figures=rest,
        more=len(cells) - len(deals) - len(rest),
    )


def keys_of(dossier: Dossier) -> tuple[str, ...]:
    """Keys of the organisations that a story's deals name."""
    deals = dossier.comparison.deals if dossier.comparison else ()
    named = (n for d in deals for n in (d.target or "", *d.buyer_or_investors))
    return tuple(dict.fromkeys(key(name) for name in named if name))


def keys(deal: Dealing) -> tuple[str, ...]:
    """Keys of the organisations that a deal names."""
    return tuple(key(name) for name in (deal.target, *deal.parties) if name)


def others(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Keys of those that deals are with."""
    return tuple(dict.fromkeys(key(name) for cell in cells for name in cell.others))


def linked(names: Iterable[str], known: Mapping[str, str]) -> tuple[Link, ...]:
    """Names, each with the page of its organisation where there is one."""
    return tuple(
        Link(
            shorten(name, NAME),
            organisation_path(known[key(name)]) if key(name) in known else "",
        )
        for name in names
    )


def rows(pairs: Iterable[tuple[Organisation, Cell]]) -> Iterable[dict[str, Any]]:
    """One object a cell, with the keys of `COLUMNS`."""
    for one, cell in pairs:
        of = {"organisation": one.id, "name": "", "domain": one.domain or None}
        yield of | as_json.cell(cell) | {"name": one.name}


def _row(
    cell: Cell, stories: Mapping[str, Summary], known: Mapping[str, str]
) -> CellRow:
    story = stories.get(cell.story)
    part = "" if cell.role == "target" else ", as a party"
    return CellRow(
        when=worded(cell.at),
        what=_what(cell),
        value=quantity(cell.value, _unit(cell), cell.qualifier),
        deal=f"{cell.kind}, {cell.status}{part}" if cell.kind else "",
        others=linked(cell.others[:_ALIASES], known),
        quote=shorten(cell.quote, _QUOTE),
        language=cell.language
        if cell.language.isascii() and cell.language.replace("-", "").isalnum()
        else "",
        outlet=shorten(cell.outlet, NAME),
        href=web(cell.url),
        story_href=story_path(story) if story else "",
    )


def _what(cell: Cell) -> str:
    if cell.role != "subject":
        name = _WHATS.get(cell.what) or ROLES.get(cell.what, cell.what)
    else:
        name = cell.what.removeprefix("count of ").replace("_", " ")
    return shorten(name[:1].upper() + name[1:], NAME)


def _unit(cell: Cell) -> str:
    return "" if cell.what == f"count of {cell.unit}" else cell.unit


def _aliases(one: Organisation) -> str:
    return shorten(", ".join(one.aliases[:_ALIASES]), 2 * NAME)


def _chart(one: Organisation, cells: Sequence[Cell]) -> Trail | None:
    """Its deals' sums and valuations over time, in the currency that most are in.

    What several articles of a story tell alike is drawn once, where the first tells it.
    """
    drawn = [
        cell
        for cell in cells
        if cell.role == "target" and cell.what in _DRAWN and cell.value is not None
    ]
    units = Counter(cell.unit for cell in drawn)
    if not units:
        return None
    unit = units.most_common(1)[0][0]
    first: dict[tuple[str, str, float], Cell] = {}
    for cell in sorted(drawn, key=lambda c: c.at):
        if cell.unit == unit and cell.value is not None:
            first.setdefault((cell.story, cell.what, cell.value), cell)
    told = [
        (
            cell.at,
            cell.value or 0.0,
            f"{_DRAWN[cell.what]} {quantity(cell.value, unit)}",
            f"{worded(cell.at).full}, {cell.outlet}: {_DRAWN[cell.what]} of "
            f"{quantity(cell.value, unit, cell.qualifier)}",
        )
        for cell in first.values()
    ]
    name = shorten(one.name, NAME)
    return course(told, unit, of=f"Sums and valuations of {name}")
