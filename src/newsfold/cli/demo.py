"""`newsfold demo`."""

from __future__ import annotations

import os

import click
import msgspec

from newsfold.cli.session import Session, new_folder, with_globals


@click.command("demo", short_help="Make the sample hub, offline.")
@click.argument("folder", metavar="[DIR]", default="newsfold-demo")
@with_globals
def command(session: Session, folder: str) -> None:
    """Make the sample hub in DIR (default: newsfold-demo), and say where to look.

    Eight invented outlets are served on this machine and taken through the real
    pipeline; nothing is fetched from elsewhere.

    \b
    Example:
      newsfold demo
      newsfold --hub newsfold-demo list stories
    """
    from newsfold.demo.sample import make
    from newsfold.demo.summary import describe
    from newsfold.text.dates import iso

    environ = {k: v for k, v in os.environ.items() if not k.startswith("NEWSFOLD_")}
    with new_folder(folder) as path:
        summary = make(path, environ=environ, progress=session.progress)
    session.answer(
        {**msgspec.to_builtins(summary), "now": iso(summary.now)},
        lambda: describe(summary).rstrip(),
    )
