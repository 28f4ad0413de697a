"""`newsfold init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsfold.cli.session import Session, new_folder, table, with_globals
from newsfold.sources import packs

if TYPE_CHECKING:
    from newsfold.model import Source


@click.command("init", short_help="Make a new hub.")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option(
    "--pack",
    "chosen",
    metavar="NAME",
    multiple=True,
    help=f"Watch the feeds of a starter pack: {', '.join(packs.names())}.",
)
@click.option("--list-packs", is_flag=True, help="Show the packs, and make no hub.")
@with_globals
def command(
    session: Session, folder: str, *, chosen: tuple[str, ...], list_packs: bool
) -> None:
    """Make DIR (default: the current folder) a hub.

    It gets a newsfold.toml in which every setting stands as a comment, a sources.opml
    and a database.  With --pack (more than once, if you like) it watches well-known
    feeds on a subject from the start; without, it watches nothing yet.

    \b
    Example:
      newsfold init my-hub
      newsfold init my-hub --pack climate --pack science
      newsfold --hub my-hub run --once
    """
    if list_packs:
        _show_packs(session)
        return
    from newsfold.hub import Hub

    # What is wrong in the call is said before anything is made.
    sources = [source for name in chosen for source in packs.pack(name)]
    now = session.moment()
    with new_folder(folder) as path:
        Hub.create(path)
        with Hub.open(path, now=now) as hub:
            watched = hub.watch(sources)
    first = "" if watched else f"newsfold --hub {folder} add URL, then "
    session.answer(
        {"hub": str(path), "sources": watched},
        lambda: (
            f"{path} is a hub now, with {watched or 'no'} feeds.\n"
            f"Next: {first}newsfold --hub {folder} run --once"
        ),
    )


def _show_packs(session: Session) -> None:
    found = {name: packs.pack(name) for name in packs.names()}
    session.answer(
        [
            {"pack": name, "feeds": [_feed(source) for source in sources]}
            for name, sources in found.items()
        ],
        lambda: table(
            ("pack", "feed", "address"),
            [
                (name, source.title, source.url)
                for name, sources in found.items()
                for source in sources
            ],
        ),
    )


def _feed(source: Source) -> dict[str, str]:
    return {"title": source.title, "site": source.site, "url": source.url}
