"""The way of the news: what happens, in which order.

    sources → fetch → extract → clean            take_in       page by page
              fetch → extract → clean            look_again    live article by article
            → read                               read_all      article by article
            → dedupe                             find_copies   article by article
            → cluster                            fold          new articles by time
                                                 relate        story by story
            → judge                              judge         story by story
            → edit                               edit          story by story
                                                 register      story by story
            → publish                            publish       what changed
                                                 watch         story by story
            → fetch → publish                    picture       picture by picture

Each step loads what changed since its cursor in the change log, hands it to its stages
(pure functions over records), and saves what they made.  A run that is killed goes on
where it stopped; a run with nothing new does nothing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from newsfold.errors import UsageError
from newsfold.steps.edit import edit
from newsfold.steps.find_copies import find_copies
from newsfold.steps.fold import fold
from newsfold.steps.judge import judge
from newsfold.steps.keep import reread
from newsfold.steps.look_again import look_again
from newsfold.steps.picture import picture
from newsfold.steps.publish import publish
from newsfold.steps.read_all import read_all
from newsfold.steps.register import register
from newsfold.steps.relate import relate
from newsfold.steps.take_in import take_in
from newsfold.steps.watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.steps import Run

__all__ = ["STAGES", "STEPS", "Step", "run", "settle"]


class Step(NamedTuple):
    """One step of a run: the stages that it covers, and what it does."""

    name: str
    stages: tuple[str, ...]
    work: Callable[[Run], None]


STEPS = (
    Step("take-in", ("sources", "fetch", "extract", "clean"), take_in),
    Step("look-again", (), look_again),
    Step("read", ("read",), read_all),
    Step("dedupe", ("dedupe",), find_copies),
    Step("cluster", ("cluster",), fold),
    Step("relate", (), relate),
    Step("judge", ("judge",), judge),
    Step("edit", ("edit",), edit),
    Step("register", (), register),
    Step("publish", ("publish",), publish),
    Step("watch", (), watch),
    Step("picture", (), picture),
)
REREAD = Step("reread", ("extract", "clean"), reread)
"""Begins a run from these stages: kept pages are read anew, none is fetched."""
_FETCHING = frozenset({"take-in", "look-again"})
_ASKING = frozenset({*_FETCHING, "picture"})
"""Steps that ask somebody for more."""
STAGES = tuple(stage for step in STEPS for stage in step.stages)


def run(context: Run, *, start: str = "") -> dict[str, float]:
    """Take the news through all steps, or from the one that covers stage `start`.

    With a start, that step and all after it read the change log from its beginning,
    and make again what they call stale.  From `extract` on, nothing is fetched: kept
    pages are read anew.  Returns the seconds that each step took;
    what was done is counted in `context.counts`.

    Raises UsageError for a stage that there is not.
    """
    if start and start not in STAGES:
        message = f"there is no stage {start!r}; the stages are {', '.join(STAGES)}"
        raise UsageError(message)
    first = next((i for i, step in enumerate(STEPS) if start in step.stages), 0)
    steps = STEPS[first:]
    if start in REREAD.stages:
        steps = (REREAD, *(step for step in STEPS if step.name not in _FETCHING))
    if start:
        with context.store.transaction():
            for step in steps:
                context.store.log.rewind(step.name)
    seconds = {}
    for step in steps:
        began = time.perf_counter()
        step.work(context)
        seconds[step.name] = time.perf_counter() - began
    return seconds


def settle(context: Run) -> None:
    """Take what is in the hub through all steps that ask nobody for more."""
    for step in STEPS:
        if step.name not in _ASKING:
            step.work(context)
