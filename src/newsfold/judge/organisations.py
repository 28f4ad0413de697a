"""What a story's articles say of organisations: parties of deals, subjects of claims.

Which names are one organisation is told by their keys (legal forms dropped, see
`newsfold.text.names.key`).  Beyond that two names are one where different articles of
one story give the same part in its deal to both, one begins with the other or is its
initials, and no article names both side by side.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from newsfold.judge.dealings import told, words
from newsfold.model import Amount, Cell, Entries, OtherAmount, Site
from newsfold.text import names
from newsfold.text.urls import registrable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Claim, Deal, Dossier, Member

__all__ = ["entries"]

_SHORTEST = 3
"""Letters of a name that another may begin with to be one with it."""
_APART = frozenset({"rival", "other"})
"""Roles of sums that say nothing of the deal's own company."""


class _Part(NamedTuple):
    """A party of a deal as one article names it."""

    key: str
    name: str
    role: str
    article: str


def entries(dossier: Dossier) -> Entries:
    """What a story says of organisations, by time; copies say nothing of their own."""
    pairs = told(dossier)
    persons = _persons(dossier.members)
    parts = [
        part
        for deal, _ in pairs
        for part in _parts(deal)
        if _organised(part.name) and part.key not in persons
    ]
    known = {part.key for part in parts}
    cells: list[Cell] = []
    for deal, member in pairs:
        for part in parts:
            if part.article == deal.article:
                cells += _of_deal(dossier.story.id, deal, member, part)
    said = {(cell.article, cell.key, cell.value, cell.unit) for cell in cells}
    for member in dossier.members:
        if member.copy is None:
            for cell in _of_claims(dossier.story.id, member, known, persons):
                which = cell.article, cell.key, cell.value, cell.unit
                if which not in said:
                    said.add(which)
                    cells.append(cell)
    keys = {cell.key for cell in cells}
    return Entries(
        cells=tuple(cells),
        same=tuple(_same(parts)),
        sites=tuple(_sites(dossier.members, keys)),
    )


def _persons(members: Sequence[Member]) -> set[str]:
    """Names that every article takes for a person's."""
    kinds: dict[str, set[str]] = {}
    for member in members:
        for name in member.reading.names:
            kinds.setdefault(name.key, set()).add(name.kind)
    return {key for key, found in kinds.items() if found == {"person"}}


def _organised(name: str) -> bool:
    """Whether a name may be an organisation's."""
    plain = not names.place(name) and not names.thing(name)
    return plain and names.key(name) != "" and name != name.lower()


def _parts(deal: Deal) -> Iterator[_Part]:
    seen = set()
    named = [("target", deal.target or "")]
    named += [("party", name) for name in deal.buyer_or_investors]
    for role, name in named:
        key = names.key(name)
        if key and key not in seen:
            seen.add(key)
            yield _Part(key, name, role, deal.article)


def _of_deal(story: str, deal: Deal, member: Member, part: _Part) -> Iterator[Cell]:
    """What a deal says of one of its parties: its sum, and of its target more."""
    sums: list[tuple[str, Amount | OtherAmount]] = []
    if deal.amount is not None:
        sums.append(("sum", deal.amount))
    if part.role == "target":
        sums += [
            (other.role, other)
            for other in deal.other_amounts
            if other.role not in _APART
        ]
    found: list[tuple[str, float | None, str, bool, str]] = [
        (
            what,
            sum_.value,
            sum_.currency,
            isinstance(sum_, Amount) and sum_.approx,
            words(deal, member, sum_),
        )
        for what, sum_ in sums
    ]
    if deal.people is not None and part.role == "target":
        people = float(deal.people)
        found.append(("people", people, "people", False, words(deal, member, None)))
    if deal.share_percent is not None:
        found.append(("share", deal.share_percent, "percent", False, deal.quote))
    if not found:
        found.append(("deal", None, "", False, deal.quote))
    others = [deal.target or "", *deal.buyer_or_investors]
    article = member.article
    for what, value, unit, loose, quote in found:
        yield Cell(
            key=part.key,
            name=part.name,
            story=story,
            article=article.id,
            at=article.time,
            role="target" if part.role == "target" else "party",
            what=what,
            value=value,
            unit=unit,
            qualifier="about" if loose else "exact",
            kind=deal.kind,
            status=deal.status,
            others=tuple(o for o in others if o and names.key(o) != part.key),
            quote=quote,
            outlet=article.provider.name or article.provider.domain,
            url=article.web_url,
            language=article.language,
        )


def _of_claims(
    story: str, member: Member, known: set[str], persons: set[str]
) -> Iterator[Cell]:
    """What an article counts of somebody who may be an organisation."""
    kinds = {name.key: name.kind for name in member.reading.names}
    for claim in member.reading.claims:
        key = names.key(claim.subject)
        longer = [name for name in known if name.startswith(f"{key} ")] if key else []
        if key not in known and len(longer) == 1:
            key = longer[0]  # its short name, once the whole one was said
        kind = kinds.get(key, "other")
        if key in persons or kind in {"person", "place"}:
            continue
        if _organised(claim.subject):
            certain = key in known or kind == "organisation"
            yield _counted(story, member, claim, key, certain=certain)


def _counted(
    story: str, member: Member, claim: Claim, key: str, *, certain: bool
) -> Cell:
    article, quantity = member.article, claim.quantity
    return Cell(
        key=key,
        name=claim.subject,
        story=story,
        article=article.id,
        at=article.time,
        role="subject",
        what=claim.what,
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        quote=claim.quote,
        outlet=article.provider.name or article.provider.domain,
        url=article.web_url,
        language=article.language,
        certain=certain,
    )


def _same(parts: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """Keys that name one party: the shorter, the longer."""
    beside: dict[str, set[str]] = {}
    for part in parts:
        beside.setdefault(part.article, set()).add(part.key)
    roles: dict[str, set[str]] = {}
    for part in parts:
        roles.setdefault(part.key, set()).add(part.role)
    for one, other in combinations(sorted(roles, key=lambda k: (len(k), k)), 2):
        together = any({one, other} <= keys for keys in beside.values())
        if not together and roles[one] & roles[other] and _begins(one, other):
            yield one, other


def _begins(short: str, long: str) -> bool:
    if len(short) < _SHORTEST or not names.same(short, long):
        return False
    return long.startswith(
        (f"{short} ", short if short[0] > "\u3040" else f"{short} ")
    ) or (" " not in short and short not in long)


def _sites(members: Sequence[Member], keys: set[str]) -> Iterator[Site]:
    """Domains that carry an organisation's name, where an outlet or a link has both."""
    for member in members:
        article = member.article
        outlet = names.key(article.provider.name)
        if outlet in keys and _carries(article.provider.domain, outlet):
            yield Site(
                key=outlet,
                domain=article.provider.domain,
                article=article.id,
                evidence=f"the outlet {article.provider.name} is at it",
            )
        for link in article.links:
            key, domain = names.key(link.text), registrable(link.url)
            if key in keys and _carries(domain, key):
                yield Site(
                    key=key,
                    domain=domain,
                    article=article.id,
                    evidence=f"{article.provider.domain} links “{link.text}” to it",
                )


def _carries(domain: str, key: str) -> bool:
    """Whether a domain is named after a key: `silk-quay.example`."""
    label = domain.partition(".")[0].replace("-", "")
    return bool(label) and label == key.replace(" ", "").replace("&", "")
