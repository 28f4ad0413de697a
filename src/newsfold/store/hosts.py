"""The drawer of what hosts say of the use of their pages, and of how they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import HostRights, Instant, Pace

__all__ = ["Hosts"]


class Hosts(Protocol):
    """What hosts say in `/.well-known/tdmrep.json` (articles carry their own rights),
    and the pace at which each is to be asked.
    """

    def save(self, host: HostRights) -> None:
        """Write what a host says; it replaces what it said before."""

    def of(self, hosts: Iterable[str]) -> dict[str, HostRights]:
        """What these hosts say, as far as they were asked."""

    def all(self) -> list[HostRights]:
        """What every host says that was asked, by name."""

    def paces(self) -> list[Pace]:
        """How hosts are to be asked, where that is other than usual."""

    def save_paces(self, paces: Iterable[Pace], *, now: Instant) -> None:
        """Write how hosts are to be asked; what was past a day ago is forgotten."""
