"""How much an article offers the reader who wants to check it: 0 to 100.

A sum of terms that people can argue with, no model.  It rewards what an article lets
one verify (who wrote it, when, who is cited, where it links) and that it is whole; it
takes points for shouting, bait and text that arrived broken.  It says nothing of
whether the article is right.  The terms are listed in `docs/explanation/scores.md`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.model import Score, Term
from newsfold.text.urls import registrable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Article, Reading

__all__ = ["quality"]

_FULL_BODY = 400
"""Words from which on more of them earn nothing."""
_GOOD_EXCERPT = 60
_TITLE = range(20, 141)
_SMALL_IMAGE = 300
_CUT = ("…", "...", "[…]", "[...]", "(more)")

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_LOUD = re.compile(r"\b(?:[A-Z]{7,}|[A-Z]{3,} [A-Z]{3,})\b")
"""Longer than acronyms are, or two words on end."""
_NOBODY = re.compile(
    r"\b(?:staff|desk|editors?|editorial|newsroom|team|admin|correspondents?|reporters?"
    r"|redaktion|rédaction|redacción|redazione|agenc(?:y|ies)|online)\b",
    re.IGNORECASE,
)
"""A byline that names a room and no person."""
_BAIT = re.compile(
    r"\b(?:you won.?t believe|you need to know|you should know|here.?s (?:why|what|how)"
    r"|this is (?:why|what|how)|what happen(?:s|ed) next|will (?:shock|surprise|amaze) "
    r"you|jaw.dropping|mind.blowing|goes viral|broke the internet|doctors hate"
    r"|one weird trick|the (?:real )?reason (?:why)?|nobody is talking about"
    r"|das müssen sie|so reagiert|nicht zu glauben|vous n.allez pas croire"
    r"|no vas a creer)\b"
    r"|^\d+ (?:things|ways|reasons|tricks|secrets|facts|times)\b",
    re.IGNORECASE,
)
_TEXT_REPAIRS = frozenset({"title", "excerpt", "body"})


def quality(article: Article, reading: Reading) -> Score:
    """Score one article; `Score.terms` add up to its value.

    The value is the rounded sum, held between 0 and 100; terms of no points are left
    out, unless their absence is what one would look for (`author`, `date`, `body`).
    """
    terms = tuple(_terms(article, reading))
    total = sum(term.points for term in terms)
    return Score(value=max(0, min(100, round(total))), terms=terms)


def _terms(article: Article, reading: Reading) -> Iterator[Term]:
    yield from _completeness(article)
    yield _date(article)
    yield _author(article, reading)
    yield from _image(article)
    yield from _sourcing(article, reading)
    yield from _manner(article)
    yield from _damage(article)


def _completeness(article: Article) -> Iterator[Term]:
    length = len(article.title)
    if length in _TITLE:
        yield Term(name="title", points=6, why="a headline of usual length")
    elif length:
        why = "too short" if length < _TITLE.start else "too long"
        yield Term(name="title", points=3, why=f"the headline is {why}")
    if article.excerpt:
        whole = len(article.excerpt) >= _GOOD_EXCERPT
        own = article.excerpt_from != "chosen"
        points = (7 if whole else 4) + (3 if own else 0)
        why = "the outlet's own summary" if own else "a summary chosen from the text"
        yield Term(
            name="excerpt", points=points, why=why if whole else f"{why}, a short one"
        )
    count = _length(article.body)
    share = min(1.0, count / _FULL_BODY)
    why = f"{count} words" if count else "the text is not known"
    yield Term(name="body", points=round(26 * share, 1), why=why)


def _length(body: str) -> int:
    """Words of the body; two characters are one where no spaces are written."""
    if _UNSPACED.search(body[:200]):
        return len(_UNSPACED.findall(body)) // 2
    return len(body.split())


def _date(article: Article) -> Term:
    if "future-date" in article.marks:
        return Term(name="date", points=0, why="it states a date in the future")
    if article.published is None or "undated" in article.marks:
        return Term(name="date", points=0, why="it states no date")
    if "day-only" in article.marks:
        return Term(name="date", points=7, why="it states the day")
    return Term(name="date", points=11, why="it states day and time")


def _author(article: Article, reading: Reading) -> Term:
    if not article.authors:
        return Term(name="author", points=0, why="nobody is named as its author")
    by = f"by {', '.join(article.authors[:3])}"
    houses = {article.provider.name.casefold()}
    if reading.origin:
        houses.add(reading.origin.name.casefold())
    people = (
        author
        for author in article.authors
        if author.casefold() not in houses and not _NOBODY.search(author)
    )
    if any(people):
        return Term(name="author", points=8, why=by)
    return Term(name="author", points=3, why=f"{by}, which is no person")


def _image(article: Article) -> Iterator[Term]:
    if not article.images:
        return
    width = max(image.width for image in article.images)
    if 0 < width < _SMALL_IMAGE:
        yield Term(name="image", points=3, why=f"a small picture, {width} pixels wide")
    else:
        yield Term(name="image", points=6, why="a picture")


def _sourcing(article: Article, reading: Reading) -> Iterator[Term]:
    people = {n.key for n in reading.names if n.kind == "person" and n.key}
    bodies = {n.key for n in reading.names if n.kind == "organisation" and n.key}
    others = {n.key for n in reading.names if n.key} - people - bodies
    count = len(people | bodies | others)
    if count:
        # What a name is cannot always be told; in German every noun looks like one.
        points = 1.5 * len(people | bodies) + min(4.5, 0.75 * len(others))
        why = (
            f"{count} name{'s' if count > 1 else ''}, "
            f"{len(people)} known as people and {len(bodies)} as organisations"
        )
        yield Term(name="names", points=round(min(12.0, points), 1), why=why)
    own = article.provider.domain or registrable(article.web_url)
    sites = {registrable(link.url) for link in article.links} - {"", own}
    if sites:
        points = min(9, 3 * len(sites))
        why = f"links to {len(sites)} other site{'s' if len(sites) > 1 else ''}"
        yield Term(name="links", points=points, why=why)
    if reading.origin and reading.origin.kind != "own-exclusive-claim":
        name = reading.origin.name
        yield Term(name="origin", points=4, why=f"says that its news is from {name}")
    if reading.claims or reading.quantities:
        count = len(reading.claims) or len(reading.quantities)
        points = min(8, 2 * count)
        figures = f"{count} figure{'s' if count > 1 else ''}"
        yield Term(name="figures", points=points, why=f"states {figures} to check")


def _manner(article: Article) -> Iterator[Term]:
    title = article.title
    loud = _CAPITALS.findall(title)
    words = len(title.split())
    if (title.isupper() and words > 1) or len(loud) * 2 > words > 1:
        yield Term(name="shouting", points=-8, why="the headline is in capitals")
    elif _LOUD.search(title) or title.count("!") > 1 or "?!" in title or "!?" in title:
        yield Term(name="shouting", points=-6, why="the headline shouts")
    bait = _BAIT.search(title)
    if bait:
        yield Term(name="bait", points=-8, why=f"the headline baits: “{bait.group()}”")


def _damage(article: Article) -> Iterator[Term]:
    kinds = {r.kind for r in article.repairs if r.field in _TEXT_REPAIRS}
    if kinds:
        points = -min(6, 2 * len(kinds))
        why = f"mended on the way in: {', '.join(sorted(kinds))}"
        yield Term(name="repairs", points=points, why=why)
    if article.body.rstrip().endswith(_CUT):
        yield Term(name="cut", points=-5, why="the text breaks off")
    if "paywall" in article.marks:
        yield Term(name="paywall", points=-4, why="the rest is behind a paywall")
