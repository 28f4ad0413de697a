"""Which of a page's titles is the headline, and where the site's name ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.text.html import to_line
from newsfold.text.titles import fold, is_part, without_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.extract.evidence import Evidence, Offer

__all__ = ["choose", "site_names"]

# How much an origin is worth as a witness of the headline that readers see.
_WEIGHT = {
    "heading": 1.1,
    "json-ld": 1.25,
    "opengraph": 1.7,
    "microdata": 0.81,
    "meta": 0.86,
    "twitter": 0.13,
    "title": 0.09,
}
_SOME_WEIGHT = 0.3
_PART, _WITHIN = 0.8, 0.45
"""How much of its weight a title gives to what is a part of it, or merely within it."""
_QUOTES = ('"', "'", "“", "„", "«")
_LONGEST = 400
_SHORTEST_HEADLINE = 12
_MOST = 16


def site_names(evidence: Evidence, domain: str) -> set[str]:
    """Folded names that the site itself gives itself, and its domain's."""
    names = {
        fold(offer.value)
        for field in ("site", "publisher", "organisation")
        for offer in evidence.of(field)
    }
    names.add(fold(domain))
    names.add(fold(domain.partition(".")[0]))
    return {name for name in names if name}


def choose(evidence: Evidence, domain: str) -> tuple[str, str]:
    """The headline and the evidence that it comes from; empty where there is none.

    Every title is a witness for itself, and for any other that it merely decorates
    (with a kicker, a section, the site's name).
    """
    if ruled := evidence.first("title", "rule"):
        return to_line(ruled.value), ruled.origin
    names = site_names(evidence, domain)
    offers: list[tuple[str, str, Offer]] = []
    for offer in evidence.of("title"):
        text = without_site(to_line(offer.value), names)
        folded = fold(text)
        if folded and len(text) <= _LONGEST and folded not in names:
            offers.append((text, folded, offer))
    if not offers:
        fallback = evidence.first("title")
        return (to_line(fallback.value), fallback.origin) if fallback else ("", "")
    best, best_score = offers[0], 0.0
    for candidate in offers[:_MOST]:
        score = _support(candidate[0], candidate[1], offers)
        if score > best_score:
            best, best_score = candidate, score
    return best[0], best[2].origin


def _support(text: str, folded: str, offers: Iterable[tuple[str, str, Offer]]) -> float:
    score = 0.0
    heard = set()
    for whole, other, offer in offers:
        if offer.origin in heard:
            continue
        weight = _WEIGHT.get(offer.origin, _SOME_WEIGHT)
        if other == folded:
            score += weight
            heard.add(offer.origin)
        elif len(folded) >= _SHORTEST_HEADLINE and (
            other.startswith(folded) or other.endswith(folded)
        ):
            if _is_cut(text, whole):
                return 0.0
            score += weight * (_PART if is_part(folded, whole) else _WITHIN)
            heard.add(offer.origin)
    return score


def _is_cut(text: str, whole: str) -> bool:
    """Whether `text` ends where `whole` goes on with a quotation mark.

    What a badly written attribute leaves of a title.
    """
    rest = whole.removeprefix(text).lstrip()
    return len(rest) < len(whole) and rest[:1] in _QUOTES
