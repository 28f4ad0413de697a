"""`newsfold watch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsfold.cli.session import Session, table, with_globals

if TYPE_CHECKING:
    from typing import Any


@click.group("watch", short_help="Standing searches: what met them is kept.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Watch for stories.  Each run holds what is new and what changed against every
    watch; a story is reported once, and each fact that changes in it later.

    \b
    Example:
      newsfold watch add 'kind:funding amount>50M'
      newsfold watch show --new
    """


@command.command("add", short_help="Watch for what a search would find.")
@click.argument("query", nargs=-1, required=True)
@click.option("--in-site", is_flag=True, help="Write its feed into the site, too.")
@with_globals
def add(session: Session, query: tuple[str, ...], *, in_site: bool) -> None:
    """Watch for QUERY, in the language of 'newsfold search', from now on.

    Its Atom feed has a name that nobody guesses; 'newsfold serve' answers there.

    \b
    Example:
      newsfold watch add 'kind:funding amount>50M topic:ai'
      newsfold watch add org:yunqiao --in-site
    """
    from newsfold.publish.watching import watch_json

    with session.open_hub() as hub:
        watch, now = hub.add_watch(" ".join(query), published=in_site)
    told = {**watch_json(watch), "storiesNow": now}
    session.answer(
        told,
        lambda: (
            f"{watch.id} watches from the next run on; {now} stories are like that "
            f"now\nfeed: {told['feed']}"
        ),
    )


@command.command("list", short_help="What is watched.")
@with_globals
def list_(session: Session) -> None:
    """List the watches, the one added last first.

    \b
    Example:
      newsfold watch list
    """
    from newsfold.publish.watching import watch_json

    with session.open_hub() as hub:
        told = [
            {**watch_json(one), "hits": len(hub.seen(one.id))} for one in hub.watches()
        ]
    keys = ("id", "addedDateTime", "hits", "query", "feed")
    heads = ("id", "added", "hits", "query", "feed")
    session.answer(
        told, lambda: table(heads, ([one[key] for key in keys] for one in told))
    )


@command.command("remove", short_help="Watch no longer.")
@click.argument("watch", metavar="WATCH")
@with_globals
def remove(session: Session, watch: str) -> None:
    """Forget WATCH, what met it, and its feed.

    \b
    Example:
      newsfold watch remove w1f2e3d4c5b6a
    """
    with session.open_hub() as hub:
        gone = hub.remove_watch(watch)
    session.answer({"removed": gone.id}, lambda: f"{gone.id} watches no longer")


@command.command("show", short_help="What met the watches.")
@click.argument("watch", metavar="[WATCH]", required=False)
@click.option("--new", is_flag=True, help="Only what was not shown so before.")
@with_globals
def show(session: Session, watch: str | None, *, new: bool) -> None:
    """Show what met WATCH, or all watches, the latest first.

    With --new each hit is shown once, ever.

    \b
    Example:
      newsfold watch show w1f2e3d4c5b6a
      newsfold watch show --new --json
    """
    from newsfold.publish.watching import hit_json, what_changed

    with session.open_hub() as hub:
        chosen = [hub.find_watch(watch)] if watch else hub.watches()
        found = [
            (one, seen)
            for one in chosen
            for seen in (hub.take_new(one.id) if new else hub.seen(one.id))
        ]
    told: list[dict[str, Any]] = [
        {"watch": one.id, "query": one.query, **hit_json(seen)} for one, seen in found
    ]
    session.answer(
        told,
        lambda: table(
            ("watch", "noticed", "story", "what"),
            (
                (
                    one.id,
                    row["dateTime"],
                    row["story"],
                    f"{what_changed(seen.change)} ({row['title']})"
                    if seen.change
                    else row["title"],
                )
                for (one, seen), row in zip(found, told, strict=True)
            ),
        ),
    )
