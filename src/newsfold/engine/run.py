"""One `map` under way: batches cut of its items, and outcomes put back in order.

Nothing here knows of processes: the engine takes batches from a run, and tells it that
one was answered or that whoever had it died.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from typing import TYPE_CHECKING, Any

from newsfold.engine import Outcome
from newsfold.engine.worker import ERROR, MEMORY, OK
from newsfold.model import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Batch", "Run"]

_BATCH_SECONDS = 0.05
_BATCH_ITEMS = 256


class Batch:
    """Consecutive items, by their places in the run."""

    __slots__ = ("cost", "items", "places", "retry")

    def __init__(
        self, places: list[int], items: list[Any], cost: int, *, retry: bool = False
    ) -> None:
        self.places, self.items, self.cost, self.retry = places, items, cost, retry


class Run:
    """One `map`: what is still to be given out, and what waits to be taken in order.

    `limits`: the megabytes and the seconds that an item may take, for the words of its
    failure.
    """

    def __init__(
        self,
        function: Callable[[Any], Any],
        items: Iterator[Any],
        cost: Callable[[Any], int] | None,
        limits: tuple[int, float],
    ) -> None:
        self.function = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
        self.waiting: deque[Batch] = deque()
        self.under_way = 0
        self.exhausted = False
        self._items = items
        self._cost = cost
        self._stage = _stage_of(function)
        self._limits = limits
        self._given = 0
        self._taken = 0
        self._ends: deque[int] = deque()  # the place after each batch not yet taken
        self._ready: dict[int, Outcome[Any, Any]] = {}

    def fill(self, count: int, pace: float, ahead: int) -> bool:
        """See that `count` batches wait, if there are so many items and not too many
        batches are ahead of what was taken.
        """
        while len(self.waiting) < count:
            if self.exhausted or len(self._ends) >= ahead:
                return False
            self._cut(pace * _BATCH_SECONDS)
        return True

    def _cut(self, room: float) -> None:
        """Make a batch of the next items, up to a cost of `room`."""
        items: list[Any] = []
        total = 0
        for item in self._items:
            items.append(item)
            total += max(1, self._cost(item)) if self._cost else 1
            if total >= room or len(items) >= _BATCH_ITEMS:
                break
        else:
            self.exhausted = True
        if items:
            end = self._given + len(items)
            self.waiting.append(Batch(list(range(self._given, end)), items, total))
            self._given = end
            self._ends.append(end)

    def take(self) -> list[Outcome[Any, Any]]:
        """The outcomes whose turn it is."""
        outcomes = []
        while (outcome := self._ready.pop(self._taken, None)) is not None:
            outcomes.append(outcome)
            self._taken += 1
        while self._ends and self._ends[0] <= self._taken:
            self._ends.popleft()
        return outcomes

    def done(self, batch: Batch, answer: list[tuple[int, Any]]) -> None:
        """A batch was answered."""
        self.under_way -= 1
        for place, item, (how, value) in zip(
            batch.places, batch.items, answer, strict=True
        ):
            if how == OK:
                self._ready[place] = Outcome(item, value)
            elif how == ERROR:
                self._fail(place, item, "error", value)
            elif how == MEMORY:
                detail = f"needed more than {self._limits[0]} MB of memory"
                self._fail(place, item, "quarantined", detail)

    def interrupted(self, batch: Batch, at: int, status: int) -> None:
        """A worker died over a batch, `at` its item of that index.

        Too slow an item is given up; any other suspect has a second try alone, in a
        fresh worker, for the fault may lie with what came before it.
        """
        self.under_way -= 1
        if at >= len(batch.items):  # it died before its first item or after its last
            if len(batch.items) == 1 and batch.retry:
                self._fail(batch.places[0], batch.items[0], "quarantined", "no answer")
                return
            for place, item in reversed(
                list(zip(batch.places, batch.items, strict=True))
            ):
                self.waiting.appendleft(Batch([place], [item], 1, retry=True))
            return
        parts = []
        if at:
            parts.append(Batch(batch.places[:at], batch.items[:at], at))
        place, item = batch.places[at], batch.items[at]
        if status == -signal.SIGALRM:
            detail = f"ran longer than {self._limits[1]:g} s"
            self._fail(place, item, "quarantined", detail)
        elif batch.retry:
            self._fail(place, item, "quarantined", _cause(status))
        else:
            parts.append(Batch([place], [item], 1, retry=True))
        if rest := batch.items[at + 1 :]:
            parts.append(Batch(batch.places[at + 1 :], rest, len(rest)))
        self.waiting.extendleft(reversed(parts))

    def _fail(self, place: int, item: Any, reason: str, detail: str) -> None:
        failure = Failure(
            stage=self._stage, subject=_subject(item), reason=reason, detail=detail
        )
        self._ready[place] = Outcome(item, failure=failure)


def _stage_of(function: Any) -> str:
    """The stage that a function belongs to, by its module."""
    module = getattr(getattr(function, "func", function), "__module__", "") or ""
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] if package == "newsfold" and rest else "engine"


def _cause(status: int) -> str:
    if status < 0:
        return f"killed its worker ({signal.Signals(-status).name})"
    return f"ended its worker (status {status})"


def _subject(item: Any) -> str:
    """What an item is called in its failure: its URL, its id, else its own words."""
    for name in ("url", "web_url", "id", "article"):
        value = getattr(item, name, None)
        if isinstance(value, str) and value:
            return value
    return repr(item)[:200]
