"""Where functions over hostile input run: workers under limits of memory and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsfold.model import Failure

__all__ = ["Engine", "Outcome"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What became of one item: a value, or the failure that stands in its place."""

    item: T
    value: R | None = None
    failure: Failure | None = None


class Engine(Protocol):
    """Maps a function over items, elsewhere."""

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        cost: Callable[[T], int] | None = None,
    ) -> Iterator[Outcome[T, R]]:
        """Apply `function` to every item; outcomes come in the order of the items.

        Function and items must pickle.  `cost` says how heavy an item is compared to
        others (the bytes of a page), for batches of even work.  An exception becomes a
        `Failure` with the reason `error`, an item that breaks a limit or kills its
        worker one with `quarantined`; neither touches the other items.
        """
        ...
