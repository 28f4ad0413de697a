"""`newsfold run`."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.session import Session, with_globals
from newsfold.errors import LockedError

if TYPE_CHECKING:
    from newsfold.hub import Hub, Report

_PAUSE_SECONDS = 60
"""How often a scheduled run looks for sources that are due."""


@click.command("run", short_help="Fetch, fold, compare, publish.")
@click.option("--once", is_flag=True, help="Run once and end, instead of on schedule.")
@click.option("--force", is_flag=True, help="Ask every source, due or not.")
@click.option("--from", "start", metavar="STAGE", default="", help="Begin at a stage.")
@with_globals
def command(session: Session, *, once: bool, force: bool, start: str) -> None:
    """Fetch what is due and take it through all stages, to site and records.

    Without --once it goes on, asking each source when it is due, until it is stopped.
    Ctrl-C or SIGTERM stop it cleanly (exit code 130 or 143); the next run goes on.
    Stages: sources fetch extract clean read dedupe cluster judge edit publish.
    From extract on nothing is fetched: the pages that are kept are read anew.

    \b
    Example:
      newsfold run --once
      newsfold run --from judge --once
    """
    with session.open_hub() as hub:
        while True:
            try:
                report = hub.run(force=force, start=start, progress=session.progress)
            except LockedError as error:
                if once:
                    raise
                session.note(f"newsfold: {error}; trying again")
            else:
                told = _told(hub, report)
                session.answer(msgspec.to_builtins(report), partial(str, told))
                force, start = False, ""
            if once:
                return
            time.sleep(_PAUSE_SECONDS)


def _told(hub: Hub, report: Report) -> str:
    n = report.counts.get
    lines = [
        f"{n('polled', 0)} of {n('sources', 0)} sources asked, "
        f"{n('unchanged', 0)} unchanged; {n('pages', 0)} pages fetched, "
        f"{n('looks', 0)} looked at again",
        f"{n('entries', 0)} entries: {n('new', 0)} new articles, "
        f"{n('revised', 0)} revised, {n('sighting', 0)} seen before; "
        f"{n('completed', 0)} completed from their pages; {n('repairs', 0)} repairs",
        f"{n('copies', 0)} copies; {n('stories', 0)} stories changed, "
        f"{n('merged', 0)} merged; {n('judged', 0)} judged",
        f"{n('records', 0)} records and {n('files', 0)} files of the site written",
    ]
    if n("pushed", 0):
        lines.append(f"{n('pushed', 0)} deliveries of hubs taken in")
    if n("hits", 0):
        lines.append(f"{n('hits', 0)} hits of watches: see 'newsfold watch show --new'")
    if n("failures", 0):
        lines.append(f"{n('failures', 0)} failures: see 'newsfold list failures'")
    lines.append(
        ", ".join(f"{name} {value:.1f} s" for name, value in report.seconds.items())
    )
    if n("records", 0):
        lines.append(f"Look at {hub.folder / 'site' / 'index.html'}")
    return "\n".join(lines)
