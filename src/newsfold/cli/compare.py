"""`newsfold compare`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, open_lines, with_globals


@click.command("compare", short_help="Filter: items of stories in, facts out.")
@click.argument("file", metavar="[FILE]", required=False)
@with_globals
def command(session: Session, file: str | None) -> None:
    """Read items with their story as JSON Lines, write one line a story.

    In: {"id", "story", "title", "excerpt"?, "body"?, "publishedDateTime", "language"?,
    "provider"?}; lines of one story may stand anywhere.  Out: {"story", "verdict",
    "parties", "deals", "figures"}.

    The answer is JSON Lines with or without --json.

    \b
    Example:
      newsfold compare items.jsonl > facts.jsonl
      newsfold compare items.jsonl | jq 'select(.verdict == "conflict")'
    """
    from newsfold.filters import compare_lines

    with open_lines(file) as lines:
        taken = session.lines("compare", lines)
        answers = compare_lines(taken, now=session.moment())
        session.answers(answers, "stories")
