"""Who wrote it: names out of what pages write in the place of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.bylines import names
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence

__all__ = ["choose", "persons_by_origin"]

_ORIGINS = (
    "rule",
    "json-ld",
    "microdata",
    "meta",
    "rel-author",
    "opengraph",
    "twitter",
    "byline",
    "signature",
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|redaktion|redaktionen|redacción|redaccion|rédaction"
    r"|redazione|editor(?:ial)?|newsroom|news desk|newsdesk|webmaster|root|user|staff"
    r"|guest|gast|author|autor|unknown|none|null|undefined|editors?|news|nachrichten"
    r"|online|digital|web|press|team|anonymous|anonym|agencies|n/a)",
    re.IGNORECASE,
)
_LONG_SITE = 8
"""Letters of a site's name that no person's name begins with."""
_DESK = re.compile(
    r"redaktion|redazione|redacci[oó]n|r[eé]daction|redactie|redakce|redakcja|newsroom"
    r"|(?:news|web)\s?desk|staff(?: reporter| writer)?|редакция",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9]+[._-][a-z0-9._-]*")


def choose(evidence: Evidence, sites: set[str]) -> tuple[tuple[str, ...], str]:
    """The authors and the evidence they come from.  `sites`: folded names of the site.

    Persons before organisations; the site itself only where nobody else is named.
    """
    for origin, persons in persons_by_origin(evidence, sites).items():
        return persons, origin
    organisations = names(offer.value for offer in evidence.of("author-organisation"))
    if organisations:
        return organisations, "json-ld"
    for origin in _ORIGINS:
        found = names(offer.value for offer in evidence.of("author", origin))
        if named := tuple(name for name in found if not _NOBODY.fullmatch(name)):
            return named, origin
    return _desk(evidence)


def persons_by_origin(
    evidence: Evidence, sites: set[str]
) -> dict[str, tuple[str, ...]]:
    """The persons that each kind of evidence names, the most trusted kind first."""
    found: dict[str, tuple[str, ...]] = {}
    for origin in _ORIGINS:
        offered = names(offer.value for offer in evidence.of("author", origin))
        if persons := tuple(name for name in offered if _is_person(name, sites)):
            found[origin] = persons
    return found


def _desk(evidence: Evidence) -> tuple[tuple[str, ...], str]:
    """The newsroom, where the page signs with nothing else."""
    for origin in _ORIGINS:
        for offer in evidence.of("author", origin):
            if _DESK.fullmatch(offer.value):
                return (offer.value,), origin
    return (), ""


def _is_person(name: str, sites: set[str]) -> bool:
    folded = fold(name)
    if folded in sites or _NOBODY.fullmatch(name):
        return False
    for site in sites:
        if folded.startswith(site) and (
            len(site) >= _LONG_SITE or _NOBODY.fullmatch(folded, len(site))
        ):
            return False
    return not _LOGIN.fullmatch(name)
