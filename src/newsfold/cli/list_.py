"""`newsfold list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from newsfold.cli.session import Session, table, with_globals

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.hub import Hub


@click.command("list", short_help="List stories, articles, organisations, sources.")
@click.argument(
    "what",
    type=click.Choice(["stories", "articles", "organisations", "sources", "failures"]),
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@with_globals
def command(session: Session, what: str, limit: int | None) -> None:
    """List what the hub has, latest first.

    With --json the answer is one array, whole unless --limit; the table shows 40 rows
    unless told otherwise.

    \b
    Example:
      newsfold list stories --limit 10
      newsfold list articles --json
      newsfold list organisations
    """
    rows = limit if session.as_json or limit else 40
    with session.open_hub() as hub:
        data = _LISTS[what](hub, rows)
    heads, keys = _COLUMNS[what]
    session.answer(
        data,
        lambda: table(heads, ([_cell(row, key) for key in keys] for row in data)),
    )


def _stories(hub: Hub, limit: int | None) -> list[dict[str, Any]]:
    from newsfold.publish import as_json

    return [as_json.story(told, hub.now) for told in hub.summaries.all(limit=limit)]


def _articles(hub: Hub, limit: int | None) -> list[dict[str, Any]]:
    from newsfold.publish import as_json

    return [
        as_json.placed(article, *place)
        for article, place in hub.placed(hub.articles(limit=limit))
    ]


def _organisations(hub: Hub, limit: int | None) -> list[dict[str, Any]]:
    from newsfold.publish import as_json

    return [as_json.organisation(one) for one in hub.organisations(limit=limit)]


def _sources(hub: Hub, limit: int | None) -> list[dict[str, Any]]:
    from newsfold.publish import as_json

    hosts = hub.host_rights()
    return [
        {
            **as_json.source(source, poll),
            "rights": as_json.source_rights(source, hosts),
        }
        for source, poll in hub.sources()[:limit]
    ]


def _failures(hub: Hub, limit: int | None) -> list[dict[str, Any]]:
    from newsfold.publish import as_json

    return [as_json.failure(one, times) for one, times in hub.failures(limit=limit)]


_LISTS: dict[str, Callable[[Hub, int | None], list[dict[str, Any]]]] = {
    "stories": _stories,
    "articles": _articles,
    "organisations": _organisations,
    "sources": _sources,
    "failures": _failures,
}
_COLUMNS = {
    "stories": (
        ("id", "updated", "heat", "outlets", "verdict", "title"),
        ("id", "updatedDateTime", "heat", "outlets", "verdict", "title"),
    ),
    "articles": (
        ("id", "published", "story", "outlet", "title"),
        ("id", "publishedDateTime", "story", "provider", "title"),
    ),
    "organisations": (
        ("id", "latest", "deals", "domain", "name"),
        ("id", "latestDateTime", "deals", "domain", "name"),
    ),
    "sources": (
        ("state", "kind", "status", "polled", "since", "why", "url"),
        ("health", "kind", "status", "polledDateTime", "since", "why", "url"),
    ),
    "failures": (
        ("stage", "reason", "times", "subject", "detail"),
        ("stage", "reason", "times", "subject", "detail"),
    ),
}


_OF_HEALTH = {"health": "kind", "since": "sinceDateTime", "why": "why"}


def _cell(row: dict[str, Any], key: str) -> object:
    if key in _OF_HEALTH:
        return row["health"][_OF_HEALTH[key]] or ""
    value = row[key]
    if key == "outlets":
        return len(value)
    return value["domain"] if key == "provider" else value
