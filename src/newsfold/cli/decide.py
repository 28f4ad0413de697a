"""`newsfold decide`."""

from __future__ import annotations

import click
import msgspec

from newsfold.cli.session import Session, with_globals


@click.command("decide", short_help="Let a story out, withhold or cancel it.")
@click.argument("story", metavar="STORY")
@click.argument("kind", type=click.Choice(["usable", "withheld", "cancelled"]))
@click.option("--reason", required=True, help="Why; it is kept with the decision.")
@with_globals
def command(session: Session, story: str, kind: str, reason: str) -> None:
    """Decide on STORY.  It holds through every rerun; a rule never overrides it.

    \b
    Example:
      newsfold decide s1f2e3d4c5b6a withheld --reason "one anonymous source"
    """
    from newsfold.text.dates import iso

    with session.open_hub() as hub:
        decision = hub.decide(story, kind, reason)
    session.answer(
        {**msgspec.to_builtins(decision), "at": iso(decision.at)},
        lambda: f"{decision.subject} is {kind}; the next run or build publishes so",
    )
