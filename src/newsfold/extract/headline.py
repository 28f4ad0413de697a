"""Which of a page's titles is the headline, and where the site's name ends."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newsfold.text.html import to_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.extract.evidence import Evidence, Offer

__all__ = ["choose", "fold", "site_names", "without_site"]

# How much an origin is worth as a witness of the headline that readers see.
_WEIGHT = {
    "heading": 1.3,
    "json-ld": 1.0,
    "opengraph": 1.3,
    "microdata": 1.0,
    "meta": 0.4,
    "twitter": 0.2,
    "title": 0.2,
}
_SEPARATOR = re.compile(r"\s+[|\-–—·•:»«›/~*]+\s+|\s*\|\s*|\s+::\s+|(?<=\w):\s+")
_STRONG_SEPARATOR = re.compile(r"\s+[|\-–—·•»«›~*]+\s+|\s*[|｜]\s*|\s+::\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST = 400
_SHORTEST_HEADLINE = 12
_MOST = 16


def fold(text: str) -> str:
    """What two spellings of one title have in common."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


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


def without_site(title: str, names: set[str]) -> str:
    """`title` without a part, at either end, that is one of the site's names."""
    for _ in range(3):
        parts = list(_STRONG_SEPARATOR.finditer(title))
        if not parts:
            return title
        first, last = parts[0], parts[-1]
        if _is_site(title[last.end() :], names) and title[: last.start()].strip():
            title = title[: last.start()].strip()
        elif _is_site(title[: first.start()], names) and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            return title
    return title


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold(part)
    return bool(folded) and (
        folded in names
        or any(
            folded in {f"the{name}", f"{name}com", f"{name}news"}
            or name == f"the{folded}"
            for name in names
        )
    )


def choose(evidence: Evidence, domain: str) -> tuple[str, str]:
    """The headline and the evidence that it comes from; empty where there is none.

    Every title is a witness for itself, and for any other that it merely decorates
    (with a kicker, a section, the site's name).
    """
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
        score = _support(candidate[0], candidate[1], candidate[2].origin, offers)
        if score > best_score:
            best, best_score = candidate, score
    return best[0], best[2].origin


def _support(
    text: str, folded: str, origin: str, offers: Iterable[tuple[str, str, Offer]]
) -> float:
    score = 0.0
    heard = set()
    for _, other, offer in offers:
        if offer.origin in heard:
            continue
        if other == folded:
            score += _WEIGHT.get(offer.origin, 0.3)
            heard.add(offer.origin)
        elif len(folded) >= _SHORTEST_HEADLINE and (
            other.startswith(folded) or other.endswith(folded)
        ):
            score += _WEIGHT.get(offer.origin, 0.3) * 0.45
            heard.add(offer.origin)
    del text, origin
    return score
