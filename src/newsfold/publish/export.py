"""Articles as CSV and JSON Lines; any table as these or as Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from newsfold.errors import UsageError
from newsfold.publish import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsfold.model import Article

_COLUMNS = ("id", "publishedDateTime", "provider", "language", "title", "webUrl")
_BETWEEN = "; "
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


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """A heading, then the rows as CSV; the parts of a list are parted by semicolons.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    yield ",".join(columns)
    for row in rows:
        line = io.StringIO()
        cells = [safe(_cell(row[column])) for column in columns]
        csv.writer(line, lineterminator="").writerow(cells)
        yield line.getvalue()


def json_line(row: Mapping[str, Any]) -> str:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def parquet(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """The rows as a Parquet file.

    Raises UsageError where pyarrow is not installed: it is an extra, 150 MB large.
    """
    try:
        from pyarrow import BufferOutputStream, Table
        from pyarrow.parquet import write_table
    except ImportError as error:
        message = "parquet needs pyarrow: install newsfold[parquet], or take csv"
        raise UsageError(message) from error
    found = list(rows)
    made = Table.from_pydict({name: [row[name] for row in found] for name in columns})
    sink = BufferOutputStream()
    write_table(made, sink)
    return bytes(sink.getvalue())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _BETWEEN.join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
