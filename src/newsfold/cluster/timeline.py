"""A window taken through time: where every article stands, forgotten ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsfold.cluster.online import Window
    from newsfold.model import Gist, Instant, Placement

__all__ = ["Timeline"]

_LOOK = 86_400
"""Seconds of news between two settlings: well below any window, so that no story is
forgotten before it was settled."""


class Timeline:
    """Feeds a `Window` in order of time, settles it daily, and keeps the outcome."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._left: dict[str, Placement] = {}
        """Where the articles stood that the window has forgotten."""
        self._stood: dict[str, str] = {}
        """The story of each article of the window, as put back or told last."""
        self._gone: dict[str, str] = {}
        self._settled_at: Instant | None = None
        self._pending = False

    def put_back(self, gist: Gist, story: str, copy_of: str = "") -> None:
        """Let an article stand where an earlier run put it."""
        self._pass(gist.time)
        self._stood[gist.article] = story
        self._window.restore(gist, story, copy_of)

    def add(self, gist: Gist, copy_of: str = "") -> Placement:
        """Place a new article; the answer is how it stands at arrival."""
        self._pass(gist.time)
        return self._window.add(gist, copy_of)

    def settle(self) -> tuple[dict[str, Placement], dict[str, str]]:
        """Where the articles stand that are new or have moved since the last call, or
        since they were put back; and which story ids gave way to which.
        """
        self._settle()
        moved, self._left = self._left, {}
        for article, story in self._window.standing():
            if self._stood.get(article) != story:
                self._stood[article] = story
                moved[article] = self._window.explain(article)
        return moved, {old: self._heir(old) for old in self._gone}

    def _pass(self, now: Instant) -> None:
        if self._settled_at is None:
            self._settled_at = now
        elif now - self._settled_at >= _LOOK:
            self._settle()
            self._settled_at = now
        self._pending = True

    def _settle(self) -> None:
        if self._pending:
            self._pending = False
            self._gone.update(self._window.settle())
        for one in self._window.forgotten():
            if self._stood.pop(one.article, "") != one.story:
                self._left[one.article] = one

    def _heir(self, story: str) -> str:
        seen = {story}
        while (story := self._gone.get(story, "")) in self._gone and story not in seen:
            seen.add(story)
        return story
