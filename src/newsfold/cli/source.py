"""`newsfold source`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals


@click.command("source", short_help="Pause, resume or remove a source.")
@click.argument("action", type=click.Choice(["pause", "resume", "remove"]))
@click.argument("url")
@with_globals
def command(session: Session, action: str, url: str) -> None:
    """Pause, resume or remove the source at URL.  Its articles stay.

    \b
    Example:
      newsfold source pause https://www.theguardian.com/world/rss
    """
    with session.open_hub() as hub:
        hub.change_source(url, action)
    session.answer({"source": url, "action": action}, lambda: f"{action}d {url}")
