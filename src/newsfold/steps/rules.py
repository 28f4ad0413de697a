"""The hub's own rules for reading sources and articles' pages: `rules/NAME.toml`."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsfold.errors import ConfigError
from newsfold.extract import rules
from newsfold.extract.rules import ArticleRule
from newsfold.store.folder import write
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from newsfold.extract.rules import Rule
    from newsfold.model import Page, Source

__all__ = [
    "FOLDER",
    "ArticleRules",
    "Read",
    "article_rules",
    "read_rule",
    "rule_of",
    "write_rule",
]

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
        meant = rules.kind_of(read.rule) or "articles"
        message = (
            f"{_path(folder, source.rule)} is a rule for {meant}, not for {source.kind}"
        )
        raise ConfigError(message)
    return read


class ArticleRules(NamedTuple):
    """The rules by which outlets' pages are read."""

    read: dict[str, Read]
    """By name, in that order: those that can be read."""
    unread: dict[str, str]
    """By name: why one cannot."""

    def of(self, page: Page) -> ArticleRule | None:
        """The rule for an article's page, where there is one that holds."""
        return self._best(page)[0]

    def reader(self, page: Page) -> str:
        """What reads a page: this version, and the rule by which it does."""
        _, digest = self._best(page)
        return f"{__version__}+{digest}" if digest else __version__

    def _best(self, page: Page) -> tuple[ArticleRule | None, str]:
        """The rule that names the page's host most closely; of two, the first named."""
        best: tuple[ArticleRule | None, str] = None, ""
        closest = 0
        if page.request.purpose != "page":
            return best
        for rule, digest in self.read.values():
            if isinstance(rule, ArticleRule) and rule.holds(page.fetched):
                close = rule.fits(page.url)
                if close > closest:
                    best, closest = (rule, digest), close
        return best


def article_rules(folder: Path, *, used: Collection[str] = ()) -> ArticleRules:
    """All the hub's rules for articles' pages.  `used`: names of sources' own rules."""
    read: dict[str, Read] = {}
    unread: dict[str, str] = {}
    for path in sorted((folder / FOLDER).glob("*.toml")):
        if path.stem in used:
            continue
        try:
            found = read_rule(folder, path.stem)
        except ConfigError as error:
            unread[path.stem] = str(error)
            continue
        if isinstance(found.rule, ArticleRule):
            read[path.stem] = found
    return ArticleRules(read, unread)


def read_rule(folder: Path, name: str) -> Read:
    """The rule of a name.  Raises ConfigError where it cannot be read."""
    _check_name(name)
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


def write_rule(folder: Path, name: str, text: str) -> bool:
    """Write a rule; False where one of that name is there.  Raises ConfigError for a
    name that no rule can have.
    """
    _check_name(name)
    path = _path(folder, name)
    if path.exists():
        return False
    write(path, text.encode())
    return True


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        message = f"{name!r} is no name of a rule: letters, digits, - and _ make one"
        raise ConfigError(message)


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}.toml"
