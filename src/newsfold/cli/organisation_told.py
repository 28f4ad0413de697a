"""An organisation for people and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsfold.cli.session import safe
from newsfold.publish import as_json
from newsfold.publish.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Cell, Organisation

__all__ = ["organisation_json", "organisation_told"]


def organisation_json(one: Organisation, cells: Sequence[Cell]) -> dict[str, Any]:
    """An organisation with all that is said of it."""
    return {**as_json.organisation(one), "cells": [as_json.cell(c) for c in cells]}


def organisation_told(one: Organisation, cells: Sequence[Cell]) -> str:
    """The same, the latest first, each with its words and who wrote them."""
    return safe(_lines(one, cells))


def _lines(one: Organisation, cells: Sequence[Cell]) -> Iterator[str]:
    yield f"{one.id}  {one.name}"
    if one.aliases:
        yield f"  also written {', '.join(one.aliases)}"
    if one.domain:
        yield f"  {one.domain}: {one.evidence}"
    plural = "" if one.deals == 1 else "s"
    yield f"  {one.deals} deal{plural}, first seen {as_json.time(one.seen)}"
    for heading, chosen in (
        ("deals", [cell for cell in cells if cell.role != "subject"]),
        ("figures", [cell for cell in cells if cell.role == "subject"]),
    ):
        if chosen:
            yield f"  {heading}:"
        for cell in chosen:
            yield f"    {as_json.time(cell.at)}  {_told(cell)}"
            yield f"      {cell.outlet}: “{cell.quote}” ({cell.article}, {cell.story})"


def _told(cell: Cell) -> str:
    value = quantity(cell.value, cell.unit, cell.qualifier)
    parts = [
        cell.what,
        value,
        f"{cell.kind}, {cell.status}" if cell.kind else "",
        "as a party" if cell.role == "party" else "",
        f"with {', '.join(cell.others)}" if cell.others else "",
    ]
    return "; ".join(part for part in parts if part)
