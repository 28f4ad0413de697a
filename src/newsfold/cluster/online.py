"""The open window: stories as they form, article by article.

An article joins the story whose members it resembles most on average, if that is
enough; `settle` then refolds what the newest articles touched, so that the order of
arrival decides little.  Copies stand with their origin and do not vote; round-ups stand
alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from newsfold.cluster.constraints import Constraints
from newsfold.cluster.index import Index
from newsfold.cluster.merge import agglomerate
from newsfold.cluster.vectors import Vector, Vocabulary, cosines
from newsfold.model import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsfold.model import Instant, Reading

__all__ = ["Window", "mint"]

THRESHOLD = 0.18
"""Mean similarity from which an article belongs to a story."""

NEAR = 0.09
"""Similarity from which two stories are looked at together when the window settles."""

CANDIDATES = 48
"""Articles that a new one is compared with."""

VOTERS = 32
"""Members of a story that vote on a new one, the newest."""

WIDEST = 400
"""Articles that are refolded together; beyond that, whole stories are the units."""


def mint(article: str) -> str:
    """The id of the story that `article` founds."""
    return "s" + blake2b(article.encode(), digest_size=6).hexdigest()


class _Article:
    """An article in the window."""

    __slots__ = (
        "copy_of",
        "domain",
        "id",
        "language",
        "placement",
        "roundup",
        "story",
        "time",
        "vector",
    )

    def __init__(self, reading: Reading, vector: Vector, copy_of: str) -> None:
        self.id = reading.article
        self.vector = vector
        self.time = reading.time
        self.domain = reading.domain
        self.language = reading.language
        self.roundup = reading.roundup
        self.copy_of = copy_of
        self.story = ""
        self.placement: Placement | None = None


class _Story:
    """A story in the window: its voting members by number, the others by id."""

    __slots__ = ("alone", "copies", "held", "id", "last", "members")

    def __init__(self, story: str) -> None:
        self.id = story
        self.members: list[int] = []
        self.copies: list[str] = []
        self.held: Counter[int] = Counter()
        """How many members have each term."""
        self.last: Instant = 0
        self.alone = False


class Window:
    """Stories of the last `hours`, kept in memory.

    `restore` puts back what an earlier run decided, `add` places one new article,
    `settle` refolds what changed and tells which ids gave way to which.  Articles come
    in order of time, give or take; the same calls give the same stories.
    """

    def __init__(
        self,
        hours: float = 96,
        *,
        constraints: Constraints | None = None,
        mint: Callable[[str], str] = mint,
    ) -> None:
        self._span = int(hours * 3600)
        self._mint = mint
        self._vocabulary = Vocabulary()
        self._index = Index(max(1, self._span // 4))
        self._articles: dict[int, _Article] = {}
        self._numbers: dict[str, int] = {}
        self._stories: dict[str, _Story] = {}
        self._next = 0
        self._now: Instant = 0
        self._near: dict[str, set[str]] = defaultdict(set)
        self._touched: set[str] = set()
        self._constraints = constraints or Constraints()
        self._together = _both_ways(self._constraints.together)
        self._apart = _both_ways(self._constraints.apart)

    # -- putting in --------------------------------------------------------------

    def restore(self, reading: Reading, story: str, copy_of: str = "") -> None:
        """Put an article back where it stood, without asking anything."""
        number, article = self._enter(reading, copy_of)
        self._join(number, article, self._stories.get(story) or self._open(story))

    def add(self, reading: Reading, copy_of: str = "") -> Placement:
        """Place a new article: in a story of the window, or as the first of its own."""
        if reading.article in self._numbers:
            return self.explain(reading.article)
        self._expire(reading.time)
        number, article = self._enter(reading, copy_of)
        placement = self._place(article)
        story = self._stories.get(placement.story) or self._open(placement.story)
        self._join(number, article, story)
        article.placement = placement
        self._touched.add(story.id)
        return placement

    def _enter(self, reading: Reading, copy_of: str) -> tuple[int, _Article]:
        vector = self._vocabulary.vector(reading.terms, reading.language)
        article = _Article(reading, vector, copy_of)
        number, self._next = self._next, self._next + 1
        self._articles[number] = article
        self._numbers[article.id] = number
        return number, article

    def _open(self, story: str) -> _Story:
        self._vocabulary.stories += 1
        opened = self._stories[story] = _Story(story)
        return opened

    def _join(self, number: int, article: _Article, story: _Story) -> None:
        article.story = story.id
        story.last = max(story.last, article.time)
        if article.copy_of in self._numbers:
            story.copies.append(article.id)
            return
        story.members.append(number)
        story.alone = story.alone or article.roundup
        terms = article.vector.terms.tolist()
        self._vocabulary.count([t for t in terms if t not in story.held], 1)
        story.held.update(terms)
        if not article.roundup:
            self._index.add(number, terms, article.time)

    # -- placing -----------------------------------------------------------------

    def _place(self, article: _Article) -> Placement:
        own = self._free_id(article.id)
        for other in self._together.get(article.id, ()):
            if other in self._numbers:
                story = self._articles[self._numbers[other]].story
                return Placement(article=article.id, story=story, score=1.0)
        if article.copy_of in self._numbers:
            story = self._articles[self._numbers[article.copy_of]].story
            return Placement(article=article.id, story=story, score=1.0)
        if article.roundup:
            return Placement(article=article.id, story=own)
        scores = self._scores(article)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        barred = {
            self._articles[self._numbers[other]].story
            for other in self._apart.get(article.id, ())
            if other in self._numbers
        }
        chosen, score = next((p for p in ranked if p[0] not in barred), ("", 0.0))
        joins = score >= THRESHOLD
        story = chosen if joins else own
        near, near_score = next((p for p in ranked if p[0] != story), ("", 0.0))
        self._near[story].update(
            s for s, value in ranked if value >= NEAR and s != story
        )
        return Placement(
            article=article.id,
            story=story,
            score=round(float(score), 4) if joins else 0.0,
            terms=self._shared(article, self._stories[story]) if joins else (),
            nearest=near,
            nearest_score=round(float(near_score), 4),
        )

    def _free_id(self, article: str) -> str:
        story = self._mint(article)
        while story in self._stories:
            story = self._mint(story)
        return story

    def _scores(self, article: _Article) -> dict[str, float]:
        """Mean similarity of `article` to the stories of its nearest articles."""
        vector = article.vector
        weights = vector.weights * self._vocabulary.rarity(vector.terms)
        found = self._index.nearest(vector.terms, weights, CANDIDATES)
        stories: dict[str, list[int]] = {}
        for number in found.tolist():
            other = self._articles[number]
            story = self._stories[other.story]
            if (
                story.alone
                or story.id in stories
                or abs(story.last - article.time) > self._span
            ):
                continue
            stories[story.id] = story.members[-VOTERS:]
        members = [m for voters in stories.values() for m in voters]
        alike = cosines(
            vector, [self._articles[m].vector for m in members], self._vocabulary
        )
        scores: dict[str, float] = {}
        at = 0
        for story_id, voters in stories.items():
            scores[story_id] = float(alike[at : at + len(voters)].mean())
            at += len(voters)
        return scores

    def _shared(
        self, article: _Article, story: _Story
    ) -> tuple[tuple[str, float], ...]:
        """The terms that join an article to a story and their share of the score."""
        vector = article.vector
        rarity = self._vocabulary.rarity(vector.terms)
        size = len(story.members)
        shares = [
            (
                self._vocabulary.word(term),
                float(w * w * r * r) * story.held[term] / size,
            )
            for term, w, r in zip(
                vector.terms.tolist(), vector.weights, rarity, strict=True
            )
            if story.held[term]
        ]
        whole = sum(share for _, share in shares) or 1.0
        shares.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple((word, round(share / whole, 3)) for word, share in shares[:8])

    # -- settling ----------------------------------------------------------------

    def settle(self) -> dict[str, str]:
        """Refold what the articles since the last call touched.

        Returns which story ids gave way to which: the id with which a new grouping
        shares most articles stays.
        """
        gone: dict[str, str] = {}
        for neighbourhood in self._neighbourhoods():
            gone.update(self._refold(neighbourhood))
        self._touched.clear()
        return gone

    def _neighbourhoods(self) -> Iterable[list[str]]:
        """Touched stories with those near them, connected ones together."""
        links: dict[str, set[str]] = defaultdict(set)
        for story, near in self._near.items():
            for other in near:
                if story in self._stories and other in self._stories:
                    links[story].add(other)
                    links[other].add(story)
        seen: set[str] = set()
        for start in sorted(self._touched):
            if start in seen or start not in self._stories:
                continue
            group, queue = [], [start]
            seen.add(start)
            while queue:
                story = queue.pop()
                group.append(story)
                for other in sorted(links[story] - seen):
                    seen.add(other)
                    queue.append(other)
            if len(group) > 1 or len(self._stories[start].members) > 1:
                yield sorted(group)

    def _refold(self, stories: list[str]) -> dict[str, str]:
        """Group the articles of `stories` anew; returns vanished id → its heir."""
        open_ = [self._stories[s] for s in stories if not self._stories[s].alone]
        whole = sum(len(s.members) for s in open_) > WIDEST
        units: list[list[int]] = []
        for story in open_:
            if whole or story.id in self._constraints.pinned:
                units.append(list(story.members))
            else:
                units += [[m] for m in story.members]
        units = self._bound(units)
        units.sort(key=min)
        if len(units) < 2:  # noqa: PLR2004  nothing to group
            return {}
        numbers = [m for unit in units for m in unit]
        owner = np.repeat(np.arange(len(units)), [len(u) for u in units])
        alike = self._matrix(numbers)
        sums = np.zeros((len(units), len(units)))
        np.add.at(sums, (owner[:, None], owner[None, :]), alike)
        self._part(sums, units)
        sizes = np.array([len(u) for u in units], np.float64)
        groups = [
            [m for unit in group for m in units[unit]]
            for group in agglomerate(sums, sizes, THRESHOLD)
        ]
        return self._regroup(groups)

    def _bound(self, units: list[list[int]]) -> list[list[int]]:
        """Units joined where editors put their articles together."""
        unit_of = {m: at for at, unit in enumerate(units) for m in unit}
        for one, others in sorted(self._together.items()):
            for other in sorted(others):
                a, b = self._numbers.get(one), self._numbers.get(other)
                if a in unit_of and b in unit_of and unit_of[a] != unit_of[b]:
                    keep, drop = sorted((unit_of[a], unit_of[b]))
                    for member in units[drop]:
                        unit_of[member] = keep
                    units[keep] += units[drop]
                    units[drop] = []
        return [unit for unit in units if unit]

    def _part(self, sums: np.ndarray, units: list[list[int]]) -> None:
        """Bar the pairs of units that editors keep apart, and pinned stories' pairs."""
        unit_of = {m: at for at, unit in enumerate(units) for m in unit}
        for one, others in self._apart.items():
            for other in others:
                a, b = self._numbers.get(one), self._numbers.get(other)
                if a in unit_of and b in unit_of:
                    sums[unit_of[a], unit_of[b]] = sums[
                        unit_of[b], unit_of[a]
                    ] = -np.inf
        pinned = [
            at
            for at, unit in enumerate(units)
            if any(self._articles[m].story in self._constraints.pinned for m in unit)
        ]
        for a in pinned:
            for b in pinned:
                if a != b:
                    sums[a, b] = -np.inf

    def _matrix(self, numbers: list[int]) -> np.ndarray:
        """Similarities of all pairs of articles; languages never mix."""
        vectors = [self._articles[m].vector for m in numbers]
        alike = np.zeros((len(numbers), len(numbers)))
        for row, vector in enumerate(vectors):
            alike[row] = cosines(vector, vectors, self._vocabulary)
        times = np.array([self._articles[m].time for m in numbers], np.int64)
        alike[np.abs(times[:, None] - times[None, :]) > self._span] = 0.0
        return (alike + alike.T) / 2

    def _regroup(self, groups: list[list[int]]) -> dict[str, str]:
        """Make `groups` the stories; each keeps the id with which it shares most."""
        before = {m: self._articles[m].story for group in groups for m in group}
        claims = sorted(
            (
                (-count, min(group), at, story)
                for at, group in enumerate(groups)
                for story, count in Counter(before[m] for m in group).items()
            ),
        )
        pinned = self._constraints.pinned
        claims.sort(key=lambda claim: claim[3] not in pinned)
        ids: dict[int, str] = {}
        taken: set[str] = set()
        for _, _, at, story in claims:
            if at not in ids and story not in taken:
                ids[at] = story
                taken.add(story)
        copies = {
            c: self._articles[self._numbers[c]]
            for story in set(before.values())
            for c in self._stories[story].copies
        }
        for story in sorted(set(before.values())):
            self._close(self._stories.pop(story))
        gone: dict[str, str] = {}
        for at, group in enumerate(groups):
            if at not in ids:
                ids[at] = self._free_id(self._articles[min(group)].id)
            opened = self._open(ids[at])
            for member in sorted(group):
                self._rejoin(member, opened)
        for story_id in sorted(set(before.values()) - taken):
            heirs = Counter(
                self._articles[m].story for m, old in before.items() if old == story_id
            )
            gone[story_id] = min(heirs, key=lambda s: (-heirs[s], s))
        for copy in copies.values():
            self._join(
                self._numbers[copy.id], copy, self._stories[self._origin_story(copy)]
            )
        for old, new in gone.items():
            self._near[new] |= self._near.pop(old, set())
        return gone

    def _origin_story(self, copy: _Article) -> str:
        return self._articles[self._numbers[copy.copy_of]].story

    def _rejoin(self, number: int, story: _Story) -> None:
        article = self._articles[number]
        article.story = story.id
        story.last = max(story.last, article.time)
        story.members.append(number)
        terms = article.vector.terms.tolist()
        self._vocabulary.count([t for t in terms if t not in story.held], 1)
        story.held.update(terms)

    def _close(self, story: _Story) -> None:
        self._vocabulary.stories -= 1
        self._vocabulary.count(list(story.held), -1)

    # -- forgetting --------------------------------------------------------------

    def _expire(self, now: Instant) -> None:
        """Forget the stories whose last article is older than the window."""
        if now <= self._now:
            return
        hour_passed = now // 3600 > self._now // 3600
        self._now = now
        if not hour_passed:
            return
        for story in [s for s in self._stories.values() if s.last < now - self._span]:
            self._close(self._stories.pop(story.id))
            self._near.pop(story.id, None)
            self._touched.discard(story.id)

    # -- answers -----------------------------------------------------------------

    def stories(self) -> dict[str, list[str]]:
        """Article ids by story id, of everything still in the window, by time."""
        found: dict[str, list[_Article]] = defaultdict(list)
        for article in self._articles.values():
            found[article.story].append(article)
        return {
            story: [a.id for a in sorted(members, key=lambda a: (a.time, a.id))]
            for story, members in found.items()
        }

    def explain(self, article: str) -> Placement:
        """Why an article stands where it stands; KeyError for one that it never saw."""
        held = self._articles[self._numbers[article]]
        if held.placement is None:
            return Placement(article=article, story=held.story)
        if held.placement.story == held.story:
            return held.placement
        return Placement(article=article, story=held.story)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
