"""The words of business news, from `deals.toml`, compiled once.

A frame is a pattern over signs (see `deal_text`) with the votes that it gives to the
parties it names; a cue proves a kind; stems only lean towards one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from newsfold.text.patterns import Patterns

if TYPE_CHECKING:
    from newsfold.model import DealKind, DealStatus

__all__ = [
    "cues",
    "frames",
    "goods",
    "kinds",
    "looks",
    "parting",
    "stages",
    "stems",
    "sum_words",
]

_ONE = r"⟦\d+⟧"
_JOINT = r",| and| und| et| y| e| и|, and|, und| &|, from| sowie| as well as"
_LIST = (
    r"⟦\d+⟧(?: fund)?"
    rf"(?:(?:[、和与及と](?=⟦)|(?:{_JOINT}) "
    r"(?:(?:an?|its|his|other|the|da|do|del?|der|von) )?"
    r"(?:[a-z][\w-]* ){0,3}?)⟦\d+⟧(?: fund)?)*"
)
_DESCRIBED = (
    r"(?:(?!(?:after|against|as|because|by|from|since|than|when|while|with)\b)"
    r"[a-z][\w'’-]* "
    r"|[A-Z][\w'’-]*(?:ese|ish|ian|ch|an) |AI |IT ){0,5}?"
)
_WORD = r"(?:[\w'’%.&-]+,? |¤\d+¤,? )"
_SUBJECT = (
    r"(?:(?!(?:which|who|that|by|from|after|when|if|while|since|permission|approval"
    rf"|contract|shareholders|holders)\b){_WORD}){{0,7}}?"
)
_FEW = rf"(?:(?!(?:by|from|with|after|as|against|than|while|since)\b){_WORD}){{0,5}}?"
_MACROS = (
    ("<BB>", f"(?P<bb>{_LIST})"),
    ("<B>", f"{_DESCRIBED}(?P<b>{_ONE})"),
    ("<T>", f"{_DESCRIBED}'?(?P<t>{_ONE})"),
    ("<A>", rf"{_DESCRIBED}(?P<b>⟦p?\d+⟧)"),
    ("<s>", f" {_SUBJECT}"),
    ("<w>", f" {_FEW}"),
    ("<M>", r"¤\d+¤"),
)


@cache
def _data() -> dict[str, Any]:
    source = resources.files("newsfold.read").joinpath("deals.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _filled(pattern: str) -> str:
    """A pattern with its macros and word classes filled in."""
    for name, alternatives in _data()["words"].items():
        if f"<{name}>" in pattern:
            pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(alternatives)})")
    for macro, meaning in _MACROS:
        if pattern.startswith(macro):
            # What describes a name in front needs no looking for: search the sign.
            pattern = meaning.removeprefix(_DESCRIBED) + pattern.removeprefix(macro)
        pattern = pattern.replace(macro, meaning)
    return pattern


@cache
def frames(kind: DealKind) -> tuple[tuple[re.Pattern[str], float], ...]:
    """The frames of a kind, patterns and votes; a merger is told as a purchase is."""
    told = _data()["frames"]["acquisition" if kind == "merger" else kind]
    return tuple((re.compile(_filled(p)), float(w)) for p, w in told)


@cache
def cues() -> Patterns[tuple[DealKind, float]]:
    """What proves a kind, which, and how far; for text in small letters, which is
    searched in half the time that ignoring case takes.
    """
    return Patterns(
        (_filled(pattern).lower(), (kind, float(weight)))
        for kind, told in cast("dict[DealKind, Any]", _data()["cues"]).items()
        for pattern, weight in told
    )


@cache
def looks() -> tuple[str, ...]:
    """Parts of words any of which makes a report worth a closer look."""
    return tuple(_data()["looks"]["strong"])


@cache
def parting() -> tuple[str, ...]:
    """Words of business at which a headline in capitals is parted into names."""
    return tuple(_data()["headline"]["parting"])


@cache
def sum_words() -> dict[str, re.Pattern[str]]:
    """What tells a sum's role from the words before it, or after it."""
    return {
        role: re.compile("|".join(told), re.IGNORECASE)
        for role, told in _data()["sums"].items()
    }


@cache
def goods() -> re.Pattern[str]:
    """What tells of goods or papers bought."""
    return re.compile("|".join(_data()["goods"]["traded"]), re.IGNORECASE)


def _either(told: list[str], bounds: str) -> str:
    """The words as a pattern; those of scripts without blanks need no bounds."""
    bare = [word for word in told if word[0] >= _UNPARTED]
    whole = "|".join(word for word in told if word[0] < _UNPARTED)
    return "|".join([f"{bounds}(?:{whole})(?!\\w)", *bare])


_UNPARTED = "\u3040"


@cache
def kinds() -> tuple[DealKind, ...]:
    """All kinds."""
    return tuple(cast("dict[DealKind, Any]", _data()["cues"]))


@cache
def stems() -> Patterns[DealKind]:
    """One pattern a kind: any of its stems as a whole word, in small letters."""
    return Patterns(
        (_either(told, r"(?<![\w-])").lower(), kind)
        for kind, told in cast("dict[DealKind, Any]", _data()["stems"]).items()
    )


@cache
def stages() -> tuple[tuple[DealStatus, re.Pattern[str]], ...]:
    """The words of each status that has any, in the order in which they are asked."""
    return tuple(
        (status, re.compile(_either(told, r"(?<!\w)"), re.IGNORECASE))
        for status, told in cast("dict[DealStatus, Any]", _data()["status"]).items()
    )
