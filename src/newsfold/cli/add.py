"""`newsfold add`."""

from __future__ import annotations

import click
import msgspec

from newsfold.cli.session import Session, plain, with_globals


@click.command("add", short_help="Subscribe to feeds.")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@with_globals
def command(session: Session, urls: tuple[str, ...]) -> None:
    """Subscribe to each URL: a feed, or a page that announces one.

    \b
    Example:
      newsfold add https://www.theguardian.com/world/rss bbc.com/news
    """
    with session.open_hub() as hub:
        added = hub.add(urls)
    session.answer(
        [msgspec.to_builtins(one) for one in added],
        lambda: "\n".join(
            "  ".join(plain(("added" if one.new else "known", one.url, one.title)))
            for one in added
        ),
    )
