"""Short names for addresses, made of a title."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug"]

LENGTH = 60

_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "&": " and ",
    "€": " eur ",
    "£": " gbp ",
    "¥": " yen ",
    "%": " percent ",
}
_CYRILLIC = (
    "аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh"
    " щshch ъ ыy ь эe юyu яya іi їyi єye ґg ўu ђdj јj љlj њnj ћc џdz ѓg ќk ѕdz"
)
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo"
_LETTERS = str.maketrans(
    _LATIN | {pair[0]: pair[1:] for pair in f"{_CYRILLIC} {_GREEK}".split(" ")}
)
_REST = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("(?<=[a-z0-9])['’ʼ](?=[a-z])")


def slug(*texts: str) -> str:
    """The first of `texts` that leaves something, as `lower-case-ascii-words`.

    Latin, Cyrillic and Greek letters are transliterated; other scripts leave nothing.
    At most 60 characters, cut between words where that loses less than half; `story`
    where nothing is left.
    """
    for text in texts:
        folded = unicodedata.normalize("NFKC", text[:400]).lower().translate(_LETTERS)
        bare = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
        name = _APOSTROPHES.sub("", bare).encode("ascii", "ignore").decode("ascii")
        name = _REST.sub("-", name).strip("-")
        if len(name) > LENGTH:
            cut = name[: LENGTH + 1].rfind("-")
            name = name[: cut if cut > LENGTH // 2 else LENGTH].strip("-")
        if name:
            return name
    return "story"
