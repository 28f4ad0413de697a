"""`newsfold forget`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals


@click.command("forget", short_help="Remove an article and all traces of it.")
@click.argument("names", metavar="URL|ID...", nargs=-1, required=True)
@with_globals
def command(session: Session, names: tuple[str, ...]) -> None:
    """Remove articles, by URL or id, with all that was made of them, for good.

    Text, revisions, copies, records, pages and search entries go; stories they stood
    in are written anew, or withdrawn.  Only a hash of the address is kept, so that
    the article is never taken in again.  Backups, and folders that 'build --out'
    wrote, keep what they hold.

    \b
    Example:
      newsfold forget https://quay.example/ferry
    """
    with session.open_hub() as hub:
        forgotten = hub.forget(names, progress=session.progress)
    session.answer(
        {"forgotten": forgotten},
        lambda: (
            f"forgotten: {', '.join(forgotten)}"
            if forgotten
            else "forgotten before; the database was written anew"
        ),
    )
