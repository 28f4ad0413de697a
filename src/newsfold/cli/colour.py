"""Colours of the few words that one looks for: verdicts and states."""

from __future__ import annotations

import os
import sys

import click

__all__ = ["COLUMNS", "coloured"]

COLUMNS = frozenset({"verdict", "state"})
"""Columns of a table whose cells are such words."""

_COLOURS = {
    "agree": "green",
    "rounded": "green",
    "converted": "green",
    "conflict": "red",
    "superseded": "yellow",
    "part-of": "yellow",
    "subset": "yellow",
    "unclear": "yellow",
    "paused": "yellow",
    "gone": "red",
    "usable": "green",
    "withheld": "yellow",
    "cancelled": "red",
    "good": "green",
    "bad": "red",
}


def coloured(text: str, word: str = "") -> str:
    """`text` in the colour of `word` (its own, unless one is given).

    As it is where there is none, on a pipe, and where NO_COLOR is set
    (https://no-color.org).
    """
    colour = _COLOURS.get(word or text.strip())
    if colour is None or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, fg=colour)
