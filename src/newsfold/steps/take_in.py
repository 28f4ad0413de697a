"""sources → fetch → extract → clean: from the sources that are due to articles.

Pages stream from the fetcher through the engine's workers into the store; each source
is saved as soon as it is read, its validators after the last of its articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.steps.complete import complete_articles
from newsfold.steps.keep import expire
from newsfold.steps.poll import poll_sources
from newsfold.steps.push import ask_for_pushes, take_in_pushes

if TYPE_CHECKING:
    from newsfold.steps import Run

__all__ = ["take_in"]


def take_in(run: Run) -> None:
    """Take in what was pushed, ask the sources that are due, then for pages of
    articles told too briefly; let go of pages kept long enough.
    """
    take_in_pushes(run)
    poll_sources(run)
    complete_articles(run)
    ask_for_pushes(run)
    expire(run)
