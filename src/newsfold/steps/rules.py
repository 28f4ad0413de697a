"""The hub's own rules for reading pages and APIs: `rules/NAME.toml`."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsfold.errors import ConfigError
from newsfold.extract import rules

if TYPE_CHECKING:
    from pathlib import Path

    from newsfold.extract.rules import Rule
    from newsfold.model import Source

__all__ = ["FOLDER", "Read", "read_rule", "rule_of"]

FOLDER = "rules"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


class Read(NamedTuple):
    """A rule, and the digest of its file."""

    rule: Rule | None = None
    digest: str = ""


def rule_of(folder: Path, source: Source) -> Read:
    """The rule of a source; none for one that needs none.

    Raises ConfigError where it cannot be read, or is for another kind of source.
    """
    if not source.rule:
        if source.kind == "api":
            raise ConfigError("an API needs a rule that says where its items are")
        return Read()
    read = read_rule(folder, source.rule)
    if read.rule is not None and rules.kind_of(read.rule) != source.kind:
        kind = rules.kind_of(read.rule)
        message = (
            f"{_path(folder, source.rule)} is a rule for {kind}, not for {source.kind}"
        )
        raise ConfigError(message)
    return read


def read_rule(folder: Path, name: str) -> Read:
    """The rule of a name.  Raises ConfigError where it cannot be read."""
    if not _NAME.fullmatch(name):
        message = f"{name!r} is no name of a rule: letters, digits, - and _ make one"
        raise ConfigError(message)
    path = _path(folder, name)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        message = f"there is no rule {path}: write it, or name another"
        raise ConfigError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    try:
        rule = rules.load(text)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    return Read(rule, blake2b(text.encode(), digest_size=8).hexdigest())


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}.toml"
