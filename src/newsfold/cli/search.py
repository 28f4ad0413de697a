"""`newsfold search`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, table, with_globals


@click.command("search", short_help="Find articles by their words.")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@with_globals
def command(session: Session, query: tuple[str, ...], limit: int) -> None:
    """Find articles with every word, and every "exact phrase", of QUERY, newest first.

    \b
    Operators: -word, word*, topic:NAME, source:DOMAIN-OR-NAME, lang:de,
    verdict:conflict, after:2026-02-01, before:2026-03-01; of deals kind:funding,
    status:rumoured, org:NAME, amount>50M, amount<1.5bn (US dollars).
    A topic, verdict or deal finds articles of published stories.

    \b
    Example:
      newsfold search zhipu '"2.5 billion yuan"'
      newsfold search 'topic:ai source:dw.com after:2026-02-01 -opinion'
    """
    from newsfold.publish import as_json

    with session.open_hub() as hub:
        hits = hub.search(" ".join(query), limit=limit)
        found = [
            as_json.placed(article, *place)
            for article, place in hub.placed(hit.article for hit in hits)
        ]
    session.answer(
        found,
        lambda: table(
            ("id", "published", "outlet", "title"),
            (
                (a["id"], a["publishedDateTime"], a["provider"]["domain"], a["title"])
                for a in found
            ),
        ),
    )
