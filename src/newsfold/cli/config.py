"""`newsfold config`."""

from __future__ import annotations

import json

import click

from newsfold.cli.session import Session, table, with_globals


@click.group("config", short_help="Show the settings.")
def command() -> None:
    """Show the settings that are in force."""


@command.command("show")
@click.option("--origin", is_flag=True, help="Also where each comes from.")
@with_globals
def show(session: Session, *, origin: bool) -> None:
    """Show every setting with its value and, with --origin, where it comes from.

    \b
    Example:
      newsfold config show --origin
    """
    from newsfold import config

    with session.open_hub() as hub:
        data = [
            {
                "name": leaf.name,
                "value": config.value_of(hub.settings, leaf.name),
                "origin": hub.origins.get(leaf.name, "default"),
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
                    json.dumps(row["value"]),
                    *((row["origin"],) if origin else ()),
                )
                for row in data
            ),
        ),
    )
