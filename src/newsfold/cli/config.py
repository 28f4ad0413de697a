"""`newsfold config`."""

from __future__ import annotations

import json
import os

import click

from newsfold.cli.session import Session, table, with_globals


@click.group("config", short_help="Show the settings.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Show the settings that are in force.

    \b
    Example:
      newsfold config show --origin
      newsfold config show --json
    """


@command.command("show")
@click.option("--origin", is_flag=True, help="Also where each comes from.")
@with_globals
def show(session: Session, *, origin: bool) -> None:
    """Show every setting with its value and, with --origin, where it comes from.

    An origin is default, file (newsfold.toml) or the name of a variable.  The hub's
    database is left alone.

    \b
    Example:
      newsfold config show --origin
    """
    from newsfold import config

    settings, origins, warnings = config.load(session.hub_path(), os.environ)
    for warning in warnings:
        session.note(f"warning: {warning}")
    data = [
        {
            "name": leaf.name,
            "value": config.value_of(settings, leaf.name),
            "origin": origins.get(leaf.name, "default"),
            "variable": leaf.variable,
        }
        for leaf in config.leaves()
    ]
    heads = ("setting", "value", *(("origin",) if origin else ()))
    session.answer(
        data,
        lambda: table(
            heads,
            (
                (
                    row["name"],
                    json.dumps(row["value"], ensure_ascii=False),
                    *((row["origin"],) if origin else ()),
                )
                for row in data
            ),
        ),
    )
