"""Rules by which sources and articles' pages are read: a hub's `rules/*.toml`.

A file holds one table: `[page]` or `[api]` for a source (`docs/how-to/sources.md`),
`[article]` for the pages of an outlet (`docs/how-to/page-rules.md`).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from newsfold.errors import ConfigError
from newsfold.text.urls import host_of

if TYPE_CHECKING:
    from newsfold.model import Instant, Kind

__all__ = [
    "ApiRule",
    "ArticleRule",
    "PageRule",
    "Rule",
    "kind_of",
    "load",
    "matches",
]

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


class ArticleRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where on the pages of an outlet what stands, as CSS selectors.

    What is not given, or not found, is read as without a rule.
    """

    hosts: tuple[str, ...]
    """Of the pages; their subdomains are meant too."""
    until: dt.date | None = None
    """The last day on which it holds; none: it holds until it is taken away."""
    title: str = ""
    authors: str = ""
    published: str = ""
    """Of an element whose `datetime`, `content` or words say when."""
    body: str = ""
    """Of the elements that hold the text, however many there are."""
    drop: tuple[str, ...] = ()
    """Of what is no part of any article, wherever it stands."""

    def selectors(self) -> dict[str, str]:
        """Those of its selectors that find a field, by field."""
        given = {name: getattr(self, name) for name in ARTICLE_FIELDS}
        return {name: selector for name, selector in given.items() if selector}

    def fits(self, url: str) -> int:
        """How closely an address is on one of its hosts: the length of that; 0: not."""
        host = host_of(url)
        return max(
            (len(own) for own in self.hosts if f".{host}".endswith(f".{own}")),
            default=0,
        )

    def holds(self, at: Instant) -> bool:
        """Whether it holds at a moment, as far as its last day tells (in UTC)."""
        if self.until is None:
            return True
        day = dt.datetime.fromtimestamp(at, dt.UTC).date()
        return day <= self.until


ARTICLE_FIELDS = ("title", "authors", "published", "body")
Rule: TypeAlias = PageRule | ApiRule | ArticleRule
_RULES: dict[str, type[Rule]] = {
    "page": PageRule,
    "api": ApiRule,
    "article": ArticleRule,
}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")
_NAME = r'(?:[^\s.\[\]{}"]+|"[^"]+")'
_PATH = re.compile(rf"(?:{_NAME}|(?=\[))(?:\[\d*\]|\.{_NAME})*")
_BRACES = re.compile(r"\{([^{}]*)\}")
_PATHS = (
    *("items", "title", "date", "updated", "summary", "body", "author", "tags"),
    *("image", "language", "next"),
)


def kind_of(rule: Rule) -> Kind | None:
    """What kind of source it is a rule for; None: for none, but articles' pages."""
    if isinstance(rule, ArticleRule):
        return None
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
        message = "it has to hold one table, [page], [api] or [article], and no other"
        raise ConfigError(message)
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
    if isinstance(rule, PageRule):
        _check_page(rule)
    elif isinstance(rule, ApiRule):
        _check_api(rule)
    else:
        _check_article(rule)
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
        _check_selector("page.within", rule.within)


def _check_article(rule: ArticleRule) -> None:
    if not rule.hosts:
        raise ConfigError("article.hosts: it names no host, such as 'quay.example'")
    for host in rule.hosts:
        if not _HOST.fullmatch(host):
            message = f"article.hosts: {host!r} is no host such as 'quay.example'"
            raise ConfigError(message)
    if not rule.selectors() and not rule.drop:
        fields = "', '".join(ARTICLE_FIELDS)
        raise ConfigError(f"[article]: it needs one of '{fields}', 'drop'")
    for name, selector in rule.selectors().items():
        _check_selector(f"article.{name}", selector)
    for selector in rule.drop:
        _check_selector("article.drop", selector)


def _check_selector(key: str, selector: str) -> None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    message = f"{key}: {selector!r} is no CSS selector"
    if not selector.strip():
        raise ConfigError(message)
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError as error:
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
