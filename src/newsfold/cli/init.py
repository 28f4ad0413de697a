"""`newsfold init`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, new_folder, with_globals


@click.command("init", short_help="Make a new hub.")
@click.argument("folder", metavar="[DIR]", default=".")
@with_globals
def command(session: Session, folder: str) -> None:
    """Make DIR (default: the current folder) a hub.

    It gets a newsfold.toml in which every setting stands as a comment, an empty
    sources.opml and a database.

    \b
    Example:
      newsfold init my-hub
      newsfold --hub my-hub add https://www.theguardian.com/world/rss
      newsfold --hub my-hub run --once
    """
    from newsfold.hub import Hub

    with new_folder(folder) as path:
        Hub.create(path)
    session.answer(
        {"hub": str(path)},
        lambda: (
            f"{path} is a hub now.\nNext: newsfold --hub {folder} add URL, "
            f"then newsfold --hub {folder} run --once"
        ),
    )
