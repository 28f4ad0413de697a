"""The words that tell an article's event: content terms, rare numbers, text sketch.

News leads with the event: the title counts most, the lead next, the rest of the body is
background that many stories share and counts for nothing here.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from newsfold.text.shingles import shingles
from newsfold.text.shingles import sketch as _winnow
from newsfold.text.words import stem, stopwords, words

if TYPE_CHECKING:
    from newsfold.model import Article

__all__ = ["numbers", "roundup", "sketch", "terms"]

LEAD = 300
"""Characters of excerpt and of body that are the lead."""

TITLE_WEIGHT = 1.25
"""What a word of the title counts, against 1 for one of the lead."""

TITLE_WINDOW = 4
"""Shingles of a title of which the sketch keeps one."""

_CREDIT = re.compile(
    r"\s*(?:\[[^\]\n]{2,80}\]|[^\n(]{0,160}\([A-Z][\w /.\-]{1,30}\)\s{0,2}[-–—:])\s*"
)
"""An aggregator's bracket or an agency's dateline before the lead."""

_YEARS = range(1900, 2100)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_ROUNDUP = re.compile(
    r"""
    ^(?:(?:your|the|our|today's|this)\s)*
        (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week(?:end|ly|'s)?|day|daily
         |morning|evening|afternoon|midday|noon|world|global|news|markets?|business
         |top|tech|crypto|africa|asia|china|europe)\s?(?:in\s)?
        (?:brief(?:ing|s)?|digest|round-?up|wrap(?:-?up)?|recap|in\sreview|unwrapped
         |pictures|headlines|quiz|stories|bulletin|rundown|news\sbriefs)\b
    |(?:^|\bthe\s)(?:week|weekend|day|month|year)(?:'s|\sin)\s(?:best\s)?
        (?:pictures|photos|images|review|news|cartoons)\b
    |^(?:today's\s)?(?:\d+|top|five|six|seven|eight|nine|ten)\s(?:news\s|top\s)?
        (?:stories|headlines|political\scartoons
         |things\s(?:to\sknow|you\sneed\sto\sknow)\s(?:today|this\sweek|for))\b
    |\b(?:quiz\sof\sthe\s(?:week|day)|news\s(?:quiz|round-?up|wrap|briefs?|digest)
         |all\sof\s\w+\stoday|in\scase\syou\smissed\sit|best\scolumns)\b
    |\b(?:morning|evening|daily|weekly|weekend|news|bits)\s(?:\w+\s)?
        (?:brief|briefing|digest|round-?up|recap|newsletter|bulletin)\b
    |^(?:horoscope|crossword|sudoku|wordle|tv\sschedule|lottery)\b
    |[.?!]\s(?:and|plus|also),\s
    |^here's\swhat\shappened\sin\s\w+\stoday
    """,
    re.VERBOSE,
)
"""How titles of briefings, quizzes, picture pages and weekly reviews run."""


def _leads(article: Article) -> list[str]:
    """The outlet's summary and how the body begins, once where they are the same."""
    excerpt, body = _bare(article.excerpt), _bare(article.body)
    if body.startswith(excerpt[:40]) or not excerpt:
        return [body[:LEAD]]
    if not body or excerpt.startswith(body[:40]):
        return [excerpt[:LEAD]]
    return [excerpt[:LEAD], body[:LEAD]]


def _bare(text: str) -> str:
    """The beginning of `text` without credit and dateline."""
    head = text[: LEAD + 250]
    match = _CREDIT.match(head)
    return head[match.end() :] if match else head


def terms(article: Article, language: str = "") -> dict[str, float]:
    """Stems of the content words of title and lead with their weight in the article:
    `1 + ln(count)` where one occurrence in the title counts `TITLE_WEIGHT`.
    """
    stop = stopwords(language or "en")
    counts: dict[str, float] = {}
    texts = [(article.title, TITLE_WEIGHT), *((lead, 1.0) for lead in _leads(article))]
    for text, weight in texts:
        for word in words(text, language):
            if word in stop or (len(word) == 1 and word.isascii()):
                continue
            root = stem(word, language)
            counts[root] = counts.get(root, 0.0) + weight
    return {term: 1.0 + math.log(count) for term, count in counts.items()}


def numbers(article: Article) -> tuple[str, ...]:
    """Numbers of title and lead that tell events apart: no years, nor below 10."""
    found: dict[str, None] = {}
    for text in (article.title, *_leads(article)):
        for match in _NUMBER.finditer(text):
            number = match[0].replace(",", "")
            year = len(number) == 4 and number.isdigit() and int(number) in _YEARS  # noqa: PLR2004  digits of a year
            if len(number.partition(".")[0]) < 2 or year:  # noqa: PLR2004  digits that are rare enough
                continue
            found[number[:24]] = None
    return tuple(found)


def sketch(article: Article) -> tuple[int, ...]:
    """Winnowed shingles of the whole text and, closer together, of the title; see
    `newsfold.text.shingles.sketch`.
    """
    text = (
        article.body if len(article.body) >= len(article.excerpt) else article.excerpt
    )
    return _winnow(shingles(text)) + _winnow(shingles(article.title), TITLE_WINDOW)


def roundup(article: Article) -> bool:
    """Whether the title says that the article tells many stories."""
    return bool(_ROUNDUP.search(article.title.lower().replace("’", "'")))
