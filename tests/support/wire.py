"""A hub that has taken in a recorded wire of news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from support.command import LOOPBACK, NO_PAGES, answer

if TYPE_CHECKING:
    from pathlib import Path

    from support.replay import Replay


class Wire:
    """A hub after one run over recorded feeds, which are still served."""

    how: ClassVar = {**LOOPBACK, **NO_PAGES, "NEWSFOLD_NOW": "2026-02-18T03:30:00Z"}
    """The environment in which it ran."""

    def __init__(self, web: Replay, hub: Path, report: Any, seconds: float) -> None:
        self.web = web
        self.hub = hub
        self.report = report
        self.seconds = seconds

    def ask(self, *arguments: object) -> Any:
        return answer("--hub", self.hub, *arguments, **self.how)

    def files(self) -> dict[str, tuple[int, bytes]]:
        return {
            str(path.relative_to(self.hub)): (
                path.stat().st_mtime_ns,
                path.read_bytes(),
            )
            for folder in ("content", "site")
            for path in (self.hub / folder).rglob("*")
            if path.is_file()
        }
