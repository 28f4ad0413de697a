"""The business event that an article tells, if any: kind, parties, sum, status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.model import Amount, Article, Deal, DealKind, OtherAmount
from newsfold.read.deal_kind import kind_of, of_goods, promising, status_of
from newsfold.read.deal_parties import partial, parties, prominent, weight
from newsfold.read.deal_sums import choose, stated_rate
from newsfold.read.deal_text import telling
from newsfold.text.numbers import FLOORS, LOOSE

if TYPE_CHECKING:
    from newsfold.read.deal_sums import RoledSum
    from newsfold.read.deal_text import Telling
    from newsfold.text.money import Money

__all__ = ["deal"]

_SHARE = re.compile(
    r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent)(?: of (?:⟦\d+⟧|its (?:stock|shares)"
    r"|the (?:new )?(?:company|venture|shares)"
    r"|the (?:combined|merged|enlarged) (?:company|group|business))"
    r"| (?:stake|holding) in (?:(?:its|the|an?) )?(?:[\w-]+ ){0,4}⟦\d+⟧| owned by"
    r"|\s?(?:de(?: la| los)?|der|von|di|do|da) (?:[a-zà-ü-]+ ){0,2}⟦\d+⟧)"
    r"|\b(?:giving|gives) \w+ (?:an? |about )?(\d+(?:\.\d+)?)\s?(?:%|per\s?cent)"
    r"|\bsell(?:s|ing) (?:an? )?(?:about |around |roughly |some )?(\d+(?:\.\d+)?)"
    r"\s?(?:%|per\s?cent)"
)
_PEOPLE_AFTER = re.compile(
    r"(?:\s(?:of its|fewer|more|new|full-time|former|German|US|global|corporate))*"
    r"[\s-](?:people|jobs?|employees|staff|workers|posts|positions|roles|staffers"
    r"|must\s(?:go|leave)"
    r"|redundancies|layoffs|Stellen|Mitarbeiter\w*|Arbeitsplätze|Jobs|emplois|postes"
    r"|salariés"
    r"|empleos|empleados|trabajadores|trabalhadores|lavoratori|puestos|empregos|funcionários|dipendenti|posti"
    r"|сотрудник\w*|работник\w*|рабочих мест\w*|человек)\b"
    r"|\s?(?:人|名)",
    re.IGNORECASE,
)
_CUTTING = re.compile(
    r"\b(?:cuts?|cutting|sacks?|sacking|sacked|axes?|axing|sheds?|shedding|fires?"
    r"|dismiss\w*|lays? off"
    r"|laying off|laid off|eliminat\w+|slash\w*|streicht)\s(?:more than\s|about\s"
    r"|some\s|over\s|around\s"
    r"|nearly\s|almost\s|up to\s|roughly\s|rund\s|another\s)?$",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\s?(?:%|per\s?cent\b|Prozent\b|pour cent\b|por ciento\b)")
_WHOLE = re.compile(
    r"\b(?:half|third|quarter|fifth|tenth|%|per\s?cent) of (?:\S+ ){0,2}$"
)
"""What the whole staff is counted after."""
_IN_ALL = re.compile(
    r"\b(?:in all|in total|altogether|insgesamt|au total)\b", re.IGNORECASE
)
_NOT_CUT = re.compile(
    r"\b(?:employ\w*|work for|a week ago|last (?:week|month|year)|rival|competitor"
    r"|created?|hire[ds]?|hiring)\b",
    re.IGNORECASE,
)


def _amount(money: Money) -> Amount:
    return Amount(
        value=money.value,
        currency=money.currency,
        approx=money.qualifier in LOOSE | FLOORS,
        floor=money.qualifier in FLOORS,
    )


def _people(told: Telling) -> int | None:
    """How many lose their jobs: a count of people, the headline's and first ahead."""
    best, best_score = None, 0.0
    counts: dict[int, float] = {}
    body = -1
    for sentence in told.sentences[:6]:
        body += not sentence.title
        text = told.text
        for number in told.numbers:
            if not sentence.start <= number.start < sentence.end:
                continue
            if number.form not in {"digits", "scaled", "word"} or number.value < 10:  # noqa: PLR2004  no news of layoffs
                continue
            if text[number.start - 1 : number.start] in {"$", "€", "£", "¥"}:
                continue
            before = text[max(sentence.start, number.start - 40) : number.start]
            if _SHARE_OF.match(text, number.end) or _WHOLE.search(before):
                continue
            counted = _PEOPLE_AFTER.match(text, number.end)
            if not counted and not _CUTTING.search(before):
                continue
            score = 3.0 if sentence.title else max(0.5, 2.5 - 0.7 * body)
            around = text[
                max(sentence.start, number.start - 60) : min(
                    sentence.end, number.end + 60
                )
            ]
            if _NOT_CUT.search(around) and not sentence.title:
                score -= 1.6
            if _IN_ALL.search(before):
                score += 2.0
            value = int(number.value)
            counts[value] = counts.get(value, 0.0) + score
            if counts[value] > best_score:
                best, best_score = value, counts[value]
    return best


_PLAIN_WITH_SUM = 2.0
_PLAIN_WITHOUT = 4.0
_LIKELY = 1.0


def _plain(
    kind: DealKind,
    score: float,
    own: RoledSum | None,
    buyers: tuple[str, ...],
    target: str | None,
    people: int | None,
) -> bool:
    """Whether the words alone make it a deal: a sum of its own near the top, or kind
    and parties beyond doubt.
    """
    if kind == "layoffs":
        return people is not None and target is not None and score >= _PLAIN_WITH_SUM
    if kind == "partnership":
        return len(buyers) > 1 and score >= (_PLAIN_WITH_SUM if own else _PLAIN_WITHOUT)
    if own is not None and own.score >= _NEAR_TOP:
        return target is not None and score >= _PLAIN_WITH_SUM
    if kind in {"acquisition", "merger"} and target is not None:
        # What has a number in its name and no price is a thing: `iPhone 17`.
        return bool(buyers) and not _NUMBERED.search(target) and score >= _PLAIN_WITHOUT
    return False


_NEAR_TOP = 2.8
_NUMBERED = re.compile(r"\w+[ -]?\d")
_MANY = re.compile(
    r"\b(?:round-?up(?=:|$| of\b)|(?:news|market|daily|weekly) (?:\w+ )?round-?up"
    r"|recap|digest|briefing|newsletter|in review|market watch"
    r"|weekend watch|live updates?|price predictions?)\b",
    re.IGNORECASE,
)
"""Headlines over many stories: none of their sums is the deal's."""


def _by_grammar(told: Telling) -> DealKind | None:
    """The kind whose grammar finds most, where a sum but no plain word is on top."""
    if not _summed(told):
        return None
    strength = {kind: weight(told, kind) for kind in _KINDS}
    best = max(strength, key=lambda k: strength[k])
    return best if strength[best] >= _LEAST else None


def _summed(told: Telling) -> bool:
    """Whether the headline or the first sentence tells a sum."""
    return any("¤" in sentence.signs for sentence in told.sentences[:2])


_KINDS: tuple[DealKind, ...] = (
    "acquisition",
    "funding",
    "partnership",
    "fine",
    "settlement",
)
_LEAST = 2.5


def deal(article: Article, language: str) -> Deal | None:
    """The deal of one article, from its headline and lead; None for most news."""
    if not promising(article.title, article.body or article.excerpt) or (
        _MANY.search(article.title)
    ):
        return None
    told = telling(article, language)
    kind, scores = kind_of(told)
    if kind is None:
        kind = _by_grammar(told)
    if kind is None or not (
        kind == "layoffs" or scores[kind] >= _LIKELY or _summed(told)
    ):
        return None
    if kind in {"acquisition", "merger"} and of_goods(told):
        return None
    buyers, target = parties(told, kind)
    own, others = choose(told, kind)
    people = _people(told) if kind == "layoffs" else None
    grammatical = target
    if target is None and kind != "partnership":
        target = prominent(told, buyers)
    elif not buyers and kind in {"acquisition", "merger"} and target is not None:
        other = prominent(told, (target,))
        buyers = () if other is None else (other,)
    if target is None and not buyers:
        return None
    plain = (
        _plain(kind, scores[kind], own, buyers, grammatical, people)
        and not article.title.rstrip().endswith(("?", "？"))
        # A headline alone, without a figure, may say anything.
        and bool(article.body or article.excerpt or own or people)
    )
    if not plain and own is None and people is None and not (buyers and target):
        return None
    share = next(
        (
            float(m[m.lastindex or 0])
            for s in told.sentences[:5]
            for m in [_SHARE.search(s.signs)]
            if m
        ),
        None,
    )
    rate = stated_rate(told)
    first = next((s for s in told.sentences if not s.title), told.sentences[0])
    return Deal(
        article=article.id,
        kind=kind,
        buyer_or_investors=buyers,
        target=target,
        amount=None if own is None else _amount(own.money),
        other_amounts=tuple(
            OtherAmount(
                value=o.money.value, currency=o.money.currency, role=o.role or "other"
            )
            for o in others
        ),
        share_percent=share,
        people=people,
        status=status_of(told, kind),
        stated_rate=None if rate is None else (_amount(rate[0]), _amount(rate[1])),
        parties_partial=bool(buyers) and partial(told),
        quote=told.text[first.start : first.end],
        weak=not plain,
    )
