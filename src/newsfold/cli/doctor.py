"""`newsfold doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.session import Session, plain, with_globals

if TYPE_CHECKING:
    from newsfold.steps.examine import Finding


@click.command("doctor", short_help="Find what is wrong with a hub.")
@with_globals
def command(session: Session) -> None:
    """Look the hub over and say, for each thing wrong, the command that mends it.

    Ends with exit code 0; what was found is the answer.

    \b
    Example:
      newsfold doctor --json
    """
    with session.open_hub() as hub:
        findings = hub.examine()
    session.answer(
        [msgspec.to_builtins(finding) for finding in findings],
        lambda: "\n".join(plain(_line(finding) for finding in findings)),
    )


def _line(finding: Finding) -> str:
    mark = {"good": "✓", "note": "·", "bad": "✗"}[finding.state]
    mend = f" → {finding.mend}" if finding.mend else ""
    return f"{mark} {finding.what}{mend}"
