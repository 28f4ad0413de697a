"""Every error that Newsfold raises on purpose.

    NewsfoldError
    ├── UsageError       2  the command was called in a way it does not know
    ├── ConfigError      3  newsfold.toml or the environment says something impossible
    ├── NotFoundError    4  no such hub, story, article or source
    ├── NetworkError     5  an address could not be reached, or must not be
    ├── InputError       6  a file or text is not what it has to be
    │   └── RecordError     a record file does not survive being read back
    ├── LockedError      7  another run holds the hub
    └── StorageError     8  the database cannot be opened, read or written
        └── SchemaError     it was written by a newer Newsfold

The number is the exit code of the command line.  A message says what is wrong and
what to do about it, on one line.  What goes wrong with one *item* is no exception
but a `newsfold.model.Failure`: the run goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ConfigError",
    "InputError",
    "LockedError",
    "NetworkError",
    "NewsfoldError",
    "NotFoundError",
    "RecordError",
    "SchemaError",
    "StorageError",
    "UsageError",
]


class NewsfoldError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what the CLI ends with."""

    exit_code = 1


class UsageError(NewsfoldError):
    """The command was called in a way it does not know."""

    exit_code = 2


class ConfigError(NewsfoldError):
    """A setting is unknown, of the wrong type or impossible."""

    exit_code = 3


class NotFoundError(NewsfoldError):
    """There is no hub, story, article or source of that name."""

    exit_code = 4

    @classmethod
    def of(cls, kind: str, kinds: str, name: str, known: Iterable[str]) -> Self:
        """What is not there, the most similar of what is, and what lists it all."""
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        hint = f", did you mean {near[0]}?" if near else ";"
        return cls(f"there is no {kind} {name}{hint} 'newsfold list {kinds}' shows all")


class NetworkError(NewsfoldError):
    """An address could not be reached, or is one that must not be."""

    exit_code = 5


class InputError(NewsfoldError):
    """A file or text is not what it has to be."""

    exit_code = 6


class RecordError(InputError):
    """A record file does not survive being read back."""


class LockedError(NewsfoldError):
    """Another run holds the hub."""

    exit_code = 7


class StorageError(NewsfoldError):
    """The database cannot be opened, read or written."""

    exit_code = 8


class SchemaError(StorageError):
    """The database was written by a newer Newsfold."""
