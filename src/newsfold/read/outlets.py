# ruff: noqa: E501  patterns of names read best unbroken
"""Names of outlets in a text: the register, and what looks like one."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsfold.text.urls import registrable
from newsfold.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Provider

__all__ = [
    "NAME",
    "PART",
    "Mention",
    "Register",
    "bare",
    "is_own",
    "mentions",
    "own_names",
    "register",
]

_CAPITAL = r"[A-Z0-9ÀÖØÞА-ЯЁ]"
_REST = r"[\w’'&\-]{0,30}(?:\.\w{1,20}){0,3}"
PART = _CAPITAL + _REST
NAME = re.compile(  # the capital before what stands before it: found in half the time
    rf"{_CAPITAL}(?<![\w-].){_REST}(?:(?: (?:of|the|de|di|du|la|della|and|&|’n’))?(?: (?:the )?{PART})){{0,4}}"
)
_FORMS = frozenset(
    "Times Post Herald Tribune Gazette Chronicle Journal Globe Telegraph Observer"  # noqa: SIM905  reads better
    " Guardian Inquirer Examiner Courier Daily Weekly Newspaper Magazine Zeitung"
    " Nachrichten Rundschau News TV Radio".split()
)
"""Words that end an outlet's name, or stand before those of `_DESKS`."""
_DESKS = frozenset({"News", "news", "Online"})
_DOMAIN = re.compile(r"[\w\-]{2,30}\.(?:com|co|org|net|io|ca|fr|de|tv|news|ru)$")
_MEDIA = ("media", "television", "TV", "news agency", "broadcaster")
_STATE = re.compile(
    r"(?<![\w-])(?:(?:[A-Z]\w{2,14}|[Ll]ocal|[Ss]tate|[Gg]overnment)[ -]){0,2}(?<=[a-z][ -])"
    rf"(?:state[ -](?:run |owned )?)?(?:{'|'.join(_MEDIA)})(?![\w-])"
)


class Register(NamedTuple):
    """Names as they are written."""

    agencies: frozenset[str]
    outlets: frozenset[str]
    bodies: frozenset[str]
    first: frozenset[str]
    """First words of the names of agencies and outlets."""
    longest: int


class Mention(NamedTuple):
    """A name in a text, and how sure it is that it is an outlet."""

    name: str
    start: int
    end: int
    rank: Literal["agency", "outlet", "state", "other"]


@cache
def register() -> Register:
    """The shipped lists of `outlets.toml`, read once."""
    source = resources.files("newsfold.read").joinpath("outlets.toml")
    lists = tomllib.loads(source.read_text("utf-8"))
    agencies = frozenset(lists["agencies"])
    outlets = frozenset(name.removeprefix("The ") for name in lists["outlets"])
    longest = max(len(name.split()) for name in agencies | outlets)
    first = frozenset(name.split()[0] for name in agencies | outlets) | {"The"}
    return Register(agencies, outlets, frozenset(lists["bodies"]), first, longest)


def mentions(text: str) -> Iterator[Mention]:
    """Names in `text` that could be outlets, and all that begin with a capital."""
    for match in NAME.finditer(text):
        at = match.start()
        for name, start, end, rank in _in_run(match[0]):
            yield Mention(name, at + start, at + end, rank)
    if any(word in text for word in _MEDIA):
        for match in _STATE.finditer(text):
            yield Mention(match[0], match.start(), match.end(), "state")


@lru_cache(maxsize=20_000)
def _in_run(run: str) -> tuple[Mention, ...]:
    """The names in a run of capitals, from its start; the same runs come again and
    again.
    """
    lists = register()
    words = run.split(" ")
    whole = bare(run)
    short = len(words) <= 4 and "and" not in words and "&" not in words  # noqa: PLR2004  longer runs are headlines
    if short and _formed(whole):
        return (Mention(whole, 0, len(whole), _rank(whole, lists)),)
    found: list[Mention] = []
    at = place = 0
    while place < len(words):
        word = words[place]
        able = word in lists.first or bare(word) in lists.first
        length = able and next(
            (
                size
                for size in range(min(lists.longest, len(words) - place), 0, -1)
                if _known(" ".join(words[place : place + size]), lists)
            ),
            0,
        )
        if length:
            name = bare(" ".join(words[place : place + length]))
            found.append(Mention(name, at, at + len(name), _rank(name, lists)))
        step = max(length, 1)
        at += sum(len(word) + 1 for word in words[place : place + step])
        place += step
    return tuple(found) or (Mention(whole, 0, len(whole), "other"),)


def _formed(name: str) -> bool:
    """Whether it runs as the names of outlets do."""
    _, *words = name.split(" ")
    if not words:
        return "." in name and bool(_DOMAIN.match(name))
    return words[-1] in _FORMS or (
        len(words) > 1 and words[-1] in _DESKS and words[-2] in _FORMS
    )


def _rank(name: str, lists: Register) -> Literal["agency", "outlet"]:
    return "agency" if name in lists.agencies else "outlet"


def bare(name: str) -> str:
    """A name without a possessive ending or closing full stop."""
    return re.sub(r"(?:[’']s|[’'.\-])$", "", name) if name[-1] in "s.’'-" else name


def _known(name: str, lists: Register) -> bool:
    plain = bare(name)
    return (
        plain in lists.agencies
        or plain in lists.outlets
        or name in lists.outlets
        or (plain.startswith("The ") and plain[4:] in lists.outlets)
    )


def own_names(provider: Provider) -> frozenset[str]:
    """Forms by which an outlet would call itself, folded without blanks."""
    return _own_names(provider.name, provider.domain)


@lru_cache(maxsize=4_000)
def _own_names(name: str, domain: str) -> frozenset[str]:
    forms = {_squeeze(name)}
    forms |= {_squeeze(part) for part in re.split(r"[|:>»–—-]", name)}
    domain = registrable(domain) or domain
    forms |= {_squeeze(domain), _squeeze(domain.partition(".")[0])}
    return frozenset(form for form in forms if len(form) > 1)


def is_own(name: str, own: frozenset[str]) -> bool:
    """Whether `name` is the outlet itself or one of its desks (“BBC Verify”)."""
    squeezed = _squeeze(name)
    if squeezed in own:
        return True
    first = _squeeze(name.removeprefix("The ").split(" ")[0])
    if first in own and len(first) > 2:  # noqa: PLR2004  two letters are anybody
        return True
    return any(
        len(form) > 3 and squeezed.startswith(form)  # noqa: PLR2004  as above
        for form in own
    )


def _squeeze(name: str) -> str:
    folded = "".join(c for c in fold(name) if c.isalnum())
    return folded.removeprefix("the") if len(folded) > 5 else folded  # noqa: PLR2004  “the” of a longer name
