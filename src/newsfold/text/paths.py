"""What the path of an address tells: whether an article stands there, and of which day.

Nobody has been asked yet: this is a guess from the spelling alone, such as outlets'
software makes it (a slug, a day, a number), and it may be wrong either way.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from newsfold.model import Instant

__all__ = ["day", "is_article"]

_DAY = re.compile(r"/(?:[\w-]*[^\d/])?(20\d\d)([/-]?)(\d\d?)\2(\d\d?)(?=[/_.-]|$)")
_MONTH = re.compile(r"/20\d\d[/-]\d\d?(?=/)")
_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS = 86_400
_PAGE = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|shtml|cms|ece|amp)$", re.IGNORECASE)
_FILE = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_LISTS = frozenset(
    """
    about account advertise author authors autor autoren byline careers cart charts
    contact contributors cookies events feed feeds help impressum imprint info
    informationen jobs kontakt legal login logout newsletter newsletters page
    password podcast podcasts policies privacy profile register rss search shop
    signin signup sitemap sitemaps staff subscribe subscription subscriptions tag
    tags team terms thema themen user users wp-admin wp-content wp-json wp-login
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Segments below which lists, forms and files stand."""
_SECTIONS = frozenset(
    """
    categories category people section sections special specials topic topics
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Segments below which lists stand, and articles with a long slug."""
_NUMBER = re.compile(
    r"(?<!\d)\d{5,}(?!\d)|\b(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8,32}\b|[0-9a-f]{12,}"
)
"""An article's number, or a short name that a machine gave."""
_BY_NUMBER = re.compile(
    r"(?:^|&)(?:\w*id|p|no|article|news|story|artid|idxno)=\w*\d{2,}", re.IGNORECASE
)
_PARTS, _MANY_PARTS = 3, 5
"""Words of a slug: sections have names of one or two, and no list has one of five."""
_ABOVE = (["article"], ["articles"], ["artikel"], ["story"], ["stories"])
"""Segments right below which articles stand."""
_LETTERS = 6
"""Letters of a slug in a script that does not part words by hyphens."""


def is_article(url: str) -> bool:
    """Whether an article seems to stand at a web address.

    One does where the last segment of the path is a slug of three words, a machine's
    number or words of another script, or where the path holds a day.  Files do not, nor
    what lies below `tag`, `author`, `search` and the like.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    segments = [segment for segment in parts.path.split("/") if segment]
    if not segments:
        return _BY_NUMBER.search(parts.query) is not None
    last, paged = _PAGE.subn("", segments[-1])
    words = len(re.split("[-_]+", last.strip("-_")))
    above = {part.lower() for part in segments}
    if above & _LISTS or (words < _MANY_PARTS and above & _SECTIONS):
        return False
    if not paged and _FILE.search(last):
        return False
    if words >= _PARTS or _NUMBER.search(last.lower()):
        return True
    if _BY_NUMBER.search(parts.query) or segments[:-1][-1:] in _ABOVE:
        return True
    dated = _DAY.search(parts.path) or _MONTH.search(parts.path)
    if dated and parts.path.rstrip("/") != parts.path[: dated.end()].rstrip("/"):
        return True
    word = unquote(last) if "%" in last else last
    return not word.isascii() and sum(map(str.isalpha, word)) >= _LETTERS


def day(url: str) -> Instant | None:
    """The start of the day that stands in an address, as in `/2026/03/01/ferry`."""
    try:
        found = _DAY.search(urlsplit(url).path)
        if found is None:
            return None
        moment = date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
    return (moment.toordinal() - _EPOCH) * _SECONDS
