"""Who wrote it: names out of what pages write in the place of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.bylines import names
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence

__all__ = ["choose", "is_signed"]

_ORIGINS = (
    "json-ld",
    "microdata",
    "meta",
    "rel-author",
    "opengraph",
    "twitter",
    "byline",
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|redaktion|redaktionen|redacción|redaccion|rédaction"
    r"|redazione|editor(?:ial)?|newsroom|news desk|newsdesk|webmaster|root|user|staff"
    r"|guest|gast|author|autor|unknown|none|null|undefined|editors?|news|nachrichten|team|anonymous|anonym|agencies|n/a)",
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
    for origin in _ORIGINS:
        if persons := _persons(evidence, origin, sites):
            return persons, origin
    organisations = names(offer.value for offer in evidence.of("author-organisation"))
    if organisations:
        return organisations, "json-ld"
    for origin in _ORIGINS:
        found = names(offer.value for offer in evidence.of("author", origin))
        if named := tuple(name for name in found if not _NOBODY.fullmatch(name)):
            return named, origin
    return _desk(evidence)


def is_signed(evidence: Evidence, sites: set[str]) -> bool:
    """Whether any evidence so far names a person."""
    return any(_persons(evidence, origin, sites) for origin in _ORIGINS)


def _persons(evidence: Evidence, origin: str, sites: set[str]) -> tuple[str, ...]:
    offered = names(offer.value for offer in evidence.of("author", origin))
    return tuple(name for name in offered if _is_person(name, sites))


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
    if any(len(site) >= _LONG_SITE and folded.startswith(site) for site in sites):
        return False
    return not _LOGIN.fullmatch(name)
