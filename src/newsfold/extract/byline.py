"""Who wrote it: names out of what pages write in the place of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.bylines import names
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from newsfold.extract.evidence import Evidence

__all__ = ["choose"]

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


_LOGIN = re.compile(r"[a-z0-9]+[._-][a-z0-9._-]*")


def choose(evidence: Evidence, sites: set[str]) -> tuple[tuple[str, ...], str]:
    """The authors and the evidence they come from.  `sites`: folded names of the site.

    Persons before organisations; the site itself only where nobody else is named.
    """
    spare: tuple[tuple[str, ...], str] = ((), "")
    for origin in _ORIGINS:
        offers = [offer.value for offer in evidence.of("author", origin)]
        found = names(offers)
        persons = tuple(name for name in found if _is_person(name, sites))
        if persons:
            return persons, origin
        named = tuple(name for name in found if not _NOBODY.fullmatch(name))
        if named and not spare[0]:
            spare = named, origin
    organisations = names(offer.value for offer in evidence.of("author-organisation"))
    if organisations:
        return organisations, "json-ld"
    return spare


def _is_person(name: str, sites: set[str]) -> bool:
    folded = fold(name)
    if folded in sites or _NOBODY.fullmatch(name):
        return False
    return not _LOGIN.fullmatch(name)
