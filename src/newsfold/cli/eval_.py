"""`newsfold eval`."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from newsfold.cli.session import Session, with_globals
from newsfold.errors import InputError

_SUITES = (
    "pages",
    "stories",
    "copies",
    "deals",
    "figures",
    "novelty",
    "heat",
    "topics",
)


@click.command("eval", short_help="Measure a stage on labelled data.")
@click.argument("suite", type=click.Choice(_SUITES))
@click.argument("data", metavar="DATA")
@with_globals
def command(session: Session, suite: str, data: str) -> None:
    """Measure SUITE on the labelled data at DATA and print the figures.

    What the data looks like: docs/reference/evaluation.md.

    \b
    Example:
      newsfold eval stories ../shared/data
    """
    path = Path(data)
    if not path.exists():
        message = f"there is no data at {path}; see docs/reference/evaluation.md"
        raise InputError(message)
    module = importlib.import_module(f"newsfold.evaluate.{suite}")
    with session.working(suite):
        figures: dict[str, Any] = module.evaluate(path)
    session.answer(figures, lambda: "\n".join(_lines(figures, "")))


def _lines(figures: dict[str, Any], margin: str) -> list[str]:
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{margin}{name}", *_lines(value, margin + "  ")]
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            lines.append(f"{margin}{name:<{max(1, 34 - len(margin))}} {shown}")
    return lines
