"""`newsfold add`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.session import Session, plain, with_globals

if TYPE_CHECKING:
    from newsfold.model import Kind
    from newsfold.steps.subscribe import Subscription


@click.command("add", short_help="Subscribe to feeds and other sources.")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["feed", "sitemap", "page", "api"]),
    help="What it is; otherwise its content says it.",
)
@click.option(
    "--rule",
    default="",
    metavar="NAME",
    help="Read it by rules/NAME.toml of the hub.",
)
@with_globals
def command(
    session: Session, urls: tuple[str, ...], kind: Kind | None, rule: str
) -> None:
    """Subscribe to each URL: a feed or a sitemap, or a page that has one.

    A page announces its feeds; where it has none, the sitemaps are tried that the
    robots.txt of its site names.  With --as page its links are followed, with --as api
    its JSON is read; docs/how-to/sources.md tells how to write the rules for both.

    \b
    Example:
      newsfold add https://www.theguardian.com/world/rss bbc.com/news
      newsfold add https://www.bbc.com/sitemaps/https-index-com-news.xml
      newsfold add --as page https://www.bbc.com/news
      newsfold add --rule registry https://registry.example/v1/notices
    """
    with session.open_hub() as hub:
        added = hub.add(urls, kind=kind, rule=rule)
    session.answer(
        [msgspec.to_builtins(one) for one in added],
        lambda: "\n".join(
            "  ".join(plain((_state(one), one.url, one.title))) for one in added
        ),
    )


def _state(one: Subscription) -> str:
    """`added` or `known`, and what it is unless it is a feed."""
    word = "added" if one.new else "known"
    return word if one.kind == "feed" else f"{word} {one.kind}"
