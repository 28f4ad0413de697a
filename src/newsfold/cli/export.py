"""`newsfold export`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals


@click.command("export", short_help="Write sources or articles to stdout.")
@click.argument("kind", type=click.Choice(["opml", "csv", "jsonl"]))
@with_globals
def command(session: Session, kind: str) -> None:
    """Write to stdout: the sources as OPML, or the articles as CSV or JSON Lines.

    \b
    Example:
      newsfold export opml > sources.opml
      newsfold export jsonl | newsfold fold
    """
    from newsfold.publish.export import csv_lines, json_lines

    with session.open_hub() as hub:
        if kind == "opml":
            click.echo(hub.opml(), nl=False)
            return
        lines = csv_lines if kind == "csv" else json_lines
        for line in lines(hub.articles(bodies=kind == "jsonl")):
            click.echo(line)
