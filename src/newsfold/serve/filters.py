"""What a reader asks of the lists of deals: the form's fields, as a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.errors import UsageError
from newsfold.publish.dealings import KINDS, STATUSES, Asked
from newsfold.text.dates import parse as parse_date
from newsfold.text.query import Query, money

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["asked_of", "query_of"]

_LONGEST = 100


def asked_of(fields: Mapping[str, str]) -> Asked:
    """The fields as they were filled in."""
    names = Asked._fields
    return Asked(**{name: fields.get(name, "").strip()[:_LONGEST] for name in names})


def query_of(asked: Asked) -> Query:
    """What that asks for.  Raises UsageError for what makes no sense."""
    for name, value, known in (
        ("kind", asked.kind, KINDS),
        ("status", asked.status, STATUSES),
    ):
        if value and value not in known:
            raise UsageError(f"{name}={value} is none; take {', '.join(known)}")
    over = money(asked.over) if asked.over else None
    if asked.over and over is None:
        raise UsageError(f"{asked.over} is no sum; write it as 50M")
    since = parse_date(asked.since) if asked.since else None
    if asked.since and since is None:
        raise UsageError(f"{asked.since} is no date; write it as 2026-02-01")
    return Query(
        kinds=(asked.kind,) if asked.kind else (),
        statuses=(asked.status,) if asked.status else (),
        parties=(asked.org.lower(),) if asked.org else (),
        over=over,
        after=since.instant if since else None,
    )
