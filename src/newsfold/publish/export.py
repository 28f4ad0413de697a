"""Articles as CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from newsfold.publish import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.model import Article

_COLUMNS = ("id", "publishedDateTime", "provider", "language", "title", "webUrl")
_FORMULA = frozenset("=+-@\t\r")


def json_lines(articles: Iterable[Article]) -> Iterator[str]:
    """One line an article, body included: what `newsfold fold` takes."""
    for article in articles:
        shown = {**as_json.article(article), "body": article.body}
        yield json.dumps(shown, ensure_ascii=False)


def csv_lines(articles: Iterable[Article]) -> Iterator[str]:
    """A heading, then one row an article.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    yield ",".join(_COLUMNS)
    for article in articles:
        shown = {
            **as_json.article(article),
            "provider": article.provider.domain,
        }
        line = io.StringIO()
        row = [safe(str(shown[column] or "")) for column in _COLUMNS]
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _FORMULA else cell
