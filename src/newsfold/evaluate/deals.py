"""Measures what is read of business events against what people read in them.

Data: JSON Lines, one event a line,

    {"id", "event", "date", "reports": [{"outlet", "lang", "title", "text",
     "facts": {"buyer_or_investors", "target", "amount", "other_amounts",
     "share_percent", "people", "status"}}],
     "agreement": {"amount": "agree|rounded|converted|conflict"}}

Every event is compared as one story.  The event `abandoned` keeps its kind in our
records: it is right as an acquisition or a merger whose status is `abandoned`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.errors import InputError
from newsfold.evaluate.items import locate
from newsfold.judge.compare import compare
from newsfold.model import Amount, Article, Deal, Member, Provider
from newsfold.read import read
from newsfold.text.dates import parse
from newsfold.text.names import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["evaluate"]


class _Sum(msgspec.Struct, frozen=True):
    value: float
    currency: str


class _Facts(msgspec.Struct, frozen=True):
    buyer_or_investors: tuple[str, ...] = ()
    target: str | None = None
    amount: _Sum | None = None
    other_amounts: tuple[_Sum, ...] = ()
    share_percent: float | None = None
    people: int | None = None
    status: str = ""


class _Told(msgspec.Struct, frozen=True):
    outlet: str
    title: str
    text: str
    facts: _Facts
    lang: str = ""


class _Agreement(msgspec.Struct, frozen=True):
    amount: str


class _Event(msgspec.Struct, frozen=True):
    id: str
    event: str
    date: str
    reports: tuple[_Told, ...]
    agreement: _Agreement


_WITHIN = 0.001
_LEAST = 4


def _equal(amount: Amount | None, truth: _Sum | None) -> bool:
    """Equal in currency and within 0.1 %; a missing one equals a missing one."""
    if amount is None or truth is None:
        return amount is None and truth is None
    return amount.currency == truth.currency and abs(
        amount.value - truth.value
    ) <= _WITHIN * abs(truth.value)


def _named(name: str | None, truth: str | None) -> bool:
    """Equal without legal forms, or one within the other from four letters on."""
    if name is None or truth is None:
        return name is None and truth is None
    first, second = sorted((key(name), key(truth)), key=len)
    return first == second or (len(first) >= _LEAST and first in second)


def _matched(names: Sequence[str], truth: Sequence[str]) -> int:
    """How many names meet one of the truth's, each used once."""
    left = list(truth)
    found = 0
    for name in names:
        for other in left:
            if _named(name, other):
                left.remove(other)
                found += 1
                break
    return found


def _members(event: _Event) -> list[Member]:
    moment = parse(
        event.date if len(event.date) > len("2024-02") else f"{event.date}-15"
    )
    members = []
    for index, told in enumerate(event.reports):
        article = Article(
            id=f"{event.id}-{index}",
            title=told.title,
            body=told.text,
            web_url=f"https://{told.outlet.lower()}.example/{event.id}",
            language=told.lang,
            published=None if moment is None else moment.instant,
            provider=Provider(
                name=told.outlet, domain=f"{told.outlet.lower()}.example"
            ),
        )
        members.append(Member(article=article, reading=read(article)))
    return members


def _kind(deal: Deal | None, event: str) -> bool:
    if deal is None:
        return False
    if event == "abandoned":
        return deal.kind in {"acquisition", "merger"} and deal.status == "abandoned"
    return deal.kind == event


def evaluate(data: Path) -> dict[str, Any]:
    """Shares of reports whose amount, kind, target, people and status are right, F1 of
    investors or buyers, share of amounts that are a distractor's, and of events whose
    verdict is right.

    `data` is a file of events, a folder of such files, or one that holds this as
    `deals/`.  Raises InputError for what cannot be read or a line that is not as above.
    """
    paths = locate(data, "deals/*.jsonl", "*.jsonl")
    try:
        events = [
            msgspec.json.decode(line, type=_Event)
            for path in paths
            for line in path.read_bytes().splitlines()
            if line.strip()
        ]
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{data}: {error}") from error
    right = dict.fromkeys(("amount", "kind", "target", "people", "status", "share"), 0)
    distracted = reports = common = given = wanted = layoffs = verdicts = 0
    wrong: list[str] = []
    for event in events:
        members = _members(event)
        comparison = compare(event.id, members)
        deals = {deal.article: deal for deal in comparison.deals}
        if comparison.verdict == event.agreement.amount:
            verdicts += 1
        else:
            wrong.append(
                f"{event.id}: {comparison.verdict}, not {event.agreement.amount}"
            )
        for member, told in zip(members, event.reports, strict=True):
            facts, deal = told.facts, deals.get(member.article.id)
            reports += 1
            amount = None if deal is None else deal.amount
            right["kind"] += _kind(deal, event.event)
            right["amount"] += _equal(amount, facts.amount)
            right["target"] += _named(
                None if deal is None else deal.target, facts.target
            )
            right["status"] += deal is not None and deal.status == facts.status
            right["share"] += (
                None if deal is None else deal.share_percent
            ) == facts.share_percent
            if amount is not None and not _equal(amount, facts.amount):
                distracted += any(
                    _equal(amount, other) for other in facts.other_amounts
                )
            buyers = () if deal is None else deal.buyer_or_investors
            common += _matched(buyers, facts.buyer_or_investors)
            given += len(buyers)
            wanted += len(facts.buyer_or_investors)
            if facts.people is not None:
                layoffs += 1
                right["people"] += deal is not None and deal.people == facts.people
    return {
        "events": len(events),
        "reports": reports,
        "amount": _share(right["amount"], reports),
        "distractor": _share(distracted, reports),
        "kind": _share(right["kind"], reports),
        "target": _share(right["target"], reports),
        "status": _share(right["status"], reports),
        "share_percent": _share(right["share"], reports),
        "parties_f1": _share(2 * common, given + wanted),
        "people": _share(right["people"], layoffs),
        "verdict": _share(verdicts, len(events)),
        "wrong_verdicts": wrong,
    }


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
