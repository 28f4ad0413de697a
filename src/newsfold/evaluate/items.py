"""Reads items in the form that `fold` takes, as articles, for the suites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsfold.errors import InputError
from newsfold.model import Article, Provider
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["article", "lines", "pairs"]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file.  Raises InputError."""
    try:
        return [json.loads(row) for row in path.read_bytes().splitlines()]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path} is no JSON Lines: {error}") from error


def pairs(path: Path) -> list[list[str]]:
    """The rows of a tab-separated file without its comments.  Raises InputError."""
    try:
        rows = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def article(row: dict[str, Any]) -> Article:
    """One item as an article; a provider may be an object or a bare name."""
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
        provider=Provider(name=provider["name"], domain=provider["domain"]),
        published=instant,
        seen=instant,
        language=row.get("language") or row.get("lang") or "",
    )
