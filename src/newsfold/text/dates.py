"""Moments as the web writes them: reading every sloppy form, writing one.

RFC 822 (`Tue, 03 Mar 2026 14:05:00 GMT`) and ISO 8601 are read by one expression each;
what neither matches goes through a tolerant reader that looks for a day, a time and a
zone wherever they stand (`asctime`, W3CDTF fragments, Korean, Greek or Russian month
names, US dates).  No clock is asked: a date without its year is no date.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from newsfold.model import Instant

__all__ = ["Moment", "is_month", "iso", "parse"]

_LONGEST = 120  # characters; no date is longer, and what is longer is hostile
_MINUTES_OF_DAY = 24 * 60
_CENTURY = 100
_PIVOT = 69  # two-digit years from here on are of the 20th century (POSIX)
_MERIDIAN_HOURS = 12


def _plain(word: str) -> str:
    """A word in lower case without its accents, which feeds drop and misplace."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# One line a month: its names in the languages whose feeds write them.
_MONTHS = {
    _plain(name): number
    for number, names in enumerate(
        """\
jan january januar janvier enero ene gennaio gen janeiro januari января январь ιαν \
ιανουαρίου sty stycznia oca ocak
feb february februar février fevrier févr febrero febbraio fevereiro fev februari \
февраля февраль φεβ φεβρουαρίου lut lutego şub şubat
mar march märz maerz mär mrz mars marzo março marco maart марта март μαρ μαρτίου \
marca mart
apr april avril avr abril abr aprile апреля апрель απρ απριλίου kwi kwietnia nis nisan
may mai mayo maggio mag maio mei мая май μαϊ μάι μαΐου maj maja mayıs
jun june juni juin junio giugno giu junho июня июнь ιουν ιουνίου cze czerwca haz haziran
jul july juli juillet juil julio luglio lug julho июля июль ιουλ ιουλίου lip lipca tem \
temmuz
aug august août aout agosto ago augustus августа август αυγ αυγούστου sie sierpnia ağu \
ağustos
sep sept september septembre septiembre settembre set setembro сентября сентябрь σεπ \
σεπτεμβρίου wrz września eyl eylül
oct october oktober okt octobre octubre ottobre ott outubro out октября октябрь οκτ \
οκτωβρίου paź października eki ekim
nov november novembre noviembre novembro ноября ноябрь νοε νοεμβρίου lis listopada kas \
kasım
dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro \
декабря декабрь δεκ δεκεμβρίου gru grudnia ara aralık
""".splitlines(),
        start=1,
    )
    for name in names.split()
}

# Minutes east of Greenwich.  Names that are used for several zones have the one that
# RFC 822 or common use in news feeds gives them.
_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "a": 60, "m": 720,
    "n": -60, "y": -720, "est": -300, "edt": -240, "et": -300, "cst": -360,
    "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480,
    "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600, "ast": -240,
    "adt": -180, "nst": -210, "ndt": -150, "bst": 60, "west": 60, "cet": 60,
    "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "trt": 180, "gst": 240, "pkt": 300, "ist": 330, "npt": 345, "ict": 420,
    "wib": 420, "hkt": 480, "sgt": 480, "pht": 480, "awst": 480, "jst": 540,
    "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "brt": -180, "art": -180, "clt": -240, "sast": 120, "cat": 120, "eat": 180,
    "wat": 60,
}  # fmt: skip

_RFC822 = re.compile(
    r"\s*+(?:[A-Za-z]{3,9}\.?,?\s++)?+(\d{1,2})[\s-]++([A-Za-z]{3,9})\.?,?[\s-]++"
    r"(\d{4}|\d{2}),?\s++(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d*+)?+)?+"
    r"\s*+([A-Za-z]{0,5})([+-]\d{1,2}:?\d{2})?\s*+(?:\([^()]*+\)\s*+)?+\Z"
)
_ISO = re.compile(
    r"\s*+(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]\s*+(\d{1,2}):?(\d{2})(?::?(\d{2})"
    r"(?:[.,]\d*+)?+)?+\s*+([A-Za-z]{0,5})([+-]\d{1,2}:?(?:\d{2})?)?)?+\s*+\Z"
)

_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s?[:h.]\s?(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s{0,2}([ap])\.?m\b\.?)?(?!\d)",
    re.IGNORECASE,
)
_AFTERNOON = re.compile("오후|下午|午後")
_OFFSET = re.compile(r"(?:(?<=[\d\sZzTC])|(?<=[A-Z]{3}))([+-])(\d{1,2}):?(\d{2})?\s*$")
_ZONE_NAME = re.compile(r"\b([A-Za-z]{1,4})\b")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(\d{1,2})(?!\d))?"
)
_COMPACT = re.compile(
    r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?)?"
    r"(?:[.,]\d{1,9})?(?!\d)"
)
_ORDINAL_DAY = re.compile(r"\A\s*(\d{4})-?(\d{3})(?!\d)")
_MONTH_ONLY = re.compile(r"\A\s*(\d{4})(?:-(\d{2}))?\s*\Z")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_DAY_MONTH = re.compile(
    r"(\d{1,2})\s?(?:st|nd|rd|th|\.|º|er)?(?:[\s/-]|de\b|of\b|,)*\Z"
)
_MONTH_DAY = re.compile(r"\A\W{0,3}(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_YEAR = re.compile(r"(?<![\d:+-])(\d{4})(?![\d:])|(?<=[\s-])(\d{2})(?=[\s,]|\Z)")


class Moment(NamedTuple):
    """A moment and how well it is known."""

    instant: Instant
    """Seconds since the epoch.  What is not stated counts as zero: the time of a bare
    day as 00:00, a missing zone as UTC."""
    precision: Literal["second", "minute", "day"]
    zone_stated: bool
    """Whether the text says which zone it means."""


def iso(instant: Instant) -> str:
    """Write an instant as `YYYY-MM-DDTHH:MM:SSZ`."""
    days, rest = divmod(instant, 86_400)
    minutes, seconds = divmod(rest, 60)
    return f"{_day(days)}T{_CLOCK[minutes]}:{_TWO[seconds]}Z"


@lru_cache(maxsize=8192)
def _day(days: int) -> str:
    """`YYYY-MM-DD` of a number of days since 1970-01-01; news comes from few days."""
    year, month, day = _civil(days)
    return f"{year:04d}-{month:02d}-{day:02d}"


_TWO = tuple(f"{number:02d}" for number in range(60))
_CLOCK = tuple(f"{hour:02d}:{minute}" for hour in range(24) for minute in _TWO)


def is_month(word: str) -> bool:
    """Whether a word is a month's name, or short for one, in a language known here."""
    return _plain(word) in _MONTHS


@lru_cache(maxsize=4096)
def parse(text: str, *, day_first: bool = False) -> Moment | None:
    """Read a date in any form that feeds and pages use; None where there is none.

    Never raises.  A day written 03/04/2026 is read month first unless that is
    impossible, points part it or `day_first` says otherwise; bare times and years are
    no date.
    """
    if len(text) > _LONGEST:
        return None
    if match := _RFC822.match(text):
        day, name, year, hour, minute, second, zone, offset = match.groups()
        month = _MONTHS.get(name.lower(), 0)
        moment = _moment(
            _full_year(year), month, int(day), (hour, minute, second), zone, offset
        )
        if moment is not None:
            return moment
    elif match := _ISO.match(text):
        year, month_, day, hour, minute, second, zone, offset = match.groups()
        if zone in {"T", "t"}:
            zone = ""
        moment = _moment(
            int(year), int(month_), int(day), (hour, minute, second), zone, offset
        )
        if moment is not None:
            return moment
    return _tolerant(text, day_first=day_first)


def _moment(
    year: int,
    month: int,
    day: int,
    clock: tuple[str | None, str | None, str | None],
    zone: str | None,
    offset: str | None,
) -> Moment | None:
    """Put the parts together; None where they are no date."""
    hour, minute, second = clock
    hours = int(hour) if hour else 0
    minutes = int(minute) if minute else 0
    seconds = int(second) if second else 0
    # 24:00 and a leap second are legal ways to write the next moment.
    if not _is_date(year, month, day) or hours > 24 or minutes > 59 or seconds > 60:  # noqa: PLR2004  # a clock's own numbers
        return None
    stated = bool(zone or offset) and hour is not None
    shift = 0
    if hour is None:
        pass  # a day is a day in any zone
    elif offset:
        digits = offset[1:].replace(":", "")
        # +5 and +05 are hours, +530 and +0530 hours and minutes
        east = (
            int(digits) * 60
            if len(digits) <= 2  # noqa: PLR2004  # digits of an hour
            else int(digits[:-2]) * 60 + int(digits[-2:])
        )
        shift = -east if offset[0] == "-" else east
        if abs(shift) > _MINUTES_OF_DAY:
            shift, stated = 0, False
    elif zone:
        known = _ZONES.get(zone.lower())
        shift, stated = (known or 0), known is not None
    instant = (
        _days(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds
    ) - shift * 60
    precision: Literal["second", "minute", "day"] = (
        "day" if hour is None else "minute" if second is None else "second"
    )
    return Moment(instant, precision, stated)


def _tolerant(text: str, *, day_first: bool) -> Moment | None:
    """Find a day, a time and a zone wherever they stand."""
    return (
        _read_compact(text)
        or _read_partial(text)
        or _read_loose(text, day_first=day_first)
    )


def _read_compact(text: str) -> Moment | None:
    """`20260303`, `20260303T140500Z`; `2026-062` (the day of the year)."""
    if match := _COMPACT.search(text):
        year, month, day, hour, minute, second = match.groups()
        zone, offset = _zone(text[match.end() :])
        return _moment(
            int(year), int(month), int(day), (hour, minute, second), zone, offset
        )
    if match := _ORDINAL_DAY.match(text):
        year, number = int(match[1]), int(match[2])
        if 1 <= number <= 366 and _is_date(year, 1, 1):  # noqa: PLR2004  # days of a year
            return Moment(
                (_days(year, 1, 1) + number - 1) * 86_400, "day", zone_stated=False
            )
    return None


def _read_partial(text: str) -> Moment | None:
    """W3CDTF's `2026-03`: the month's first day.  A bare year says too little."""
    match = _MONTH_ONLY.match(text)
    if match is None or match[2] is None:
        return None
    return _moment(int(match[1]), int(match[2]), 1, (None, None, None), None, None)


def _read_loose(text: str, *, day_first: bool) -> Moment | None:
    """A written or numeric day anywhere, and a time if there is one."""
    # 03.04.2026 holds what looks like a time of four past three: the day goes first.
    numeric = _NUMBERS.search(text)
    times = _blank(text, numeric) if numeric else text
    clock: tuple[str | None, str | None, str | None] = (None, None, None)
    zone = offset = None
    days = text
    if time := _TIME.search(times):
        hour, minute, second, half = time.groups()
        if half or _AFTERNOON.search(times):
            late = not half or half in "pP"
            hour = str(int(hour) % _MERIDIAN_HOURS + _MERIDIAN_HOURS * late)
        clock = (hour, minute, second)
        days = _blank(text, time)
        zone, offset = _zone(times[time.end() :])
    day = _find_day(days, day_first=day_first)
    return None if day is None else _moment(*day, clock, zone, offset)


def _blank(text: str, match: re.Match[str]) -> str:
    """The text with what was matched replaced by as many spaces."""
    return f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"


def _find_day(text: str, *, day_first: bool) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.search(text):
        return int(match[1]), int(match[2]), int(match[3] or 1)
    if match := _NUMBERS.search(text):
        first, second = int(match[1]), int(match[3])
        year = _full_year(match[4])
        points = match[2] == "."
        if not (points or day_first) and _is_date(year, first, second):
            return year, first, second
        if not points and not _is_date(year, second, first):
            return year, first, second
        return year, second, first
    for word in _WORD.finditer(text):
        month = _MONTHS.get(_plain(word[0]))
        if month is None:
            continue
        before, after = text[: word.start()], text[word.end() :]
        if day := _DAY_MONTH.search(before):
            rest = after
        elif day := _MONTH_DAY.match(after):
            rest = after[day.end() :] or before
        else:
            continue
        year_found = _YEAR.search(rest) or _YEAR.search(before[: -len(day[0])])
        if year_found is not None:
            return _full_year(year_found[1] or year_found[2]), month, int(day[1])
    return None


def _zone(tail: str) -> tuple[str | None, str | None]:
    """The zone that follows a time: its name and its offset, whichever is there."""
    if match := _OFFSET.search(f" {tail}"):
        return None, match[1] + match[2].zfill(2) + (match[3] or "00")
    for match in _ZONE_NAME.finditer(tail):
        if match[1].lower() in _ZONES:
            return match[1], None
    return None, None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004  # a year in full
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _is_date(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1 <= year <= 9999):  # noqa: PLR2004  # the calendar's own numbers
        return False
    if day <= 28:  # noqa: PLR2004  # every month has as many
        return True
    return _civil(_days(year, month, day)) == (year, month, day)


def _days(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the Gregorian calendar.

    Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
    """
    year -= month <= 2  # noqa: PLR2004  # the computed year begins in March
    era, of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return (
        era * 146_097
        + of_era * 365
        + of_era // 4
        - of_era // _CENTURY
        + day_of_year
        - 719_468
    )


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01 (civil_from_days)."""
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    day_of_year = of_era - (365 * year + year // 4 - year // _CENTURY)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9  # noqa: PLR2004  # March to December
    return year + era * 400 + (month <= 2), month, day  # noqa: PLR2004  # January, February
