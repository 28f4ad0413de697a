"""`newsfold fold`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, open_lines, with_globals


@click.command("fold", short_help="Filter: items in, their stories out (JSON Lines).")
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--at-arrival", is_flag=True, help="As it stood when each item came.")
@with_globals
def command(session: Session, file: str | None, *, at_arrival: bool) -> None:
    """Read items in order of arrival as JSON Lines, write which story each is in.

    In: {"id", "title", "excerpt"?, "body"?, "publishedDateTime", "webUrl"?,
    "provider"?, "language"?}.  Out: {"id", "story", "lead", "copyOf", "origin"}, in the
    same order, as it stands at the end.

    The answer is JSON Lines with or without --json.

    \b
    Example:
      newsfold export jsonl | newsfold fold
    """
    from newsfold.filters import fold_lines

    with open_lines(file) as lines:
        taken = session.lines("fold", lines)
        answers = fold_lines(taken, at_arrival=at_arrival, now=session.moment())
        session.answers(answers)
