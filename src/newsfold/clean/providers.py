"""The register of providers: who is an agency, an aggregator or a release service.

Any outlet that it does not hold is named by its page or feed, else by its domain.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from newsfold.model import Provider
from newsfold.text import urls
from newsfold.text.titles import fold

__all__ = ["resolve"]

_SEPARATOR = re.compile(r"\s+[|\-–—»>·:]+\s*|\s*[|»>:]\s+|\s+[-–—]$")
_NOISE = re.compile(
    r"\s*\b(?:rss|atom|feeds?|rss feed|newsfeed|headlines|homepage|home page)\b\s*",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    """
    a all and the of from in news world top stories story latest breaking home feed rss
    business sport sports politics tech technology science health culture opinion
    international national local asia europe africa americas us uk india china main
    headlines topics category section search results records found articles posts blog
    most popular recent today daily update updates video videos entertainment markets
    finance economy crypto ai nachrichten aktuell startseite
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_WORD = re.compile(r"\w+")
_LONGEST = 60
_SHORTEST_LABEL = 3


@cache
def _register() -> tuple[dict[str, Provider], dict[str, Provider]]:
    """Providers by domain, and by folded name."""
    text = files(__package__).joinpath("providers.toml").read_text("utf-8")
    by_domain: dict[str, Provider] = {}
    by_name: dict[str, Provider] = {}
    for row in tomllib.loads(text)["provider"]:
        domains = row["domains"]
        for domain in domains:
            known = Provider(
                name=row["name"],
                domain=domain,
                kind=row.get("kind", "outlet"),
                owner=row.get("owner", ""),
            )
            by_domain[domain] = known
            for name in (row["name"], *row.get("aliases", ())):
                by_name.setdefault(fold(name), known)
    return by_domain, by_name


@lru_cache(maxsize=4096)
def resolve(domain: str, name: str) -> Provider:
    """The provider of a registrable domain that its page or feed calls `name`.

    By the register, else named by the part of `name` that fits the domain (a feed's
    title tells more than the outlet: `World – TIME`), else by the domain.  Without a
    domain the name alone is looked up.
    """
    by_domain, by_name = _register()
    domain = urls.registrable(domain) or domain
    known = by_domain.get(domain)
    if known is not None:
        return known
    if not domain:
        return by_name.get(fold(name)) or Provider(name=name.strip())
    return Provider(name=_name(domain, name) or domain, domain=domain)


def _name(domain: str, name: str) -> str:
    label = fold(domain.partition(".")[0])
    parts = [part for part in map(str.strip, _SEPARATOR.split(name)) if part]
    for part in parts:
        if _fits(part, label):
            return _trimmed(part)
    whole = " ".join(name.split())
    if not parts or _is_generic(whole):
        return ""
    specific = [part for part in parts if not _is_generic(part)]
    if len(whole) > _LONGEST or len(specific) < len(parts):
        whole = specific[0] if specific else ""
    return _trimmed(whole) if len(whole) <= _LONGEST else ""


def _trimmed(part: str) -> str:
    return _NOISE.sub(" ", part).strip(" -–—|:") or part


def _is_generic(part: str) -> bool:
    return all(
        word in _GENERIC or word.isdigit() for word in re.findall(r"\w+", part.lower())
    )


def _fits(part: str, label: str) -> bool:
    folded = fold(part)
    if len(folded) < 2 or len(label) < 2:  # noqa: PLR2004 - one letter fits anything
        return False
    if folded in label or (label in folded and len(label) >= _SHORTEST_LABEL):
        # Words that any outlet uses prove nothing, unless the domain uses them too.
        return not _is_generic(part) or label in map(fold, part.split())
    return _spells([fold(word) for word in part.split()], label)


def _spells(words: list[str], label: str) -> bool:
    """Whether beginnings of the words, in order, spell the label, as dw does."""
    ends = {0}
    for number, word in enumerate(words):
        skipped = ends if number == 0 or word in _GENERIC else set()
        ends = skipped | {
            start + length
            for start in ends
            for length in range(1, len(word) + 1)
            if label.startswith(word[:length], start)
        }
        if len(ends) == 0:
            return False
    return len(label) in ends
