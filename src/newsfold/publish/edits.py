"""What an outlet changed after publication, as a diff.

Headline and summary are shown whole.  Of the text only the sentences that changed, a
few of them and shortened: the full text stays private.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import web
from newsfold.publish.summary import TITLE, language_of, outlet_of
from newsfold.publish.weight import EDITS, within
from newsfold.publish.wording import Span, When, shorten, when
from newsfold.text.corrections import notices
from newsfold.text.words import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Edit, Member, Told

__all__ = ["TOLD", "Edited", "edited", "told_of"]

TOLD: dict[Told, str] = {
    "silent": "silent edit: its page says nothing of it",
    "dated": "its page is dated anew, and does not say why",
    "corrected": "corrected by the outlet",
}
"""How an outlet told of an edit, in words; nothing where nobody looked."""

_EDITS = 4
"""Edits of one article that are shown: the latest."""
_CHANGED = 3
"""Changed sentences of one edit that are shown."""
_SUMMARY, _SENTENCE = 500, 280
"""Characters of a summary, and of a sentence or a stretch of it."""
_CONTEXT = 70
"""Characters of unchanged text that are left on each side of a change."""
_PAIRED = 40
"""Old sentences whose new wording is looked for."""
_WINDOW = 8
"""Sentences among which the new wording of an old one is looked for."""
_ALIKE = 0.4
"""Share of words from which on one sentence is another's new wording."""
_COMPARED = 1_000
"""Characters of a sentence that its likeness to another goes by."""
_TOKENS = 160
"""Words and blanks of a text beyond which it is not compared word by word."""
_TOKEN = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af]|[^\W\u2e80-\u9fff\uac00-\ud7af]+|."
)


class Passage(NamedTuple):
    """One changed field or sentence."""

    label: str
    spans: tuple[Span, ...]


class Change(NamedTuple):
    """What one edit changed; `more`: changed sentences that are not shown."""

    when: When
    told: str
    """How its outlet told of it, in words; empty where that is not known."""
    notice: str
    passages: tuple[Passage, ...]
    more: int


class Edited(NamedTuple):
    """An article that its outlet edited, its edits oldest first."""

    anchor: str
    outlet: str
    href: str
    title: str
    language: str
    changes: tuple[Change, ...]
    earlier: int
    """Earlier edits that are not shown."""


def edited(members: Sequence[Member]) -> tuple[tuple[Edited, ...], int]:
    """The articles of a story that their outlets edited, by time, as many as its page
    can carry, and how many are left out.
    """
    rows = []
    for member in sorted(members, key=lambda m: m.article.time):
        changes = [change for edit in member.edits if (change := _change(edit))]
        if not changes:
            continue
        article = member.article
        rows.append(
            Edited(
                anchor=f"edited-{article.id}",
                outlet=outlet_of(article),
                href=web(article.web_url),
                title=shorten(article.title, TITLE),
                language=language_of(article),
                changes=tuple(changes[-_EDITS:]),
                earlier=max(0, len(changes) - _EDITS),
            )
        )
    shown = within(EDITS, rows)
    return shown, len(rows) - len(shown)


def _change(edit: Edit) -> Change | None:
    """What one edit changed; None where nothing that a reader would see."""
    before, after = edit.before, edit.after
    passages = [
        Passage(label, spans(shorten(old, most), shorten(new, most)))
        for label, old, new, most in (
            ("Headline", before.title, after.title, TITLE),
            ("Summary", before.excerpt, after.excerpt, _SUMMARY),
        )
        if old.split() != new.split()
    ]
    pairs = _reworded(before.body, after.body)
    for old, new in pairs[:_CHANGED]:
        passages.append(Passage("Text", _trimmed(spans(old, new))))
    if not passages:
        return None
    more = max(0, len(pairs) - _CHANGED)
    told, notice = told_of(edit)
    return Change(
        when(after.fetched),
        TOLD.get(told, ""),
        shorten(notice, _SENTENCE),
        tuple(passages),
        more,
    )


def told_of(edit: Edit) -> tuple[Told, str]:
    """How an outlet told of an edit, and its words.

    Where only a feed showed the edit, the text itself may carry the notice.
    """
    if edit.told:
        return edit.told, edit.notice
    before, after = ((s.title, s.excerpt, s.body) for s in (edit.before, edit.after))
    known = set(notices("\n".join(before)))
    fresh = (one for one in notices("\n".join(after)) if one not in known)
    notice = next(fresh, "")
    return ("corrected", notice) if notice else ("", "")


def spans(old: str, new: str) -> tuple[Span, ...]:
    """The words of both, each marked as `same`, `del` or `ins`, in reading order."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    marked: list[tuple[str, str]] = []
    if old and new and max(len(olds), len(news)) <= _TOKENS:
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        if matcher.ratio() >= _ALIKE:
            for _, i, j, k, m in matcher.get_opcodes():
                gone, come = "".join(olds[i:j]), "".join(news[k:m])
                if gone == come:
                    marked.append(("same", gone))
                else:
                    marked += [("del", gone), ("ins", come)]
    return _joined(marked or [("del", old), ("ins", new)])


def _joined(marked: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    """Changes that only a blank parts become one."""
    found: list[Span] = []
    gone = come = ""

    def flush() -> None:
        found.extend(
            Span(kind, text) for kind, text in (("del", gone), ("ins", come)) if text
        )

    for n, (kind, text) in enumerate(marked):
        if kind == "del":
            gone += text
        elif kind == "ins":
            come += text
        elif text.isspace() and (gone or come) and n + 1 < len(marked):
            gone, come = gone + text, come + text
        else:
            flush()
            gone = come = ""
            found.append(Span("same", text))
    flush()
    return tuple(found)


def _trimmed(marked: Sequence[Span]) -> tuple[Span, ...]:
    """A sentence's changes with a little of what stands around them."""
    last = len(marked) - 1
    found = []
    for n, (kind, text) in enumerate(marked):
        if kind != "same":
            found.append(Span(kind, shorten(text, _SENTENCE)))
            continue
        head = "" if n == 0 else text[:_CONTEXT]
        tail = "" if n == last else text[-_CONTEXT:]
        short = text if len(text) <= 2 * _CONTEXT + 10 else f"{head} … {tail}".strip()
        found.append(Span(kind, short))
    return tuple(found)


def _reworded(before: str, after: str) -> list[tuple[str, str]]:
    """Sentences that went and came: (old, new), one of them empty where none fits.

    A sentence that only moved is no change.
    """
    olds, news = _sentences(before), _sentences(after)
    standing, kept = set(news), set(olds)
    gone = [one for one in olds if one not in standing]
    come = [one for one in news if one not in kept]
    pairs = []
    for old in gone[:_PAIRED]:
        words = _words(old)
        nearest = max(come[:_WINDOW], key=lambda new: _alike(words, new), default="")
        if nearest and _alike(words, nearest) >= _ALIKE:
            come.remove(nearest)
            pairs.append((old, nearest))
        else:
            pairs.append((old, ""))
    pairs += [("", new) for new in come]
    return pairs + [(old, "") for old in gone[_PAIRED:]]


def _alike(words: set[str], other: str) -> float:
    """Share of words that two sentences have in common (Jaccard)."""
    others = _words(other)
    return len(words & others) / len(words | others)


def _words(sentence: str) -> set[str]:
    return set(_TOKEN.findall(sentence[:_COMPARED].lower()))


def _sentences(text: str) -> list[str]:
    """The sentences, each once, blanks folded."""
    found = (" ".join(text[start:end].split()) for start, end in sentences(text))
    return list(dict.fromkeys(found))
