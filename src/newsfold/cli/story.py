"""`newsfold story`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals

_reason = click.option(
    "--reason", default="", help="Why; it is kept with the decision."
)


@click.group("story", short_help="Merge, split, pin or choose the lead, by hand.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Fold by hand.  It holds through every rerun: new articles may join a story that
    an editor had in hand, but none of its articles leaves it unless an editor says so.

    \b
    Example:
      newsfold story merge s1f2e3d4c5b6a s6a5b4c3d2e1f --reason "one fire"
      newsfold story split s1f2e3d4c5b6a a0123456789ab
    """


@command.command("merge", short_help="Make two stories one.")
@click.argument("story", metavar="STORY")
@click.argument("other", metavar="OTHER")
@_reason
@with_globals
def merge(session: Session, story: str, other: str, reason: str) -> None:
    """Let STORY take in OTHER, whose id redirects to it from then on.

    \b
    Example:
      newsfold story merge s1f2e3d4c5b6a s6a5b4c3d2e1f --reason "one fire"
    """
    with session.open_hub() as hub:
        kept = hub.merge(story, other, reason)
    session.answer(
        {"story": kept, "merged": other}, lambda: f"{other} is part of {kept} now"
    )


@command.command("split", short_help="Take articles out of a story.")
@click.argument("story", metavar="STORY")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@_reason
@with_globals
def split(session: Session, story: str, articles: tuple[str, ...], reason: str) -> None:
    """Make each ARTICLE of STORY, with its copies, part of one new story.

    The two stay linked.

    \b
    Example:
      newsfold story split s1f2e3d4c5b6a a0123456789ab --reason "the other trial"
    """
    with session.open_hub() as hub:
        new = hub.split(story, articles, reason)
    session.answer({"story": story, "new": new}, lambda: f"{new} is split from {story}")


@command.command("pin", short_help="Put an article into a story for good.")
@click.argument("story", metavar="STORY")
@click.argument("article", metavar="ARTICLE")
@_reason
@with_globals
def pin(session: Session, story: str, article: str, reason: str) -> None:
    """Put ARTICLE into STORY and keep it there.

    \b
    Example:
      newsfold story pin s1f2e3d4c5b6a a0123456789ab
    """
    with session.open_hub() as hub:
        kept = hub.pin(story, article, reason)
    session.answer(
        {"story": kept, "article": article}, lambda: f"{article} stays in {kept}"
    )


@command.command("lead", short_help="Choose the article that leads a story.")
@click.argument("story", metavar="STORY")
@click.argument("article", metavar="ARTICLE")
@_reason
@with_globals
def lead(session: Session, story: str, article: str, reason: str) -> None:
    """Let ARTICLE lead STORY; the next run publishes it so.

    \b
    Example:
      newsfold story lead s1f2e3d4c5b6a a0123456789ab
    """
    with session.open_hub() as hub:
        kept = hub.lead(story, article, reason)
    session.answer({"story": kept, "lead": article}, lambda: f"{article} leads {kept}")
