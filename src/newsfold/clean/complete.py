"""An article known from a feed, completed by its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from newsfold.model import Article

_DAY = 86_400
_FIELDS = ("excerpt", "authors", "tags", "images", "links", "language")
"""What a page gives where a feed gives none."""
_PAGE = "page: "


def complete(known: Article, found: Article) -> Article:
    """The known article with what its page adds; identity stays the known one's.

    The page gives the body when it is the longer one, authors, tags, images and links
    where the feed gave none, and the time where the feed gave none or only a day.
    Evidence of every field taken is noted as the page's.
    """
    evidence = dict(known.evidence)
    marks = [mark for mark in known.marks if mark not in {"undated", "day-only"}]
    taken: dict[str, object] = {}
    if len(found.body) > len(known.body):
        taken["body"] = found.body
        marks = [mark for mark in marks if mark != "body-from-feed"]
        marks.append("body-from-page")
    for field in _FIELDS:
        if not getattr(known, field) and getattr(found, field):
            taken[field] = getattr(found, field)
    if "excerpt" in taken:
        taken["excerpt_from"] = found.excerpt_from
    if _better_time(known, found):
        taken["published"] = found.published
        marks += [mark for mark in found.marks if mark == "day-only"]
    elif known.published is None:
        marks += [mark for mark in known.marks if mark == "undated"]
    else:
        marks += [mark for mark in known.marks if mark == "day-only"]
    marks += [mark for mark in found.marks if mark == "paywall" and mark not in marks]
    for field in taken:
        where = found.evidence.get(field, "found").removeprefix(_PAGE)
        evidence[field] = f"{_PAGE}{where}"
    if notice := found.evidence.get("correction"):
        evidence["correction"] = notice
    return msgspec.structs.replace(
        known,
        **taken,
        marks=tuple(dict.fromkeys(marks)),
        signals=found.signals,
        rights=found.rights,
        repairs=tuple(r for r in found.repairs if r.field in taken),
        evidence=evidence,
    )


def without(known: Article, found: Article) -> Article:
    """The known article without what `found`, its page read anew, has again."""
    gone: dict[str, object] = {}
    for field in (*_FIELDS, "body"):
        theirs = known.evidence.get(field, "").startswith(_PAGE)
        if theirs and getattr(found, field):
            gone[field] = type(getattr(known, field))()
    return msgspec.structs.replace(known, **gone)


def _better_time(known: Article, found: Article) -> bool:
    if found.published is None:
        return False
    if known.published is None:
        return True
    return (
        "day-only" in known.marks
        and "day-only" not in found.marks
        and abs(found.published - known.published) <= _DAY
    )
