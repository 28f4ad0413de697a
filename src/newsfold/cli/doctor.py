"""`newsfold doctor`."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.colour import coloured
from newsfold.cli.session import Session, plain, with_globals
from newsfold.errors import StorageError

if TYPE_CHECKING:
    from newsfold.steps.examine import Finding

_MARKS = {"good": "✓", "note": "·", "bad": "✗"}


@click.command("doctor", short_help="Find what is wrong with a hub.")
@click.option("--strict", is_flag=True, help="Exit with 8 where something is bad.")
@with_globals
def command(session: Session, *, strict: bool) -> None:
    """Look the hub over and say, for each thing wrong, the command that mends it.

    ✓ is good, · worth knowing, ✗ bad.  It works where the hub cannot be opened, too,
    and mends nothing itself.  What was found is the answer, so the exit code is 0;
    with --strict it is 8 where anything is bad: for health checks.

    \b
    Example:
      newsfold doctor
      newsfold doctor --strict --quiet > /dev/null || echo "see newsfold doctor"
    """
    from newsfold.steps.examine import examine

    now = session.moment()
    findings = examine(
        session.hub_path(), os.environ, int(time.time()) if now is None else now
    )
    session.answer(
        [msgspec.to_builtins(finding) for finding in findings],
        lambda: "\n".join(map(_line, findings)),
    )
    if strict and any(finding.state == "bad" for finding in findings):
        click.get_current_context().exit(StorageError.exit_code)


def _line(finding: Finding) -> str:
    mend = f" → {finding.mend}" if finding.mend else ""
    (text,) = plain([f"{finding.what}{mend}"])
    return f"{coloured(_MARKS[finding.state], finding.state)} {text}"
