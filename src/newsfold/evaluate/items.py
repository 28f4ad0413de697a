"""What the suites read: the labelled files, and items in the form that `fold` takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from newsfold.errors import InputError
from newsfold.model import Article, Provider
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["article", "decoded", "lines", "locate", "pairs"]

_T = TypeVar("_T")


def locate(data: Path, *patterns: str) -> list[Path]:
    """The labelled files of one suite, sorted.

    `data` is such a file itself, or a folder; below a folder the first pattern that
    finds any counts.  So a suite takes its file, its own folder or the root of all
    data.  Raises InputError where nothing is found.
    """
    if data.is_file():
        return [data]
    for pattern in patterns:
        if found := sorted(data.glob(pattern)):
            return found
    state = f"holds no {patterns[0]}" if data.is_dir() else "is not there"
    raise InputError(f"{data} {state}; see docs/reference/evaluation.md")


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file.  Raises InputError."""
    try:
        text = path.read_bytes()
        rows = [json.loads(row) for row in text.splitlines() if row.strip()]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path} is no JSON Lines: {error}") from error
    if not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{path} is no JSON Lines of objects")
    return rows


def decoded(path: Path, type_: type[_T]) -> list[_T]:
    """The lines of a JSON Lines file as `type_`.  Raises InputError."""
    decoder = msgspec.json.Decoder(type_)
    found: list[_T] = []
    at = 0
    try:
        with path.open("rb") as file:
            for line in file:
                at += 1
                if line.strip():
                    found.append(decoder.decode(line))
    except msgspec.DecodeError as error:
        raise InputError(f"{path}, line {at}: {error}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return found


def pairs(path: Path, columns: int = 2) -> list[list[str]]:
    """The rows of a tab-separated file without its comments, each of `columns` fields
    or more.  Raises InputError.
    """
    try:
        rows = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    table = [row.split("\t") for row in rows if row and not row.startswith("#")]
    for row in table:
        if len(row) < columns:
            raise InputError(f"{path} has a row of {len(row)} fields: {row[0]!r}")
    return table


def article(row: dict[str, Any]) -> Article:
    """One item as an article; a provider may be an object or a bare name.

    Raises InputError for an item without id or title.
    """
    if missing := {"id", "title"} - row.keys():
        raise InputError(f"an item has no {min(missing)}: {str(row)[:80]}")
    provider = row.get("provider")
    if not isinstance(provider, dict):
        name = provider if isinstance(provider, str) else ""
        provider = {"name": name, "domain": str(row.get("host") or "")}
    moment = parse(str(row.get("publishedDateTime", "")))
    instant = moment.instant if moment else 0
    return Article(
        id=str(row["id"]),
        title=row["title"],
        excerpt=row.get("excerpt", ""),
        body=row.get("body", ""),
        web_url=row.get("webUrl", ""),
        provider=Provider(
            name=provider.get("name", ""), domain=provider.get("domain", "")
        ),
        published=instant,
        seen=instant,
        language=row.get("language") or row.get("lang") or "",
    )
