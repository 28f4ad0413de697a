"""`newsfold build`."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from newsfold.cli.session import Session, with_globals


@click.command("build", short_help="Write records, site and feeds anew.")
@click.option("--profile", type=click.Choice(["native", "hugo"]), default=None)
@click.option("--all", "everything", is_flag=True, help="Also what is withheld.")
@click.option("--out", metavar="DIR", help="Write there instead of into the hub.")
@with_globals
def command(
    session: Session, *, profile: str | None, everything: bool, out: str | None
) -> None:
    """Write records (content/) and the site (site/) of all stories anew.

    --all also writes the records of what is withheld, with published: false.

    \b
    Example:
      newsfold build --profile hugo --out ../my-hugo-site
    """
    with session.open_hub() as hub:
        target = Path(out).expanduser().resolve() if out else None
        report = hub.build(
            out=target,
            profile=profile or "",
            everything=everything,
            progress=session.progress,
        )
        where = target or hub.folder
    counts = report.counts
    session.answer(
        msgspec.to_builtins(report),
        lambda: (
            f"{counts.get('records', 0)} records and {counts.get('files', 0)} files of "
            f"the site written; look at {where / 'site' / 'index.html'}"
        ),
    )
