"""`newsfold refold`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsfold.cli.session import Session, with_globals

if TYPE_CHECKING:
    from newsfold.steps.refold import Refolding


@click.command("refold", short_help="Fold all stories anew, closed ones too.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@with_globals
def command(session: Session, dry_run: bool) -> None:  # noqa: FBT001  # click's flag
    """Fold everything from its beginning, with the words that are known today.

    A run only refolds stories that are still open.  This also changes closed ones, but
    none that an editor had in hand.  Look at --dry-run first: it prints the ids that
    would redirect, and to what.

    \b
    Example:
      newsfold refold --dry-run
    """
    with session.open_hub() as hub:
        found = hub.refold(dry_run=dry_run, progress=session.progress)
    session.answer(
        {
            "dryRun": dry_run,
            "moved": [
                {"article": placed.article, "story": placed.story}
                for placed in found.moved
            ],
            "redirects": found.redirects,
        },
        lambda: _told(found, dry_run=dry_run),
    )


def _told(found: Refolding, *, dry_run: bool) -> str:
    lines = [f"{old} -> {new}" for old, new in sorted(found.redirects.items())]
    would = "would move" if dry_run else "moved"
    count = len(found.moved)
    lines.append(
        f"{count} article{'' if count == 1 else 's'} {would}, "
        f"{len(found.redirects)} ids redirect"
    )
    return "\n".join(lines)
