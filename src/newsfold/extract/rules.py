"""Rules by which pages and APIs are read as sources: a hub's `rules/*.toml`.

A file holds one table, `[page]` or `[api]`; `docs/how-to/sources.md` tells how to write
them.
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from newsfold.errors import ConfigError

if TYPE_CHECKING:
    from newsfold.model import Kind

__all__ = ["ApiRule", "PageRule", "Rule", "kind_of", "load", "matches"]

_MOST_PAGES = 10


class PageRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which links of a page are articles; one of the two has to be given."""

    links: str | tuple[str, ...] = ()
    """What their addresses look like: `*` stands for anything, and what begins with a
    slash is compared with the path and query."""
    within: str = ""
    """A CSS selector: of the element that they stand in."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """`links`, whether one or many are given."""
        return (self.links,) if isinstance(self.links, str) else self.links


class ApiRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where in an answer's JSON what stands."""

    items: str
    """Path of the list."""
    url: str
    """Path in an item, as all that follow; or an address with paths in braces."""
    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""
    tags: str = ""
    image: str = ""
    language: str = ""
    name: str = ""
    """What the source is called."""
    site: str = ""
    """The outlet's address, to which links are relative."""
    next: str = ""
    """Path, from the top, of the next page's address, or of what stands for it."""
    next_parameter: str = ""
    """Parameter of the address that takes that; without `next` it counts pages."""
    pages: int = 1
    """How many pages are asked for in one poll, at most."""


Rule: TypeAlias = PageRule | ApiRule
_RULES: dict[str, type[Rule]] = {"page": PageRule, "api": ApiRule}
_NAME = r'(?:[^\s.\[\]{}"]+|"[^"]+")'
_PATH = re.compile(rf"(?:{_NAME}|(?=\[))(?:\[\d*\]|\.{_NAME})*")
_BRACES = re.compile(r"\{([^{}]*)\}")
_PATHS = (
    *("items", "title", "date", "updated", "summary", "body", "author", "tags"),
    *("image", "language", "next"),
)


def kind_of(rule: Rule) -> Kind:
    """What kind of source it is a rule for."""
    return "page" if isinstance(rule, PageRule) else "api"


def load(text: str) -> Rule:
    """Read a rule from TOML.

    Raises ConfigError, with the key named, for what is no TOML, an unknown or missing
    key, a value of the wrong kind, a path or a selector that cannot be read.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"it is not valid TOML: {error}") from error
    tables = list(tree)
    if len(tables) != 1 or tables[0] not in _RULES:
        raise ConfigError("it has to hold one table, [page] or [api], and nothing else")
    (name,) = tables
    kind = _RULES[name]
    table = tree[name]
    known = [field.name for field in msgspec.structs.fields(kind)]
    for key in table if isinstance(table, dict) else ():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"{name}.{key}: there is no such key{hint}")
    try:
        rule = msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise ConfigError(f"[{name}]: {error}") from error
    _check_page(rule) if isinstance(rule, PageRule) else _check_api(rule)
    return rule


def _check_page(rule: PageRule) -> None:
    if not rule.within and not rule.patterns:
        raise ConfigError("[page]: it needs 'links' or 'within'")
    for pattern in rule.patterns:
        if not pattern.startswith(("http://", "https://", "/", "*")):
            message = (
                f"page.links: {pattern!r} has to begin with https://, with / or with *"
            )
            raise ConfigError(message)
    if rule.within:
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError

        try:
            LexborHTMLParser("<p>").css(rule.within)
        except SelectolaxError as error:
            message = f"page.within: {rule.within!r} is no CSS selector"
            raise ConfigError(message) from error


def _check_api(rule: ApiRule) -> None:
    for key in _PATHS:
        _check_path(f"api.{key}", getattr(rule, key))
    inner = _BRACES.findall(rule.url)
    for path in inner or (rule.url,):
        _check_path("api.url", path)
    if not rule.items or not rule.url:
        raise ConfigError(f"api.{'url' if rule.items else 'items'}: it is empty")
    if not 1 <= rule.pages <= _MOST_PAGES:
        raise ConfigError(f"api.pages: it has to be from 1 to {_MOST_PAGES}")
    if rule.pages > 1 and not (rule.next or rule.next_parameter):
        raise ConfigError("api.pages: more than one needs 'next' or 'next_parameter'")


def _check_path(key: str, path: str) -> None:
    if path and not _PATH.fullmatch(path):
        message = f"{key}: {path!r} is no path such as 'data.items[]' or 'links[0].url'"
        raise ConfigError(message)


def matches(pattern: str, url: str) -> bool:
    """Whether an address looks like a pattern, whose `*` stand for anything.

    In time linear in the address, however many asterisks there are.
    """
    if pattern.startswith("/"):
        url = "/" + url.partition("://")[2].partition("/")[2]
    first, *rest = pattern.split("*")
    if not rest:
        return url == first
    if not url.startswith(first):
        return False
    *middle, last = rest
    place = len(first)
    for piece in middle:
        found = url.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return len(url) - len(last) >= place and url.endswith(last)


def steps(path: str) -> list[str | int | None]:
    """The steps of a path: a member's name, an element's number, None: all of them."""
    found: list[str | int | None] = []
    for name, number in re.findall(rf"({_NAME})|\[(\d*)\]", path):
        if name:
            found.append(name.strip('"'))
        else:
            found.append(int(number) if number else None)
    return found


def values(tree: Any, path: str) -> list[Any]:
    """What stands at a path; empty where nothing does."""
    found = [tree]
    for step in steps(path):
        following: list[Any] = []
        for value in found:
            if step is None:
                following += value if isinstance(value, list) else []
            elif isinstance(step, int):
                following += value[step : step + 1] if isinstance(value, list) else []
            elif isinstance(value, dict) and step in value:
                following.append(value[step])
        found = following
    return found
