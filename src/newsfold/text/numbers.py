"""Numbers in running text, as newspapers of nine languages write them.

`numbers` finds them in one pass: digits with any grouping (`1,300` `1.300,5` `1 300`),
scales (`2.5bn`, `1,3 milliards`, `1,000 crore`, `25亿`, `1兆2000億`), ranges, small words
(`five`, `half a billion`, `third`), fractions (`a fifth` is 20 percent) and the
qualifier before them (`more than`, `fast`, `逾`).  What a number counts is not decided
here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsfold.model import Qualifier

__all__ = ["Number", "numbers", "parse_digits"]


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
    well be a unit: `5 m`), `word`, `ordinal`, `fraction`."""
    plain: float = 0.0
    """The value without the scale."""
    plain_end: int = 0
    """Where the number ends without the scale."""


_GROUP = "[,.'’\u00a0\u202f\u2009 ]"
_DIGITS = rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:[.,]\d+(?!\d))?|\d+(?:[.,]\d+)?"
_DIGITS_EN = r"\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"

_SCALES: dict[str, float] = {
    "hundred": 1e2,
    **dict.fromkeys(
        [
            "thousand",
            "thousands",
            "k",
            "tausend",
            "tsd",
            "mille",
            "mil",
            "mila",
            "тыс",
            "тысяча",
            "тысячи",
            "тысяч",
        ],
        1e3,
    ),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(
        [
            "million",
            "millions",
            "mn",
            "mln",
            "mio",
            "mill",
            "m",
            "millionen",
            "millón",
            "millones",
            "milhão",
            "milhões",
            "milione",
            "milioni",
            "млн",
            "миллион",
            "миллиона",
            "миллионов",
            "миллионами",
        ],
        1e6,
    ),
    **dict.fromkeys(("crore", "crores", "cr"), 1e7),
    **dict.fromkeys(
        [
            "billion",
            "billions",
            "bn",
            "bln",
            "b",
            "milliarde",
            "milliarden",
            "mrd",
            "milliard",
            "milliards",
            "md",
            "mds",
            "miliardo",
            "miliardi",
            "mld",
            "bilhão",
            "bilhões",
            "bi",
            "млрд",
            "миллиард",
            "миллиарда",
            "миллиардов",
        ],
        1e9,
    ),
    **dict.fromkeys(
        [
            "trillion",
            "trillions",
            "tn",
            "trn",
            "t",
            "billón",
            "billones",
            "trilhão",
            "trilhões",
            "billionen",
            "bilione",
            "bilioni",
            "трлн",
            "триллион",
            "триллиона",
            "триллионов",
        ],
        1e12,
    ),
    "mil millones": 1e9,
    "mil milhões": 1e9,
    "mille milliards": 1e12,
    "mila miliardi": 1e12,
}
_LETTERS = frozenset({"m", "b", "t", "k", "bi", "cr", "md"})
# In these languages a billion is a million millions.
_LONG = {"de": 1e12, "fr": 1e12, "es": 1e12, "it": 1e12}
_CJK_SCALES = {
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "萬億": 1e12,
    "兆": 1e12,
}
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_CJK_SCALE = "|".join(sorted(_CJK_SCALES, key=len, reverse=True))


def _compile(digits: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<d>{digits})"
        rf"(?:(?P<to>\s?[-–—~～至]\s?|\s(?:to|bis|à|a|y|and|et|und)\s)"
        rf"(?P<pre2>[$€£¥₹]?)(?P<d2>{digits}))?"
        rf"(?:[\s\u00a0-]?(?P<s>{_SCALE})\b(?:\.(?=\s?(?:(?-i:[a-zа-я])|[€$£]|Euro|Dollar|Franken|Yen|Yuan|US)))?"
        rf"|[多余餘]?\s?(?P<c>{_CJK_SCALE})(?:(?P<d3>\d{{1,4}})(?P<c3>[万億亿萬]))?)?"
        rf"(?P<o>(?:st|nd|rd|th|er|ère|e|ème)\b)?",
        re.IGNORECASE,
    )


_NUMBER = _compile(_DIGITS)
_NUMBER_EN = _compile(_DIGITS_EN)

_ONES = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    "de": "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze",
    "it": "un due tre quattro cinque sei sette otto nove dieci undici dodici",
    "ru": "один два три четыре пять шесть семь восемь девять десять",
}
_ONES_FEM = {"pt": {"duas": 2.0}, "ru": {"две": 2.0}, "de": {"ein": 1.0}}
_TENS = {
    w: 10.0 * i
    for i, w in enumerate(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=3
    )
}
_ORDINALS = {
    w: float(i)
    for i, w in enumerate(
        [
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=2,
    )
}
_FRACTIONS = {
    "half": 50.0,
    "third": 100 / 3,
    "quarter": 25.0,
    "fifth": 20.0,
    "sixth": 100 / 6,
    "seventh": 100 / 7,
    "eighth": 12.5,
    "tenth": 10.0,
    "thirds": 100 / 3,
    "quarters": 25.0,
    "fifths": 20.0,
    "tenths": 10.0,
}
_SMALL: dict[str, dict[str, float]] = {
    language: {
        **{w: float(i) for i, w in enumerate(words.split(), start=1)},
        **_ONES_FEM.get(language, {}),
    }
    for language, words in _ONES.items()
}
_SMALL["en"] |= _TENS | {"dozen": 12.0, "hundred": 100.0}
_ALL_SMALL = {language: frozenset(words) for language, words in _SMALL.items()}
_WORD = re.compile(r"[^\W\d_]+")
_WORD_SCALE = re.compile(rf"[\s-](?P<s>{_SCALE})\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?:[\s-](half|third|quarter|fifth|sixth|seventh|eighth|tenth)s?)(?=\sof\b)"
)
_HALF = re.compile(r"\sof\b")
_CJK_WORD = re.compile(
    r"[一二两兩三四五六七八九十百千]{1,6}(?=[人名个個岁歲歳位亿億万萬年天日周次])"
)
_CJK_DIGIT = {c: float(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "两": 2.0,
    "兩": 2.0,
}
_CJK_UNIT = {"十": 10.0, "百": 100.0, "千": 1000.0}

_QUALIFIERS: dict[str, Qualifier] = {
    **dict.fromkeys(
        [
            *[
                "over",
                "above",
                "exceeding",
                "surpassed",
                "topped",
                "surpassing",
                "plus",
                "über",
            ],
            "more than",
            "upwards of",
            "in excess of",
            "mehr als",
            "plus de",
            "más de",
            "mais de",
            "oltre",
            "più di",
            "свыше",
            "более",
            "больше",
        ],
        "more than",
    ),
    **dict.fromkeys(
        [
            "at least",
            "no fewer than",
            "no less than",
            "not less than",
            "mindestens",
            "wenigstens",
            "au moins",
            "al menos",
            "por lo menos",
            "pelo menos",
            "almeno",
            "не менее",
            "minimum",
        ],
        "at least",
    ),
    **dict.fromkeys(
        [
            *[
                "about",
                "around",
                "roughly",
                "some",
                "nearly",
                "almost",
                "approximately",
                "circa",
                "ca",
            ],
            *[
                "rund",
                "etwa",
                "fast",
                "knapp",
                "ungefähr",
                "environ",
                "près",
                "presque",
                "quelque",
            ],
            *[
                "unos",
                "unas",
                "casi",
                "cerca",
                "alrededor",
                "quase",
                "aproximadamente",
                "circa",
                "quasi",
            ],
            *["около", "почти", "примерно", "approx", "just", "c"],
            "close to",
            "près de",
            "cerca de",
            "alrededor de",
            "just over",
            "just under",
        ],
        "about",
    ),
    **dict.fromkeys(
        [
            "up to",
            "as much as",
            "as many as",
            "bis zu",
            "jusqu'à",
            "jusqu’à",
            "hasta",
            "até",
            "fino a",
            "до",
            "maximum",
        ],
        "up to",
    ),
    **dict.fromkeys(
        [
            "less than",
            "fewer than",
            "under",
            "below",
            "weniger als",
            "unter",
            "moins de",
            "menos de",
            "meno di",
            "менее",
        ],
        "less than",
    ),
}
_CJK_QUALIFIERS: tuple[tuple[str, Qualifier], ...] = (
    ("超过", "more than"),
    ("超過", "more than"),
    ("逾", "more than"),
    ("至少", "at least"),
    ("少なくとも", "at least"),
    ("不少于", "at least"),
    ("最多", "up to"),
    ("最大", "up to"),
    ("高达", "up to"),
    ("不到", "less than"),
    ("约", "about"),
    ("約", "about"),
    ("近", "about"),
    ("大约", "about"),
)
_AFTER_MORE = ("多", "余", "餘", "超", "以上")
_SKIPPED = frozenset(
    {
        "the",
        "a",
        "an",
        "us",
        "usd",
        "rmb",
        "rs",
        "eur",
        "gbp",
        "de",
        "d",
        "von",
        "hk",
        "s",
    }
)


def parse_digits(digits: str, language: str = "") -> float:
    """The value of a digit string with the grouping of its language.

    English, Chinese and Japanese part decimals by a point, the others by a comma.  What
    cannot be a group (`1,3` `2.5`) is a decimal in every language.
    """
    text = re.sub("['’\u00a0\u202f\u2009 ]", "", digits)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        mark = "," if comma > point else "."
        other = "." if mark == "," else ","
        if text.count(mark) == 1:
            return float(text.replace(other, "").replace(mark, "."))
        return float(text.replace(other, "").replace(mark, ""))
    mark = "," if comma >= 0 else "." if point >= 0 else ""
    if not mark:
        return float(text)
    parts = text.split(mark)
    groups = all(len(p) == 3 for p in parts[1:]) and 1 <= len(parts[0]) <= 3
    decimal_mark = "." if language in {"", "en", "zh", "ja"} else ","
    if len(parts) > 2:
        return float("".join(parts)) if groups else float(parts[0])
    if groups and parts[0] != "0" and mark != decimal_mark:
        return float("".join(parts))
    return float(".".join(parts))


def _qualifier(text: str, start: int) -> Qualifier:
    """What stands before the number, read from its last three words."""
    before = text[max(0, start - 26) : start]
    stripped = before.rstrip()
    if not stripped:
        return "exact"
    if stripped[-1] >= "\u3040":
        for mark, qualifier in _CJK_QUALIFIERS:
            if stripped.endswith(mark):
                return qualifier
        return "exact"
    words = _WORD_Q.findall(before.lower())[-5:]
    while words and words[-1] in _SKIPPED:
        words.pop()
    for size in (3, 2, 1):
        if len(words) >= size:
            found = _QUALIFIERS.get(" ".join(words[-size:]))
            if found is not None:
                return found
    return "exact"


_WORD_Q = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.,;:!?()]")


def _scale(word: str, language: str) -> float:
    low = word.lower()
    if low == "billion":
        return _LONG.get(language, 1e9)
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


def _from_digits(text: str, match: re.Match[str], language: str) -> Number:
    start, end = match.span()
    plain = parse_digits(match["d"], language)
    low, high = plain, None
    plain_end = match.end("d")
    if match["d2"]:
        second = parse_digits(match["d2"], language)
        spelled = match["to"].strip().lower() in {"and", "und", "et", "y"}
        between = not spelled or text[max(0, start - 9) : start].lower().endswith(
            ("between ", "zwischen ", "entre ")
        )
        if second > plain and between and not match["pre2"]:
            high, plain_end = second, match.end("d2")
        elif not (second > plain and between):
            # Two numbers, not a range: keep the first, the scan goes on behind it.
            return Number(
                start, plain_end, plain, None, _qualifier(text, start), "digits",
                plain, plain_end,
            )  # fmt: skip
        else:
            high, plain_end = second, match.end("d2")
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
        low += float(match["d3"]) * _CJK_SCALES[match["c3"]]
    qualifier = _qualifier(text, start)
    if qualifier == "exact" and (
        text.startswith(_AFTER_MORE, end) or "多" in match[0] or "余" in match[0]
    ):
        qualifier = "more than"
    return Number(
        start,
        end,
        _tidy(low),
        None if high is None else _tidy(high * factor),
        qualifier,
        form,
        plain,
        plain_end,
    )


def _tidy(value: float) -> float:
    """2.3 · 10⁹ without the dust that binary fractions leave."""
    return round(value, 2) if value < 1e15 else value


def _from_word(text: str, match: re.Match[str], language: str) -> Number | None:
    word = match[0].lower()
    start, end = match.span()
    small = _SMALL.get(language) or _SMALL["en"]
    value = small.get(word)
    if language == "en" or not language:
        if word in _FRACTIONS and _HALF.match(text, end):
            before = text[max(0, start - 3) : start].lower()
            if word == "half" or before.endswith(("a ", "a-", "ne ", "ne-")):
                return Number(
                    start, end, round(_FRACTIONS[word], 2), None,
                    _qualifier(text, start), "fraction", 0.0, end,
                )  # fmt: skip
        if value is not None and 1 < value < 10:
            part = _FRACTION.match(text, end)
            if part:
                return Number(
                    start, part.end(), round(value * _FRACTIONS[part[1]], 2), None,
                    _qualifier(text, start), "fraction", 0.0, part.end(),
                )  # fmt: skip
        ordinal = _ORDINALS.get(word)
        if ordinal is not None:
            return Number(start, end, ordinal, None, "exact", "ordinal", ordinal, end)
    if word in {"a", "an", "half"}:
        follow = _WORD_SCALE.match(text, end)
        if word == "half":
            follow = _HALF_SCALE.match(text, end)
        if follow is None or follow["s"].lower() in _LETTERS:
            return None
        factor = _scale(follow["s"], language)
        value = 0.5 if word == "half" else 1.0
        return Number(
            start, follow.end(), value * factor, None, _qualifier(text, start),
            "scaled", value, end,
        )  # fmt: skip
    if value is None:
        return None
    follow = _WORD_SCALE.match(text, end)
    if follow is not None and follow["s"].lower() not in _LETTERS:
        return Number(
            start, follow.end(), value * _scale(follow["s"], language), None,
            _qualifier(text, start), "scaled", value, end,
        )  # fmt: skip
    if value == 1:
        return Number(start, end, 1.0, None, _qualifier(text, start), "one", 1.0, end)
    if value >= 20 and text[end : end + 1] == "-":
        unit = _WORD.match(text, end + 1)
        more = unit and small.get(unit[0].lower())
        if unit and more and more < 10:
            end, value = unit.end(), value + more
    return Number(start, end, value, None, _qualifier(text, start), "word", value, end)


_HALF_SCALE = re.compile(rf"[\s-]an?[\s-](?P<s>{_SCALE})\b", re.IGNORECASE)
_CANDIDATES = {
    language: re.compile(
        r"\b(?:"
        + "|".join(
            sorted(
                set(_SMALL.get(language, {}))
                | (
                    set(_ORDINALS) | {"half", "quarter", "an?(?= [mbt])"}
                    if language == "en"
                    else set()
                ),
                key=len,
                reverse=True,
            )
        )
        + r")\b"
    )
    for language in _SMALL
}


def numbers(text: str, language: str = "") -> list[Number]:
    """All numbers of `text` in its order; linear in its length, never raises.

    `language` is ISO 639-1; empty reads as English does.
    """
    found: list[Number] = []
    pattern = _NUMBER_EN if language in {"", "en", "zh", "ja"} else _NUMBER
    position, size = 0, len(text)
    while position < size:
        match = pattern.search(text, position)
        if match is None:
            break
        if match.end("d") - match.start() > 18 or not match["d"].isascii():
            position = match.end("d")
            continue
        number = _from_digits(text, match, language)
        found.append(number)
        position = number.end
    cjk = language in {"zh", "ja"}
    if cjk:
        found += [
            Number(
                m.start(),
                m.end(),
                _cjk_value(m[0]),
                None,
                _qualifier(text, m.start()),
                "word",
                _cjk_value(m[0]),
                m.end(),
            )  # fmt: skip
            for m in _CJK_WORD.finditer(text)
        ]
    else:
        candidates = _CANDIDATES.get(language) or _CANDIDATES["en"]
        taken = -1
        low = text.lower()
        # Some capitals grow when lowered; offsets must stay the text's own.
        for match in candidates.finditer(low if len(low) == size else text):
            if match.start() < taken:
                continue
            word = _from_word(text, match, language or "en")
            if word is not None:
                found.append(word)
                taken = word.end
    found.sort()
    return found
