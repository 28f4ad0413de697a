"""The command line: one file a command, imported when it is asked for.

stdout carries only answers; progress, logs and warnings go to stderr.  A mistake is one
line that says what to do, and an exit code (see `newsfold.errors`).
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from newsfold.cli.session import VERBOSE, Session, plain, with_globals
from newsfold.cli.stopping import Stopping
from newsfold.errors import NewsfoldError, StorageError
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

__all__ = ["cli", "main"]

_UNEXPECTED = 1
_SECTIONS = {
    "Begin": ("init", "demo", "add", "import"),
    "Run": ("run",),
    "Read": ("list", "show", "search", "facts", "explain", "watch"),
    "Decide": ("decide", "story", "org", "refold", "source"),
    "Publish": ("build", "serve", "export"),
    "Operate": ("doctor", "forget", "backup", "config", "rules", "seal", "completion"),
    "Filters, without a hub": ("extract", "fold", "compare"),
    "Measure": ("eval",),
}
_COMMANDS = tuple(name for names in _SECTIONS.values() for name in names)
_UNDERSCORED = frozenset({"import", "list", "eval"})
"""Their modules would hide a keyword or a builtin here: `list_`, not `list`."""


_FORESEEN = (NewsfoldError, click.ClickException, click.exceptions.Exit, click.Abort)


class _Lazy(click.Group):
    """Loads a command's module when it is called; keeps the order of `_COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's
        return list(_COMMANDS)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The commands before the options: they are what one looks for."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The commands by what one wants of them, all in one column."""
        commands = {name: self.get_command(ctx, name) for name in _COMMANDS}
        width = max(map(len, _COMMANDS))
        room = formatter.width - width - 6
        for section, names in _SECTIONS.items():
            rows = [
                (name.ljust(width), command.get_short_help_str(room))
                for name in names
                if (command := commands[name]) is not None
            ]
            with formatter.section(section):
                formatter.write_dl(rows)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if cmd_name in _UNDERSCORED else cmd_name
        module = importlib.import_module(f"newsfold.cli.{name}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; what nobody foresaw shows its traceback with `-v`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of our answer went away: no mistake of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except KeyboardInterrupt as error:
            raise click.Abort from error
        except Exception as error:
            if ctx.meta.get(VERBOSE) and not isinstance(error, _FORESEEN):
                import traceback

                traceback.print_exc()
            raise
        finally:
            if isinstance(ctx.obj, Session):
                ctx.obj.bars.close()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            message = f"There is no command '{args[0]}'.{hint}"
            raise click.UsageError(message, ctx) from error


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="newsfold", message="%(prog)s %(version)s")
@with_globals
def cli(session: Session) -> None:  # set up by the decorator
    """Fold the news into stories and show where the sources disagree.

    \b
    Example:
      newsfold demo                       the sample hub, offline
      newsfold init my-hub && cd my-hub   a hub of your own
      newsfold add https://www.theguardian.com/world/rss
      newsfold run --once
      newsfold list stories

    'newsfold COMMAND --help' has examples of each.  Global options may stand before
    or after the command.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # Our matrices are small: threads of the linear algebra only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    stopping = Stopping()
    stopping.listen()
    try:
        code = cli.main(args=arguments, prog_name="newsfold", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        if sys.stderr.isatty():
            click.echo(err=True)  # below the ^C
        message = "stopped; what was done is kept, run it again to go on"
        _say(message)
        stopping.leave()
        sys.exit(stopping.exit_code)
    except NewsfoldError as error:
        _leave(str(error), error.exit_code)
    except OSError as error:
        from newsfold.store.folder import trouble

        words = (error.filename, trouble(error))
        _leave(": ".join(str(word) for word in words if word), StorageError.exit_code)
    except Exception as error:  # noqa: BLE001  # the last line of defence: no traceback
        if _is_of_the_database(error):
            from newsfold.store.sqlite import worded

            message = f"the database cannot be used: {worded(error)}"
            _leave(message, StorageError.exit_code)
        message = (
            f"unexpected error: {type(error).__name__}: {error}; please report it, "
            "with -v for the details"
        )
        _leave(message, _UNEXPECTED)
    code = code if isinstance(code, int) else 0
    stopping.done(code)
    sys.exit(code)


def _leave(message: str, code: int) -> NoReturn:
    """Say what went wrong, and end with the exit code."""
    _say(message)
    sys.exit(code)


def _say(message: str) -> None:
    """One line on stderr, without what could steer a terminal."""
    click.echo(next(plain([f"newsfold: {message}"])), err=True)


def _is_of_the_database(error: Exception) -> bool:
    """Whether apsw raised it; by name, since most commands need no database."""
    return any(kind.__module__ == "apsw" for kind in type(error).__mro__)
