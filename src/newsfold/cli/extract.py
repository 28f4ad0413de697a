"""`newsfold extract`."""

from __future__ import annotations

from pathlib import Path

import click

from newsfold.cli.session import Session, open_lines, with_globals


@click.command("extract", short_help="Filter: pages in, articles out (JSON Lines).")
@click.argument("file", metavar="[FILE]", required=False)
@with_globals
def command(session: Session, file: str | None) -> None:
    """Read pages as JSON Lines, write articles as JSON Lines, in order.

    In: {"id"?, "file"|"html", "url", "fetched"?}; a file may be gzip and is relative to
    FILE's folder, or to the current one with stdin.  A line that cannot be answered
    comes back as {"id", "error"}.

    The answer is JSON Lines with or without --json.

    \b
    Example:
      newsfold extract pages.jsonl > articles.jsonl
      echo '{"url": "https://a.example/1", "file": "1.html"}' | newsfold extract
    """
    from newsfold.filters import extract_lines

    with open_lines(file) as lines:
        folder = Path(file).parent if file else Path()
        taken = session.lines("extract", lines)
        session.answers(extract_lines(taken, folder, now=session.moment()))
