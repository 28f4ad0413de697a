"""`newsfold export`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from newsfold.cli.session import Session, with_globals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsfold.hub import Hub
    from newsfold.model import Cell, Organisation


@click.command("export", short_help="Write sources, articles or deals to stdout.")
@click.argument(
    "kind", type=click.Choice(["opml", "csv", "jsonl", "deals", "organisations"])
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    default="csv",
    show_default=True,
    help="Of deals and organisations.",
)
@with_globals
def command(session: Session, kind: str, form: str) -> None:
    """Write to stdout: the sources as OPML, the articles as CSV or JSON Lines, the
    deals that articles tell, a row for each article, or what they say of
    organisations, a row for each figure with its words and source.

    With --json, one array instead.
    Parquet needs the extra newsfold[parquet].

    \b
    Example:
      newsfold export opml > sources.opml
      newsfold export jsonl | newsfold fold
      newsfold export deals > deals.csv
      newsfold export deals --format parquet > deals.parquet
    """
    from newsfold.publish import deals, organisations
    from newsfold.publish.export import csv_lines, json_lines

    with session.open_hub() as hub:
        if session.as_json:
            session.answer(list(_array(hub, kind)))
        elif kind == "opml":
            click.echo(hub.opml(), nl=False)
        elif kind == "deals":
            _write(deals.rows(hub.stories()), deals.COLUMNS, form)
        elif kind == "organisations":
            _write(organisations.rows(_cells(hub)), organisations.COLUMNS, form)
        else:
            lines = csv_lines if kind == "csv" else json_lines
            for line in lines(hub.articles(bodies=kind == "jsonl")):
                click.echo(line)


def _write(rows: Iterable[dict[str, Any]], columns: Sequence[str], form: str) -> None:
    """A table to stdout.  Raises UsageError where what parquet needs is missing."""
    from newsfold.publish import export

    if form == "parquet":
        sys.stdout.buffer.write(export.parquet(rows, columns))
        return
    if form == "csv":
        for line in export.table(rows, columns):
            click.echo(line)
        return
    for row in rows:
        click.echo(export.json_line(row))


def _cells(hub: Hub) -> Iterator[tuple[Organisation, Cell]]:
    for one in hub.organisations():
        for cell in hub.cells(one.id):
            yield one, cell


def _array(hub: Hub, kind: str) -> Iterator[dict[str, Any]]:
    from newsfold.publish import as_json, deals, organisations

    if kind == "opml":
        for source, poll in hub.sources():
            yield as_json.source(source, poll)
        return
    if kind == "deals":
        yield from deals.rows(hub.stories())
        return
    if kind == "organisations":
        yield from organisations.rows(_cells(hub))
        return
    for article in hub.articles(bodies=kind == "jsonl"):
        body = {"body": article.body} if kind == "jsonl" else {}
        yield {**as_json.article(article), **body}
