"""`newsfold import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.session import Session, plain, with_globals

if TYPE_CHECKING:
    from newsfold.steps.bring_in import Brought

_SHOWN = 120


@click.command("import", short_help="Bring in source lists, records, articles.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--as-is", is_flag=True, help="Repair nothing.")
@with_globals
def command(session: Session, files: tuple[str, ...], *, as_is: bool) -> None:
    """Bring in FILEs; what each is, its content says.

    OPML adds sources.  A record (Markdown with front matter) makes a story at once.
    JSON Lines of articles are folded by the next run.  Every repair is listed.

    \b
    Example:
      newsfold import sources.opml
      newsfold import --as-is content/2023/10/*.md
    """
    with session.open_hub() as hub:
        brought = hub.import_files(
            [Path(file) for file in files], as_is=as_is, progress=session.progress
        )
    session.answer(
        [msgspec.to_builtins(one) for one in brought],
        lambda: "\n".join(_told(one) for one in brought),
    )


def _told(one: Brought) -> str:
    words = {"opml": "sources", "record": "stories", "articles": "articles"}
    line = f"{one.file}: {one.taken} new {words[one.kind]}, {one.known} known"
    if one.failed:
        line += f", {one.failed} failed (see 'newsfold list failures')"
    repairs = (
        f"repaired {repair.field} ({repair.kind}): "
        f"{_short(repair.before)} → {_short(repair.after)}"
        for repair in one.repairs
    )
    return "\n  ".join(plain([line, *repairs]))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
