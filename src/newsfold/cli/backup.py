"""`newsfold backup`."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from newsfold.cli.session import Session, with_globals


@click.command("backup", short_help="Copy a hub, also while a run goes on.")
@click.argument("target", metavar="DIR")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Remove all backups in DIR but the latest N.",
)
@with_globals
def command(session: Session, target: str, keep: int | None) -> None:
    """Copy the hub into a new folder in DIR, named after the moment.

    It holds the database, settings, sources, topics, theme and pictures, and is a hub:
    open it with --hub, or put it where the hub was; 'newsfold build' then makes
    records and site anew.  The key of sealed records is not in it.

    \b
    Example:
      newsfold backup /srv/backups --keep 7
      newsfold --hub /srv/backups/newsfold-20260301T040000Z doctor
    """
    with session.open_hub() as hub:
        made = hub.backup(Path(target).expanduser().resolve(), keep=keep or 0)
    session.answer(
        msgspec.to_builtins(made),
        lambda: (
            f"{made.path}: {made.bytes / 1e6:.1f} MB"
            + (f"; {len(made.removed)} older removed" if made.removed else "")
        ),
    )
