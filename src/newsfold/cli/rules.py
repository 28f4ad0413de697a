"""`newsfold rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from newsfold.cli.session import Session, table, with_globals
from newsfold.errors import InputError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.steps.learn import Checked

_BAD = frozenset({"misses", "ended", "unread"})


@click.group("rules", short_help="Rules for outlets' pages: learn them, check them.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Rules that say where on an outlet's pages what stands: rules/NAME.toml.

    None is needed: pages are read without.  A rule mends an outlet whose pages mislead
    us; docs/how-to/page-rules.md tells how to write one.

    \b
    Example:
      newsfold rules learn quay.example
      newsfold rules check
    """


@command.command("learn", short_help="Propose a rule from the pages that are kept.")
@click.argument("host", metavar="HOST")
@click.option("--save", metavar="NAME", default="", help="Write it to rules/NAME.toml.")
@with_globals
def learn(session: Session, host: str, *, save: str) -> None:
    """Propose a rule for the pages of HOST, from those that the hub keeps.

    Selectors that find on nearly all of them what was read there find it on the others,
    too.  It is printed; with --save it is written, where no file of that name stands.

    \b
    Example:
      newsfold rules learn quay.example
      newsfold rules learn quay.example --save quay
    """
    with session.open_hub() as hub:
        learnt = hub.learn_rule(host)
        text = learnt.toml()
        if save:
            from newsfold.steps.rules import write_rule

            if not write_rule(hub.folder, save, text):
                message = f"rules/{save}.toml is there: remove it, or take another name"
                raise InputError(message)
    told = {**msgspec.to_builtins(learnt), "toml": text, "saved": save}
    where = f"\nwritten to rules/{save}.toml" if save else ""
    session.answer(told, lambda: f"{text.rstrip()}{where}")


@command.command("check", short_help="Hold rules against the pages that are kept.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with 8 where a rule fits no more.")
@with_globals
def check(session: Session, names: tuple[str, ...], *, strict: bool) -> None:
    """Tell of rules NAME, or all, on how many kept pages each selector finds something,
    and on how many that is what is read without it.

    fits; misses: a selector finds nothing on more than a fifth of the pages; ended: its
    last day is over; untried: no page of its hosts is kept; unread: it is no rule.

    \b
    Example:
      newsfold rules check
      newsfold rules check quay --strict
    """
    with session.open_hub() as hub:
        checked = hub.check_rules(names)
    heads = ("rule", "state", "field", "selector", "found", "as read without it")
    session.answer(
        [msgspec.to_builtins(one) for one in checked],
        lambda: table(heads, (row for one in checked for row in _rows(one))),
    )
    if strict and any(one.state in _BAD for one in checked):
        click.get_current_context().exit(StorageError.exit_code)


def _rows(one: Checked) -> Iterator[tuple[str, ...]]:
    if not one.fields:
        yield one.name, one.state, "", one.why, "", ""
    for field, tally in one.fields.items():
        yield (
            one.name,
            one.state,
            field,
            tally.selector,
            f"{tally.found} of {tally.pages}",
            str(tally.agrees),
        )
