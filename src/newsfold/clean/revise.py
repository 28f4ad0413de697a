"""What an article's page says otherwise than when we last looked.

A page is held against its own earlier state, never against what a feed says: headlines
of feeds and pages differ from the first day, and that is no edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.model import Article, Record, Told
from newsfold.text.corrections import notices
from newsfold.text.words import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Revised", "revise", "strays"]

_FIELDS = ("title", "excerpt", "body")
_HALF = 0.5
_STUB = 0.2
"""Share of a text below which its beginning is a teaser, whatever the page says."""
_STANDING = 3
"""Sentences from which on a text that lost all of them is another text."""


class Revised(Record, frozen=True, kw_only=True):
    """An edit that a page shows: the article before and after it, and what was said."""

    before: Article
    """As known, its edited fields as the page had them: equal to what is known where
    these came from the page."""
    after: Article
    told: Told
    notice: str = ""
    """The outlet's words on it."""
    fresh: bool = True
    """False: what is known says it already, since a feed did; only `told` is new."""


def revise(known: Article, earlier: Article, found: Article) -> Revised | None:
    """What `found` changes in an article whose page said `earlier`; None for nothing.

    Both are of one page, read by one version of the reader.  Only words count: how
    they are spaced does not.
    """
    changed = [name for name in _FIELDS if _changed(name, known, earlier, found)]
    if not changed:
        return None
    fresh = [name for name in changed if _differ(name, known, found)]
    told, notice = _told(earlier, found)
    before = replace(known, **_taken(fresh, earlier))
    evidence = dict(known.evidence)
    for name in fresh:
        where = found.evidence.get(name, "found")
        evidence[name] = f"page: {where}"
    if notice:
        evidence["correction"] = notice
    after = replace(
        before,
        **_taken(fresh, found),
        modified=found.modified or known.modified,
        links=found.links if "body" in fresh else known.links,
        repairs=tuple(r for r in found.repairs if r.field in fresh),
        evidence=evidence,
        signals=found.signals,
        rights=found.rights,
    )
    return Revised(
        before=before, after=after, told=told, notice=notice, fresh=bool(fresh)
    )


def strays(earlier: Article, found: Article) -> str:
    """Why `found` is not the article's page any more, or not all of it; "" if it is.

    `cut-short`: its text is a beginning of what it was, as before a paywall, or is
    gone.  `another-page`: neither title nor any sentence is left (a consent form, the
    front page).
    """
    if not earlier.body:
        return ""
    if not found.body:
        return "cut-short"
    olds, news = _sentences(earlier.body), _sentences(found.body)
    kept = [one for one in news if one in olds]
    # The last sentence may be cut, or be the paywall's own words.
    begins = kept == list(olds)[: len(kept)] and len(kept) >= len(news) - 1
    share = len(found.body) / len(earlier.body)
    if begins and share < (_HALF if "paywall" in found.marks else _STUB):
        return "cut-short"
    if not kept and len(olds) >= _STANDING and _differ("title", earlier, found):
        return "another-page"
    return ""


def _changed(name: str, known: Article, earlier: Article, found: Article) -> bool:
    if not getattr(found, name) or not _differ(name, earlier, found):
        return False
    if name != "excerpt":
        return True
    # One that was chosen from the text only mirrors it.
    return found.excerpt_from == "outlet" or known.excerpt_from == "chosen"


def _differ(name: str, one: Article, other: Article) -> bool:
    ours: str = getattr(one, name)
    theirs: str = getattr(other, name)
    return ours != theirs and ours.split() != theirs.split()


def _taken(fields: list[str], source: Article) -> Mapping[str, object]:
    taken: dict[str, object] = {name: getattr(source, name) for name in fields}
    if "excerpt" in taken:
        taken["excerpt_from"] = source.excerpt_from
    return taken


def _told(earlier: Article, found: Article) -> tuple[Told, str]:
    """Whether the outlet says that it changed the text, and its words."""
    known = set(_notices(earlier))
    for notice in _notices(found):
        if notice not in known:
            return "corrected", notice
    if found.modified is not None and (
        earlier.modified is None or found.modified > earlier.modified
    ):
        return "dated", ""
    return "silent", ""


def _notices(article: Article) -> tuple[str, ...]:
    return (*notices(article.evidence.get("correction", "")), *notices(article.body))


def _sentences(text: str) -> dict[str, None]:
    spans = sentences(text)
    return dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans)
