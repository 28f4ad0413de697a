"""What every command has: the global options, the hub, answers and progress."""

from __future__ import annotations

import functools
import json
import os
import stat
import sys
import unicodedata
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import click

from newsfold.cli.colour import COLUMNS, coloured
from newsfold.cli.progress import Bars
from newsfold.errors import InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from newsfold.hub import Hub
    from newsfold.model import Instant

__all__ = [
    "VERBOSE",
    "Session",
    "kind_of",
    "new_folder",
    "open_lines",
    "plain",
    "safe",
    "table",
    "with_globals",
]

VERBOSE = "newsfold.verbose"
"""Where the contexts of one call note that `-v` was given."""
_UNCUT = 20
"""Columns of an id or a time: what is no wider gives way last."""
_LEAST = 8
"""Columns that the last cell of a row keeps, however narrow the terminal."""


@dataclass(frozen=True)
class Session:
    """The global options of one call, and how it speaks to whoever called.

    What no option says (None), the environment says, else the default.
    """

    hub_folder: str | None = None
    now: str | None = None
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    bars: Bars = field(default_factory=Bars)

    def moment(self) -> Instant | None:
        """The moment to take for the present; None: what the system's clock shows.

        Raises UsageError for what is no time.
        """
        option, text = "--now", self.now
        if text is None:
            option, text = "NEWSFOLD_NOW", os.environ.get("NEWSFOLD_NOW", "")
            if not text:
                return None
        from newsfold.text.dates import parse

        found = parse(text)
        if found is None:
            message = f"{option} {text!r} is no time; write it as 2026-03-01T12:00:00Z"
            raise UsageError(message)
        return found.instant

    def where(self) -> str:
        """The hub's folder."""
        if self.hub_folder is not None:
            return self.hub_folder
        return os.environ.get("NEWSFOLD_HUB") or "."

    def hub_path(self) -> Path:
        """Where the hub is, without opening it.  Raises NotFoundError."""
        from newsfold import config

        return config.find(self.where())

    def open_hub(self, flags: dict[str, Any] | None = None) -> Hub:
        """The hub that the options name, warnings already shown."""
        from newsfold.hub import Hub

        hub = Hub.open(self.where(), now=self.moment(), flags=flags)
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
            self.bars.close()
            click.echo(_flat(message), err=True)

    def progress(self, step: str, done: int, total: int) -> None:
        """A bar that grows on a terminal; nothing elsewhere, or with `--quiet`."""
        if self._watched():
            self.bars.show(step, done, total)

    def working(self, step: str) -> AbstractContextManager[None]:
        """Work inside the block that cannot say how far it is: its seconds."""
        return self.bars.elapsed(step) if self._watched() else nullcontext()

    def lines(self, step: str, lines: BinaryIO) -> Iterator[bytes]:
        """The lines that a filter takes, a bar saying how much of them it took."""
        if not self._piped():
            yield from lines
            return
        status = os.fstat(lines.fileno())
        size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        taken = 0
        for line in lines:
            yield line
            taken += len(line)
            self.progress(f"{step}, kB", taken // 1000, size // 1000)
        self.bars.close()

    def answers(self, answers: Generator[str, None, None], step: str = "") -> None:
        """Write a filter's answers; for a `step`, a count of them.

        However it ends, the filter has let go of its workers then.
        """
        with closing(answers):
            for number, answer in enumerate(answers, start=1):
                click.echo(answer)
                if step and self._piped():
                    self.progress(step, number, 0)

    def _piped(self) -> bool:
        """Answers that go to the terminal show by themselves how far it is."""
        return self._watched() and not sys.stdout.isatty()

    def _watched(self) -> bool:
        return not self.quiet and sys.stderr.isatty()


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
            hub_folder=outer.hub_folder if hub_folder is None else hub_folder,
            now=outer.now if now is None else now,
            as_json=as_json or outer.as_json,
            quiet=quiet or outer.quiet,
            verbose=verbose or outer.verbose,
        )
        context.meta[VERBOSE] = session.verbose
        return function(session, *args, **kwargs)

    for option in reversed(_OPTIONS):
        call = option(call)
    return call


_OPTIONS = (
    click.option(
        "--hub",
        "hub_folder",
        metavar="DIR",
        help="Hub folder (default: NEWSFOLD_HUB, else the current one).",
    ),
    click.option(
        "--now",
        metavar="TIME",
        help="Take TIME for now (default: NEWSFOLD_NOW, else the clock).",
    ),
    click.option("--json", "as_json", is_flag=True, help="Answer as JSON."),
    click.option("-q", "--quiet", is_flag=True, help="Nothing but the answer."),
    click.option("-v", "--verbose", is_flag=True, help="Say more on stderr."),
)


def kind_of(name: str) -> Literal["story", "article", "organisation"]:
    """What an id names.  Raises NotFoundError for what is no id."""
    if name.startswith("s"):
        return "story"
    if name.startswith("a"):
        return "article"
    if name.startswith("o"):
        return "organisation"
    message = (
        f"{name} is no id: a story's starts with s, an article's with a, an "
        "organisation's with o"
    )
    raise NotFoundError(message)


@contextmanager
def new_folder(folder: str) -> Iterator[Path]:
    """The absolute path of a folder that is to be made inside the block.

    Raises UsageError where it cannot be one.
    """
    path = Path(folder).expanduser().resolve()
    if path.exists() and not path.is_dir():
        message = f"{path} is a file: name a folder"
        raise UsageError(message)
    try:
        yield path
    except OSError as error:
        message = f"{path} cannot be made: {error.strerror or error}; name another"
        raise UsageError(message) from error


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
    """Rows as text that fits the terminal; whole where there is none."""
    cells = [list(heads), *([_flat(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(heads))]
    if sys.stdout.isatty():
        import shutil

        gaps = 2 * (len(heads) - 1)
        widths = _fitted(widths, shutil.get_terminal_size().columns - gaps)
    return "\n".join(
        "  ".join(
            coloured(filled) if head in COLUMNS else filled
            for head, filled in zip(heads, map(_filled, row, widths), strict=True)
        ).rstrip()
        for row in cells
    )


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Widths that fit into `room`: the last column gives way first, then the widest.

    Ids and times stay whole; where not even they fit, lines are longer than the room.
    """
    fitted = [min(width, max(room, _UNCUT)) for width in widths]
    while sum(fitted) > room:
        widest = max(range(len(fitted)), key=lambda i: fitted[i])
        if fitted[-1] > _UNCUT:
            fitted[-1] -= 1
        elif fitted[widest] > _UNCUT:
            fitted[widest] -= 1
        elif fitted[-1] > _LEAST:
            fitted[-1] -= 1
        else:
            break
    return fitted


def _filled(text: str, width: int) -> str:
    """Text cut or padded to so many columns."""
    missing = width - _width(text)
    if missing >= 0:
        return text + " " * missing
    room, kept = width - 1, []
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept.append(character)
    cut = "".join(kept) + "…"
    return cut + " " * (width - _width(cut))


def _width(text: str) -> int:
    """Columns that a terminal gives to a text: Chinese takes two, an accent none."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c)
        for c in text
    )


def _flat(cell: object) -> str:
    """One line, no control characters: hostile titles must not steer a terminal."""
    return " ".join(_printable("" if cell is None else str(cell)).split())


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def safe(lines: Iterable[str]) -> str:
    """A text with strangers' words in it that cannot steer a terminal."""
    return "\n".join(_printable(line).rstrip() for line in lines)


def plain(lines: Iterable[str]) -> Iterator[str]:
    """Lines of strangers' text, safe to show on a terminal."""
    return (_flat(line) for line in lines)
