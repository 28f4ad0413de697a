"""What every command has: the global options, the hub, answers and progress."""

from __future__ import annotations

import functools
import json
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from newsfold.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsfold.hub import Hub
    from newsfold.model import Instant

__all__ = ["Session", "open_lines", "plain", "table", "with_globals"]


@dataclass(frozen=True)
class Session:
    """The global options of one call, and how it speaks to whoever called."""

    hub_folder: str = "."
    now: str = ""
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False

    def moment(self) -> Instant | None:
        """The moment that `--now` names.  Raises UsageError for what is none."""
        if not self.now:
            return None
        from newsfold.text.dates import parse

        found = parse(self.now)
        if found is None:
            message = f"--now {self.now!r} is no time; write it as 2026-03-01T12:00:00Z"
            raise UsageError(message)
        return found.instant

    def open_hub(self, flags: dict[str, Any] | None = None) -> Hub:
        """The hub that the options name, warnings already shown."""
        from newsfold.hub import Hub

        hub = Hub.open(self.hub_folder, now=self.moment(), flags=flags)
        for warning in hub.warnings:
            self.note(f"warning: {warning}")
        return hub

    def answer(self, data: Any, text: Callable[[], str] | None = None) -> None:
        """The answer: JSON where `--json` asks for it, else what `text` makes."""
        if self.as_json or text is None:
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            click.echo(text())

    def note(self, message: str) -> None:
        """A word to the person at the terminal, unless `--quiet`."""
        if not self.quiet:
            click.echo(message, err=True)

    def progress(self, step: str, done: int, total: int) -> None:
        """A line that counts up on a terminal; nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            return
        end = "\n" if done >= total else ""
        width = 24
        bar = "█" * round(width * done / max(1, total))
        click.echo(
            f"\r\x1b[2K{step:<12} {bar:<{width}} {done}/{total}{end}",
            nl=False,
            err=True,
        )


def with_globals(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the global options, in whatever place they stand, as `session`."""

    @functools.wraps(function)
    def call(
        *args: Any,
        hub_folder: str | None,
        now: str | None,
        as_json: bool,
        quiet: bool,
        verbose: bool,
        **kwargs: Any,
    ) -> Any:
        context = click.get_current_context()
        outer = context.obj if isinstance(context.obj, Session) else Session()
        context.obj = session = replace(
            outer,
            hub_folder=hub_folder or outer.hub_folder,
            now=now or outer.now,
            as_json=as_json or outer.as_json,
            quiet=quiet or outer.quiet,
            verbose=verbose or outer.verbose,
        )
        return function(session, *args, **kwargs)

    for option in reversed(_OPTIONS):
        call = option(call)
    return call


_OPTIONS = (
    click.option(
        "--hub",
        "hub_folder",
        metavar="DIR",
        envvar="NEWSFOLD_HUB",
        help="The hub's folder (default: the current one).",
    ),
    click.option(
        "--now",
        metavar="TIME",
        envvar="NEWSFOLD_NOW",
        help="Take TIME for the present: replays and tests.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Answer as JSON."),
    click.option("-q", "--quiet", is_flag=True, help="Nothing but the answer."),
    click.option("-v", "--verbose", is_flag=True, help="Say more on stderr."),
)


def open_lines(file: str | None) -> AbstractContextManager[BinaryIO]:
    """FILE of a filter, or stdin where there is none or it is `-`."""
    if file is None or file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise InputError(message) from error


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as text that fits the terminal; the last column gives way."""
    cells = [list(heads), *([_flat(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    room = _columns() - sum(widths[:-1]) - 2 * (len(heads) - 1)
    widths[-1] = max(20, min(widths[-1], room))
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    last = len(row) - 1
    return "  ".join(
        _cut(cell, width) if i == last else f"{cell:<{width}}"
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _flat(cell: object) -> str:
    """One line, no control characters: hostile titles must not steer a terminal."""
    text = "" if cell is None else str(cell)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _columns() -> int:
    if not sys.stdout.isatty():
        return 10_000
    import shutil

    return shutil.get_terminal_size().columns


def plain(lines: Iterable[str]) -> Iterator[str]:
    """Lines of strangers' text, safe to show on a terminal."""
    return (_flat(line) for line in lines)
