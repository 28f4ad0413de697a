"""The deals of all stories as a table: a row for each article that tells one.

A sum is told by somebody at some time: each row carries its outlet, its moment, the
sentence that tells it, and what the story's other articles make of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsfold.publish.as_json import time
from newsfold.publish.export import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.model import Dossier

__all__ = ["COLUMNS", "csv_lines", "rows"]

COLUMNS = (
    "story",
    "article",
    "publishedDateTime",
    "provider",
    "kind",
    "status",
    "target",
    "buyerOrInvestors",
    "amount",
    "currency",
    "approx",
    "sharePercent",
    "people",
    "verdict",
    "parties",
    "quote",
    "webUrl",
)


def rows(dossiers: Iterable[Dossier]) -> Iterator[dict[str, Any]]:
    """One object a deal and article, with the keys of `COLUMNS`; no copies."""
    for dossier in dossiers:
        told = dossier.comparison
        if told is None:
            continue
        members = {member.article.id: member for member in dossier.members}
        for deal in told.deals:
            member = members.get(deal.article)
            if member is None or member.copy is not None:
                continue
            article, amount = member.article, deal.amount
            yield {
                "story": dossier.story.id,
                "article": article.id,
                "publishedDateTime": time(article.published),
                "provider": article.provider.domain,
                "kind": deal.kind,
                "status": deal.status,
                "target": deal.target,
                "buyerOrInvestors": list(deal.buyer_or_investors),
                "amount": None if amount is None else amount.value,
                "currency": None if amount is None else amount.currency,
                "approx": None if amount is None else amount.approx,
                "sharePercent": deal.share_percent,
                "people": deal.people,
                "verdict": told.verdict,
                "parties": told.parties,
                "quote": deal.quote,
                "webUrl": article.web_url,
            }


def csv_lines(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """A heading, then the rows; parties are parted by semicolons."""
    return table(rows(dossiers), COLUMNS)
