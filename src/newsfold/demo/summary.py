"""What the demo tells when it is done."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from newsfold.model import Record
from newsfold.text.dates import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Instant, Verdict

__all__ = ["Compared", "Summary", "describe"]

_WIDTH = 78
_VERDICTS: dict[str, str] = {
    "agree": "they agree",
    "rounded": "the same, rounded",
    "converted": "the same, in another currency",
    "conflict": "they disagree",
    "single-source": "one source only",
    "part-of": "one is part of the other",
    "superseded": "a later count",
    "unclear": "not clear",
}


class Compared(Record, frozen=True, kw_only=True):
    """One story whose outlets report the same thing in figures."""

    title: str
    verdict: Verdict
    note: str = ""
    """Why, in words; empty where the verdict says it all."""


class Summary(Record, frozen=True, kw_only=True):
    """What a run of the demo did, as counts and a few telling cases."""

    folder: str
    """The hub that was made."""
    site: str
    """The site's front page, a path or an address."""
    seconds: float
    feeds: int
    pages: int
    """Pages fetched because a feed carried only teasers."""
    articles: int
    unchanged: int = 0
    """Feeds that answered “not modified” at the second look."""
    revised: int = 0
    """Articles found edited at the second look."""
    failures: int = 0
    repairs: dict[str, int] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults
    """Kind of repair → number of articles that needed it."""
    copies: int = 0
    """Articles whose text is another's."""
    stories: int = 0
    shared: int = 0
    """Stories that several outlets tell."""
    compared: tuple[Compared, ...] = ()
    story: str = ""
    """Id of the story that is worth looking at first."""
    now: Instant = 0
    """What time it is in the sample hub; 0: not told."""


def describe(summary: Summary) -> str:
    """The summary as plain text for a terminal, 78 columns at most where words allow.

    The last lines say where to look next.
    """
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"The sample hub is ready after {summary.seconds:.1f} seconds, all offline."
    yield ""
    yield from _row("fetched", _fetched(summary))
    if summary.repairs:
        most = sorted(summary.repairs.items(), key=lambda item: (-item[1], item[0]))
        kinds = ", ".join(f"{kind} in {count}" for kind, count in most)
        yield from _row("repaired", kinds)
    folded = f"{_count(summary.articles, 'article')} into "
    folded += f"{_count(summary.stories, 'story', 'stories')}; "
    folded += f"{summary.shared} of them told by several outlets"
    if summary.copies:
        copies = _count(summary.copies, "article")
        folded += f"; {copies} found to be another's text"
    yield from _row("folded", folded)
    if summary.failures:
        items = _count(summary.failures, "item")
        yield from _row("failed", f"{items}; see: newsfold list failures")
    if summary.compared:
        yield from _row("compared", "")
        for case in summary.compared:
            yield from _case(case)
    yield ""
    yield "Where to look"
    yield f"  the site    {summary.site}"
    yield f"  the records {summary.folder}/content/"
    hub = f"newsfold --hub {summary.folder}"
    yield f"  {hub} list stories"
    if summary.story:
        yield f"  {hub} facts {summary.story}"
        yield f"  {hub} explain {summary.story}"
    if summary.now:
        yield ""
        yield f"It is {iso(summary.now)} in this hub: with --now {iso(summary.now)}"
        yield "after 'newsfold' its stories are as hot as they were then."
    yield ""
    yield "All outlets, people, firms, places and figures in it are invented."


def _fetched(summary: Summary) -> str:
    text = f"{_count(summary.feeds, 'feed')} and {_count(summary.pages, 'page')}"
    if summary.unchanged or summary.revised:
        text += (
            f"; at a second look {_count(summary.unchanged, 'feed')} unchanged "
            f"and {_count(summary.revised, 'article')} edited since"
        )
    return text


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _row(label: str, text: str) -> list[str]:
    lines = textwrap.wrap(text, _WIDTH - 12) or [""]
    first = f"  {label:<10}{lines[0]}".rstrip()
    return [first, *(" " * 12 + line for line in lines[1:])]


def _case(case: Compared) -> list[str]:
    title = textwrap.shorten(case.title, _WIDTH - 4, placeholder=" …")
    verdict = _VERDICTS[case.verdict]
    tells_itself = case.note.startswith(verdict)
    note = f"{verdict}: {case.note}" if case.note and not tells_itself else case.note
    lines = textwrap.wrap(note or verdict, _WIDTH - 6)
    return [f"    {title}", *(" " * 6 + line for line in lines)]
