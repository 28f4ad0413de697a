"""The open window: stories as they form, article by article.

An article joins the story that it resembles most, measured against how alike the
story's own members are; `settle` then refolds what the newest articles touched, so that
the order of arrival decides little.  Copies stand with their origin and do not vote;
round-ups stand alone.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from newsfold.cluster.density import MEMORY, Density
from newsfold.cluster.index import Index
from newsfold.cluster.nearness import Nearness
from newsfold.cluster.refold import Unit, heirs, regroup
from newsfold.cluster.story import (
    OpenArticle,
    OpenStory,
    Voice,
    Why,
    mint,
    scores,
    voice,
)
from newsfold.cluster.vectors import Vocabulary, title_names
from newsfold.model import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsfold.model import Gist, Instant

__all__ = ["THRESHOLD", "Window"]

THRESHOLD = 0.37
"""Score from which an article belongs to a story, in a stream of usual density:
similarity between, as a share of the similarity within.
"""

NEAR = 0.9
"""Share of the threshold from which two stories are looked at together when the window
settles.
"""

WIDEST = 150
"""Units that are refolded together at most."""

LARGE = 25
"""Members from which a story is refolded as a whole."""

CANDIDATES = 32
"""Articles whose stories a new one is compared with."""


TOLD = 8
"""Words that a placement gives as its reason."""

STORIES = 10
"""Stories that it is compared with, those of the nearest articles first."""


class Window:
    """Stories of the last `hours`, kept in memory.

    `restore` puts back what an earlier run decided, `add` places one new article,
    `settle` refolds what changed and tells which ids gave way to which.  Articles come
    in order of time, give or take; the same calls give the same stories.  `mint` makes
    the id of a story from the id of the article that founds it; `threshold` is the
    score from which an article belongs to a story in a stream of usual density.
    `held`: stories that keep their id and their articles; new ones may join them, but
    they are never merged into another, nor taken apart.  `known` tells whether an id
    outside the window is or was a story's.
    """

    def __init__(
        self,
        hours: float = 96,
        *,
        held: frozenset[str] = frozenset(),
        known: Callable[[str], bool] = lambda _: False,
        mint: Callable[[str], str] = mint,
        threshold: float = THRESHOLD,
    ) -> None:
        self._span = int(hours * 3600)
        self._mint = mint
        self._density = Density(threshold)
        self._restored: deque[int] = deque(maxlen=MEMORY)
        """Articles put back since the last was placed."""
        self._vocabulary = Vocabulary()
        self._index = Index()
        self._articles: dict[int, OpenArticle] = {}
        self._numbers: dict[str, int] = {}
        self._stories: dict[str, OpenStory] = {}
        self._next = 0
        self._now: Instant = 0
        self._near = Nearness()
        self._touched: set[str] = set()
        self._used: set[str] = set()
        """Ids that stories had: those that gave way redirect, and never come back."""
        self._known = known
        self._forgotten: list[Placement] = []
        self._held = held

    # -- putting in --------------------------------------------------------------

    def restore(self, gist: Gist, story: str, copy_of: str = "") -> None:
        """Put an article back where it stood, without asking anything."""
        number, article, _ = self._enter(gist, copy_of)
        self._join(number, article, story)
        self._restored.append(number)

    def add(self, gist: Gist, copy_of: str = "") -> Placement:
        """Place a new article: in a story of the window, or as the first of its own."""
        if gist.article in self._numbers:
            return self.explain(gist.article)
        self._expire(gist.time)
        self._sense()
        number, article, words = self._enter(gist, copy_of)
        voice = self._voice(article)
        placement = self._place(article, voice, words)
        self._join(number, article, placement.story, voice)
        article.why = Why.of(placement)
        self._touched.add(placement.story)
        return placement

    def _sense(self) -> None:
        """Learn the density of the stream from what was put back."""
        for number in self._restored:
            held = self._articles.get(number)
            if held is not None and not held.roundup:
                self._ranked(held, self._voice(held))
        self._restored.clear()

    def _enter(self, gist: Gist, copy_of: str) -> tuple[int, OpenArticle, list[str]]:
        """The article of a gist, its number, and the terms of its vector."""
        vector, words = self._vocabulary.vector(
            gist.terms, gist.language, title_names(gist)
        )
        article = OpenArticle(gist, vector, copy_of)
        number, self._next = self._next, self._next + 1
        self._articles[number] = article
        self._numbers[article.id] = number
        return number, article, words

    def _voice(self, article: OpenArticle) -> Voice:
        return voice(article.vector, self._vocabulary, article.time)

    def _join(
        self,
        number: int,
        article: OpenArticle,
        story_id: str,
        voice: Voice | None = None,
        *,
        index: bool = True,
    ) -> None:
        story = self._stories.get(story_id)
        if story is None:
            story = self._stories[story_id] = OpenStory(story_id, article.language)
            self._used.add(story_id)
            self._vocabulary.stories += 1
        article.story = story_id
        origin = self._numbers.get(article.copy_of)
        if origin is not None and self._articles[origin].story == story_id:
            story.copies.append(number)
            story.last = max(story.last, article.time)
            return
        voice = voice or self._voice(article)
        self._vocabulary.count(story.join(number, voice), 1)
        story.alone = story.alone or article.roundup
        if index and not article.roundup:
            self._index.add(number, voice.terms, voice.weights, len(self._articles))

    # -- placing -----------------------------------------------------------------

    def _place(
        self, article: OpenArticle, voice: Voice, words: Sequence[str]
    ) -> Placement:
        origin = self._numbers.get(article.copy_of)
        if origin is not None:
            story = self._articles[origin].story
            return Placement(article=article.id, story=story, score=1.0)
        if article.roundup:
            return Placement(article=article.id, story=self._free_id(article.id))
        ranked = self._ranked(article, voice)
        score, chosen = ranked[0] if ranked else (0.0, "")
        joins = score >= self._density.threshold
        story = chosen if joins else self._free_id(article.id)
        near_score, near = next((p for p in ranked if p[1] != story), (0.0, ""))
        for value, other in ranked:
            if value < NEAR * self._density.threshold:
                break
            if other != story:
                self._near.link(story, other, value)
        return Placement(
            article=article.id,
            story=story,
            score=round(score, 4) if joins else 0.0,
            terms=tuple(
                (words[at], round(share, 3))
                for at, share in (
                    self._stories[story].shares(voice, TOLD) if joins else ()
                )
            ),
            nearest=near,
            nearest_score=round(near_score, 4),
        )

    def _free_id(self, article: str) -> str:
        story = self._mint(article)
        while story in self._used or self._known(story):
            story = self._mint(story)
        return story

    def _ranked(self, article: OpenArticle, voice: Voice) -> list[tuple[float, str]]:
        """Scores of the stories of the nearest articles, best first."""
        found = self._index.nearest(voice.terms, voice.weights, CANDIDATES)
        names: dict[str, None] = {}
        for number in found:
            other = self._articles.get(number)
            if other is not None:
                names[other.story] = None
                if len(names) >= STORIES:
                    break
        stories = [
            story
            for story in map(self._stories.__getitem__, names)
            if not story.alone and abs(story.last - article.time) <= self._span
        ]
        ranked = [
            (score, story.id)
            for score, story in zip(scores(voice, stories), stories, strict=True)
        ]
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        self._density.note([score for score, _ in ranked])
        return ranked

    # -- settling ----------------------------------------------------------------

    def settle(self) -> dict[str, str]:
        """Refold what the articles since the last call touched.

        Returns which story ids gave way to which: the id with which a new grouping
        shares most articles stays.
        """
        gone: dict[str, str] = {}
        for group in self._neighbourhoods():
            units = self._units(group)
            groups = regroup(
                units, self._parted(units), self._vocabulary, self._density.threshold
            )
            gone.update(self._rename(groups))
        self._touched.clear()
        return gone

    def _neighbourhoods(self) -> Iterator[list[str]]:
        """Touched stories with those nearest to them, `WIDEST` units at most."""
        seen: set[str] = set()
        for start in sorted(self._touched & self._stories.keys()):
            if start in seen:
                continue
            group = self._near.around(start, seen, self._moved, WIDEST)
            if len(group) > 1:
                yield sorted(group)

    def _moved(self, name: str) -> int:
        """Units of a story that a refold moves."""
        size = len(self._stories[name].members)
        return 1 if size > LARGE else size

    def _units(self, group: Sequence[str]) -> list[Unit]:
        """The articles of some stories as what may be moved: each alone, but whole
        where a story is large or held.
        """
        units = []
        for name in group:
            story = self._stories[name]
            whole = len(story.members) > LARGE or name in self._held
            for members in [story.members] if whole else [[m] for m in story.members]:
                held = [self._articles[m] for m in members]
                time = sum(a.time for a in held) // max(1, len(held))
                units.append(Unit(tuple(members), tuple(a.vector for a in held), time))
        return sorted(units, key=lambda unit: min(unit.members))

    def _parted(self, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
        """Pairs of units that stay apart: held stories, and such as stand alone."""
        fixed = [
            at
            for at, unit in enumerate(units)
            if self._articles[unit.members[0]].story in self._held
        ]
        yield from ((a, b) for a in fixed for b in fixed if a != b)
        alone = [
            at
            for at, unit in enumerate(units)
            if any(self._articles[m].roundup for m in unit.members)
        ]
        yield from ((a, b) for a in alone for b in range(len(units)) if a != b)

    def _rename(self, groups: list[list[int]]) -> dict[str, str]:
        """Make `groups` the stories of their articles; returns vanished id → heir."""
        before = {m: self._articles[m].story for group in groups for m in group}
        kept = heirs(groups, before, self._held)
        changed = [
            (name, group)
            for name, group in zip(kept, groups, strict=True)
            if not name or set(self._stories[name].members) != set(group)
        ]
        gone: dict[str, str] = {}
        if not changed:
            return gone
        stale = sorted({before[m] for _, group in changed for m in group})
        copies = [c for name in stale for c in self._stories[name].copies]
        near = {name: self._near.drop(name) for name in stale}
        for name in stale:
            self._close(self._stories[name])
        for name, group in changed:
            chosen = name or self._free_id(self._articles[min(group)].id)
            for member in sorted(group):
                self._join(member, self._articles[member], chosen, index=False)
        for copy in copies:
            article = self._articles[copy]
            origin = self._articles[self._numbers[article.copy_of]]
            self._join(copy, article, origin.story, index=False)
        for name in stale:
            now = Counter(self._articles[m].story for m in before if before[m] == name)
            heir = min(now, key=lambda s: (-now[s], s))
            if name not in self._stories:
                gone[name] = heir
            for other, score in near[name].items():
                target = gone.get(other, other)
                if target != heir and target in self._stories:
                    self._near.link(heir, target, score)
        return gone

    # -- forgetting --------------------------------------------------------------

    def _expire(self, now: Instant) -> None:
        """Forget, once an hour, the stories that no new article can join."""
        if now // 3600 <= self._now // 3600:
            return
        self._now = now
        for story in list(self._stories.values()):
            if story.last < now - self._span:
                self._close(story)
                self._near.drop(story.id)
                self._touched.discard(story.id)
                for number in (*story.members, *story.copies):
                    article = self._articles.pop(number)
                    del self._numbers[article.id]
                    self._forgotten.append(_placement(article))

    def _close(self, story: OpenStory) -> None:
        self._vocabulary.stories -= 1
        self._vocabulary.count(story.terms, -1)
        del self._stories[story.id]

    # -- answers -----------------------------------------------------------------

    def stories(self) -> dict[str, list[str]]:
        """Article ids by story id, of everything still in the window, by time."""
        return {
            story.id: [
                a.id
                for a in sorted(
                    (self._articles[n] for n in (*story.members, *story.copies)),
                    key=lambda a: (a.time, a.id),
                )
            ]
            for story in self._stories.values()
        }

    def explain(self, article: str) -> Placement:
        """Why an article stands where it stands; KeyError for one not in the window."""
        return _placement(self._articles[self._numbers[article]])

    def standing(self) -> Iterator[tuple[str, str]]:
        """Every article in the window, and its story."""
        return ((one.id, one.story) for one in self._articles.values())

    def forgotten(self) -> list[Placement]:
        """Where those stood that the window has forgotten since the last call."""
        forgotten, self._forgotten = self._forgotten, []
        return forgotten


def _placement(article: OpenArticle) -> Placement:
    why = article.why
    if why is None or why.story != article.story:
        return Placement(article=article.id, story=article.story)
    return why.placement(article.id)
