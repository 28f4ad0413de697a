"""Holds the figures of a suite against the least, or the most, that they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["beyond"]


def beyond(
    figures: Mapping[str, Any],
    least: Mapping[str, float],
    most: Mapping[str, float] | None = None,
) -> list[str]:
    """What is below its least or above its most, a line each.

    Figures within figures are named by their path: `wire.end.all.f1`.  One that is
    missing, or has no value, is beyond any bound.
    """
    found = {name: _at(figures, name) for name in (*least, *(most or {}))}
    low = [
        f"{name} is {found[name]}, below {bound}"
        for name, bound in least.items()
        if (value := found[name]) is None or value < bound
    ]
    high = [
        f"{name} is {found[name]}, above {bound}"
        for name, bound in (most or {}).items()
        if (value := found[name]) is None or value > bound
    ]
    return low + high


def _at(figures: Mapping[str, Any], path: str) -> float | None:
    value: Any = figures
    try:
        for name in path.split("."):
            value = value[name]
    except KeyError:
        return None
    return value  # type: ignore[no-any-return]  # figures are JSON
