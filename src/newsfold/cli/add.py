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
    type=click.Choice(["feed", "sitemap"]),
    help="What it is; otherwise its content says it.",
)
@with_globals
def command(session: Session, urls: tuple[str, ...], kind: Kind | None) -> None:
    """Subscribe to each URL: a feed or a sitemap, or a page that has one.

    A page announces its feeds; where it has none, the sitemaps are tried that the
    robots.txt of its site names.

    \b
    Example:
      newsfold add https://www.theguardian.com/world/rss bbc.com/news
      newsfold add https://www.bbc.com/sitemaps/https-index-com-news.xml
    """
    with session.open_hub() as hub:
        added = hub.add(urls, kind=kind)
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
