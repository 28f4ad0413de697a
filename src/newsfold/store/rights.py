"""The drawer of what hosts say of the use of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import HostRights

__all__ = ["HostSayings"]


class HostSayings(Protocol):
    """What hosts say in `/.well-known/tdmrep.json`; articles carry their own rights."""

    def save(self, host: HostRights) -> None:
        """Write what a host says; it replaces what it said before."""

    def of(self, hosts: Iterable[str]) -> dict[str, HostRights]:
        """What these hosts say, as far as they were asked."""

    def all(self) -> list[HostRights]:
        """What every host says that was asked, by name."""
