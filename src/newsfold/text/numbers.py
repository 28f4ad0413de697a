"""Numbers in running text, as newspapers of nine languages write them.

`numbers` finds them in one pass: digits with any grouping (`1,300` `1.300,5` `1 300`),
scales (`2.5bn`, `1,3 milliards`, `1,000 crore`, `25亿`, `1兆2000億`), ranges, small
words (`five`, `half a billion`, `third`), fractions (`a fifth` is 20 percent) and the
qualifier before them (`more than`, `fast`, `逾`).  What a number counts is not decided
here.  The words stand in `numbers.toml`.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from newsfold.model import Qualifier

__all__ = ["FLOORS", "LOOSE", "Number", "numbers", "parse_digits"]

LOOSE = frozenset({"about", "up to", "less than"})
"""Qualifiers that hedge a value."""
FLOORS = frozenset({"more than", "at least"})
"""Qualifiers that make it the least that it can be."""


class Number(NamedTuple):
    """A number at `text[start:end]`; offsets are code points."""

    start: int
    end: int
    value: float
    high: float | None = None
    """Upper end of a range."""
    qualifier: Qualifier = "exact"
    form: str = "digits"
    """`digits`, `scaled` (a scale word follows), `letter` (a scale letter that may as
    well be a unit: `5 m`), `word`, `one`, `ordinal`, `fraction`."""
    plain: float = 0.0
    """The value without the scale."""
    plain_end: int = 0
    """Where the number ends without the scale."""


def _load() -> dict[str, Any]:
    source = resources.files("newsfold.text").joinpath("numbers.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _inverse(table: dict[str, list[str]]) -> dict[str, float]:
    return {
        word: 10.0 ** int(power) for power, words in table.items() for word in words
    }


_DATA = _load()
_SCALES = _inverse(_DATA["scales"])
_CJK_SCALES = _inverse(_DATA["unparted"])
_SMALL: dict[str, dict[str, int]] = _DATA["small"]
_ORDINALS: dict[str, int] = _DATA["ordinals"]
_FRACTIONS = {word: float(part) for word, part in _DATA["fractions"].items()}
_QUALIFIERS = {
    word: cast("Qualifier", name)
    for name, words in _DATA["qualifiers"].items()
    for word in words
}
_CJK_QUALIFIERS = tuple(
    (word, cast("Qualifier", name))
    for name, words in _DATA["qualifiers_unparted"].items()
    for word in words
)
_LETTERS = frozenset({"m", "b", "t", "k", "bi", "cr", "md"})
_LONG_BILLION = frozenset({"de", "fr", "es", "it"})
"""Where a billion is a million millions."""
_POINT = frozenset({"", "en", "zh", "ja"})
"""Languages whose decimals stand behind a point."""
_LONGEST = 18
"""Digits beyond which a number is a code."""
_DUST = 1e15

_GROUP = "[,.'’\u00a0\u202f\u2009 ]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_GROUP}\d{{3}}){{1,6}}(?!\d)(?:[.,]\d+(?!\d))?|\d+(?:[.,]\d+)?"
)
_DIGITS_POINT = (
    r"\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
)


def _any(words: dict[str, float]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SCALE, _CJK_SCALE = _any(_SCALES), _any(_CJK_SCALES)


def _compile(digits: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<d>{digits})"
        r"(?:(?P<to>\s?[-–—~～至]\s?|\s(?:to|bis|à|a|y|and|et|und)\s)"
        rf"(?P<sign>[$€£¥₹]?)(?P<d2>{digits}))?"
        rf"(?:[\s\u00a0-]?(?P<s>{_SCALE})\b"
        r"(?:\.(?=\s?(?:(?-i:[a-zа-я])|[€$£]|Euro|Dollar|Franken|Yen|Yuan|US)))?"
        rf"|[多余餘]?\s?(?P<c>{_CJK_SCALE})(?:(?P<d3>\d{{1,4}})(?P<c3>[万億亿萬])?)?)?"
        r"(?P<o>(?:st|nd|rd|th|er|ère|e|ème)\b)?",
        re.IGNORECASE,
    )


_NUMBER, _NUMBER_POINT = _compile(_DIGITS), _compile(_DIGITS_POINT)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_SCALE = re.compile(rf"[\s-](?P<s>{_SCALE})\b", re.IGNORECASE)
_HALF_SCALE = re.compile(rf"[\s-]an?[\s-](?P<s>{_SCALE})\b", re.IGNORECASE)
_PART = re.compile(
    r"[\s-](?:(half|third|quarter|fifth|sixth|seventh|eighth|tenth)s?(?=\sof\b)"
    r"|(third|fifth|sixth|seventh|eighth|tenth)s\b)"
)
_OF = re.compile(r"\sof\b")
_CHANGED_BY = re.compile(
    r"\b(?:by|(?:f[ae]ll(?:s|en|ing)?|r[io]se[sn]?|rising|down|up|dropp?(?:s|ed|ing)?|cut"
    r"|gr[eo]wn?|shr[aiu]nk|lost|gained|jumped|soared|plunged|declined))"
    r"(?:\s(?:about|around|nearly|almost|roughly|over|up to|at least|more than"
    r"|less than))?\s(?:an?|one)[\s-]$"
)
"""What stands before a part by which something changed: `fell by almost a `."""
_NO_NOUN = re.compile(
    r"\s?(?:[.,;:!?)\]—–]|$|\s(?:last|this|next|in|on|at|to|from|since|over|during|after"
    r"|before|within|compared|against|year|when|as|while|and|but|between|because|with"
    r"|for|by|under|amid|following|over)\b)"
)
"""What stands behind a part that counts nothing: `a third last year`."""
_BETWEEN = ("between ", "zwischen ", "entre ")
_CHANGED = ("from ", "from us", "von ")
"""What tells that a number became the next: `from $2m to $3m` is no range."""
_SPELLED = frozenset({"and", "und", "et", "y"})
_CJK_WORD = re.compile(
    r"[一二两兩三四五六七八九十百千]{1,6}(?=[人名个個岁歲歳位亿億万萬年天日周次])"
)
_CJK_DIGIT = {c: float(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "两": 2.0,
    "兩": 2.0,
}
_CJK_UNIT = {"十": 10.0, "百": 100.0, "千": 1000.0}
_CJK_FIRST = "\u3040"
_AFTER_MORE = ("多", "余", "餘", "超", "以上")
_PASSED = frozenset(
    "the a an us usd rmb rs eur gbp de d von hk s".split()  # noqa: SIM905  reads better
)
_BEFORE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.,;:!?()]")
_BLANKS = re.compile("['’\u00a0\u202f\u2009 ]")


def _candidates(language: str) -> re.Pattern[str]:
    words = set(_SMALL[language])
    if language == "en":
        words |= set(_ORDINALS) | {"half", "quarter"}
    # By first letter, before what must not stand before it: soon found.
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        rests.setdefault(word[0], []).append(word[1:])
    if language == "en":
        rests.setdefault("a", []).append("n?(?= [mbt])")
    listed = (rf"{first}(?<!\w.)(?:{'|'.join(r)})" for first, r in rests.items())
    return re.compile(rf"(?:{'|'.join(listed)})\b")


_CANDIDATES = {language: _candidates(language) for language in _SMALL}


def parse_digits(digits: str, language: str = "") -> float:
    """The value of a digit string with the grouping of its language.

    English, Chinese and Japanese part decimals by a point, the others by a comma.  What
    cannot be a group (`1,3` `2.5`) is a decimal in every language.
    """
    text = _BLANKS.sub("", digits)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        mark, other = (",", ".") if comma > point else (".", ",")
        text = text.replace(other, "")
        return float(text.replace(mark, "." if text.count(mark) == 1 else ""))
    mark = "," if comma >= 0 else "." if point >= 0 else ""
    if not mark:
        return float(text)
    first, *rest = text.split(mark)
    groups = all(len(part) == 3 for part in rest) and 1 <= len(first) <= 3  # noqa: PLR2004  thousands
    if len(rest) > 1:
        return float(first + "".join(rest)) if groups else float(first)
    if groups and first != "0" and (mark == ".") != (language in _POINT):
        return float(first + rest[0])
    return float(f"{first}.{rest[0]}")


def _qualifier(text: str, start: int) -> Qualifier:
    """What stands before the number, read from its last three words."""
    before = text[max(0, start - 26) : start].rstrip()
    if not before:
        return "exact"
    if before[-1] >= _CJK_FIRST:
        for mark, qualifier in _CJK_QUALIFIERS:
            if before.endswith(mark):
                return qualifier
        return "exact"
    words = _BEFORE.findall(before.lower())[-5:]
    while words:
        for size in (3, 2, 1):
            found = _QUALIFIERS.get(" ".join(words[-size:]))
            if found is not None and len(words) >= size:
                return found
        if words[-1] not in _PASSED:
            break
        words.pop()
    return "exact"


def _scale(word: str, language: str) -> float:
    low = word.lower()
    if low == "billion" and language in _LONG_BILLION:
        return 1e12
    return _SCALES[low]


def _cjk_value(word: str) -> float:
    total, digit = 0.0, 0.0
    for char in word:
        unit = _CJK_UNIT.get(char)
        if unit is None:
            digit = _CJK_DIGIT[char]
        else:
            total += (digit or 1.0) * unit
            digit = 0.0
    return total + digit


def _tidy(value: float) -> float:
    """2.3 · 10⁹ without the dust that binary fractions leave."""
    return round(value, 2) if value < _DUST else value


def _from_digits(text: str, match: re.Match[str], language: str) -> Number:
    start, end = match.span()
    low = plain = parse_digits(match["d"], language)
    high, plain_end = None, match.end("d")
    if match["d2"]:
        high = parse_digits(match["d2"], language)
        spelled = match["to"].strip().lower() in _SPELLED
        head = text[max(0, start - 10) : start].lower().rstrip("$€£¥₹")
        signed = match["sign"] and (
            text[start - 1 : start] != match["sign"] or head.endswith(_CHANGED)
        )
        if high <= plain or signed or (spelled and not head.endswith(_BETWEEN)):
            # Two numbers, not a range: keep the first, the scan goes on behind it.
            qualifier = _qualifier(text, start)
            return Number(
                start, plain_end, plain, None, qualifier, "digits", plain, plain_end
            )
        plain_end = match.end("d2")
    form, factor = "digits", 1.0
    if match["s"]:
        factor = _scale(match["s"], language)
        form = "letter" if match["s"].lower() in _LETTERS else "scaled"
    elif match["c"]:
        factor, form = _CJK_SCALES[match["c"]], "scaled"
    elif match["o"]:
        form = "ordinal"
    low *= factor
    if match["d3"]:
        low += float(match["d3"]) * _CJK_SCALES.get(match["c3"], 1.0)
    qualifier = _qualifier(text, start)
    more = text.startswith(_AFTER_MORE, end) or "多" in match[0] or "余" in match[0]
    if qualifier == "exact" and more:
        qualifier = "more than"
    high = None if high is None else _tidy(high * factor)
    return Number(start, end, _tidy(low), high, qualifier, form, plain, plain_end)


def _fraction(text: str, word: str, start: int, end: int) -> Number | None:
    """`a fifth of`, `fell by a third`, `two-thirds`, `half of`, in percent."""
    qualifier = _qualifier(text, start)
    if word in _FRACTIONS:
        before = text[max(0, start - 30) : start].lower()
        whole = _OF.match(text, end) is not None
        if (
            whole and (word == "half" or before.endswith(("a ", "a-", "ne ", "ne-")))
        ) or (_CHANGED_BY.search(before) and _NO_NOUN.match(text, end)):
            value = round(_FRACTIONS[word], 2)
            return Number(start, end, value, None, qualifier, "fraction", 0.0, end)
    count = _SMALL["en"].get(word, 0)
    if 1 < count < 10:  # noqa: PLR2004  tenths at the most
        part = _PART.match(text, end)
        if part:
            value = round(count * _FRACTIONS[part[1] or part[2]], 2)
            end = part.end()
            return Number(start, end, value, None, qualifier, "fraction", 0.0, end)
    return None


def _from_word(
    text: str, word: str, start: int, end: int, language: str
) -> Number | None:
    if language == "en":
        fraction = _fraction(text, word, start, end)
        if fraction is not None:
            return fraction
        if word in _ORDINALS:
            value = float(_ORDINALS[word])
            return Number(start, end, value, None, "exact", "ordinal", value, end)
    small = _SMALL[language]
    known = small.get(word)
    follow = (_HALF_SCALE if word == "half" else _WORD_SCALE).match(text, end)
    qualifier = _qualifier(text, start)
    if follow is not None and follow["s"].lower() not in _LETTERS:
        plain = 0.5 if word == "half" else float(known or 1)
        value, stop = plain * _scale(follow["s"], language), follow.end()
        return Number(start, stop, value, None, qualifier, "scaled", plain, end)
    if known is None:
        return None
    value = float(known)
    if value == 1:
        return Number(start, end, value, None, qualifier, "one", value, end)
    if value >= 20 and text[end : end + 1] == "-":  # noqa: PLR2004  twenty-five
        unit = _WORD.match(text, end + 1)
        more = unit and small.get(unit[0].lower())
        if unit and more and more < 10:  # noqa: PLR2004  one digit
            end, value = unit.end(), value + more
    return Number(start, end, value, None, qualifier, "word", value, end)


def numbers(text: str, language: str = "") -> list[Number]:
    """All numbers of `text` in its order; linear in its length, never raises.

    `language` is ISO 639-1; empty reads as English does.
    """
    found: list[Number] = []
    pattern = _NUMBER_POINT if language in _POINT else _NUMBER
    position, size = 0, len(text)
    while digit := _DIGIT.search(text, position):
        match = pattern.match(text, digit.start())
        if match is None:  # a digit of another script that no pattern takes
            position = digit.end()
            continue
        length = match.end("d") - match.start()
        if length > _LONGEST or not _BLANKS.sub("", match["d"]).isascii():
            position = match.end("d")
            continue
        number = _from_digits(text, match, language)
        found.append(number)
        position = number.end
    if language in {"zh", "ja"}:
        for match in _CJK_WORD.finditer(text):
            start, end = match.span()
            value, qualifier = _cjk_value(match[0]), _qualifier(text, start)
            found.append(Number(start, end, value, None, qualifier, "word", value, end))
    else:
        language = language if language in _SMALL else "en"
        low = text.lower()
        taken = -1
        # Some capitals grow when lowered; offsets must stay the text's own.
        for match in _CANDIDATES[language].finditer(low if len(low) == size else text):
            start, end = match.span()
            if start >= taken:
                word = _from_word(text, match[0], start, end, language)
                if word is not None:
                    found.append(word)
                    taken = word.end
    found.sort()
    return found
