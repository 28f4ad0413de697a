"""`newsfold org`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals

_reason = click.option("--reason", default="", help="Why; it is kept in the log.")


@click.group("org", short_help="Merge, rename or split organisations, by hand.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Say which names are one organisation, and what it is called.  It holds through
    every rerun; 'newsfold list organisations' has the ids.

    \b
    Example:
      newsfold org merge o1f2e3d4c5b6a o6a5b4c3d2e1f --reason "one company"
      newsfold org rename o1f2e3d4c5b6a "Silk Quay Capital"
    """


@command.command("merge", short_help="Make two organisations one.")
@click.argument("organisation", metavar="ORG")
@click.argument("other", metavar="OTHER")
@_reason
@with_globals
def merge(session: Session, organisation: str, other: str, reason: str) -> None:
    """Let ORG take in OTHER, whose names and id mean ORG from then on.

    \b
    Example:
      newsfold org merge o1f2e3d4c5b6a o6a5b4c3d2e1f
    """
    with session.open_hub() as hub:
        kept = hub.merge_organisations(organisation, other, reason)
    session.answer(
        {"organisation": kept, "merged": other},
        lambda: f"{other} is part of {kept} now",
    )


@command.command("rename", short_help="Call an organisation otherwise.")
@click.argument("organisation", metavar="ORG")
@click.argument("name", metavar="NAME")
@_reason
@with_globals
def rename(session: Session, organisation: str, name: str, reason: str) -> None:
    """Call ORG by NAME, whatever articles write.

    \b
    Example:
      newsfold org rename o1f2e3d4c5b6a "Silk Quay Capital"
    """
    with session.open_hub() as hub:
        kept = hub.rename_organisation(organisation, name, reason)
    session.answer(
        {"organisation": kept, "name": name}, lambda: f"{kept} is called {name} now"
    )


@command.command("split", short_help="Make one of its names another organisation.")
@click.argument("organisation", metavar="ORG")
@click.argument("name", metavar="NAME")
@_reason
@with_globals
def split(session: Session, organisation: str, name: str, reason: str) -> None:
    """Let NAME, which articles call ORG by, mean an organisation of its own.

    \b
    Example:
      newsfold org split o1f2e3d4c5b6a "Silk Quay Ventures"
    """
    with session.open_hub() as hub:
        new = hub.split_organisation(organisation, name, reason)
    session.answer(
        {"organisation": organisation, "new": new},
        lambda: f"{new} is split from {organisation}",
    )
