"""Everything that the store knows of a story, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.model import (
    Article,
    Comparison,
    Dossier,
    Heat,
    Judgement,
    Member,
    Novelty,
    Reading,
    Score,
    Story,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsfold.model import Change, Decision, Summary
    from newsfold.store import Store

_TOGETHER = 100
"""Articles from which on no further story is read together with theirs."""


def dossiers(
    store: Store,
    stories: Iterable[Story],
    in_force: Callable[[Iterable[Decision]], Decision | None],
) -> Iterator[Dossier]:
    """The dossier of each story, members in the story's order, its lead first.

    `in_force` picks the decision that holds among all on one story.
    """
    for part in _parts(stories):
        members = _members(store, [name for one in part for name in one.articles])
        names = [story.id for story in part]
        judged = store.stories.judgements(names)
        written = store.stories.published(names)
        decisions = store.decisions.of(names)
        relations = store.stories.relations(names)
        changes: dict[str, list[Change]] = {name: [] for name in names}
        for change in reversed(store.log.facts(subjects=names)):
            changes[change.subject].append(change)
        for story in part:
            its = [members[name] for name in story.articles if name in members]
            if not its:
                continue
            yield msgspec.structs.replace(
                _judged(story, its, judged[story.id]),
                decision=in_force(decisions[story.id]),
                path=written.get(story.id, ("", ""))[0],
                relations=tuple(relations[story.id]),
                fact_changes=tuple(
                    change  # as far as the story still has who says so
                    for change in changes[story.id]
                    if change.detail["article"] in story.articles
                ),
            )


def _parts(stories: Iterable[Story]) -> Iterator[list[Story]]:
    part: list[Story] = []
    articles = 0
    for story in stories:
        part.append(story)
        articles += len(story.articles)
        if articles >= _TOGETHER:
            yield part
            part, articles = [], 0
    if part:
        yield part


def _judged(
    story: Story, members: list[Member], judged: dict[str, Judgement]
) -> Dossier:
    lead = _value(judged, "lead", dict[str, str]) or {}
    leader = lead.get("article", story.lead)
    members.sort(key=lambda m: (m.article.id != leader, m.article.time, m.article.id))
    return Dossier(
        story=msgspec.structs.replace(
            story,
            lead=members[0].article.id,
            articles=tuple(member.article.id for member in members),
            lead_reason=lead.get("reason", story.lead_reason),
        ),
        members=tuple(members),
        topics=_value(judged, "topics", tuple[Topic, ...]) or (),
        heat=_value(judged, "heat", Heat | None),
        comparison=_value(judged, "comparison", Comparison),
        novelty=_value(judged, "novelty", tuple[Novelty, ...]) or (),
    )


def _members(store: Store, ids: Sequence[str]) -> dict[str, Member]:
    """What is known of each of these articles, as far as they are there."""
    articles = _pictured(store, store.articles.many(ids))
    readings = store.articles.readings(ids)
    copies = store.articles.copies(ids)
    placements = store.stories.placements(ids)
    revised = [name for name, article in articles.items() if article.revision > 1]
    edits = store.articles.edits(revised) if revised else {}
    judged = store.stories.judgements(ids)
    members = {}
    for name, article in articles.items():
        reading = readings.get(name) or unread(article)
        members[name] = Member(
            article=article,
            reading=reading,
            quality=_value(judged[name], "quality", Score) or Score(),
            copy=copies.get(name),
            origin=reading.origin,
            placement=placements.get(name),
            edits=edits.get(name, ()),
        )
    return members


def changed_facts(
    store: Store, limit: int, below: int | None = None
) -> list[tuple[Change, Summary]]:
    """The latest facts that changed in stories that are let out, newest first, each
    with its story; of stories that are gone none.

    `below`: only lines of the change log with a lower number.
    """
    found: list[tuple[Change, Summary]] = []
    while len(found) < limit:
        lines = store.log.facts(limit=limit, below=below)
        for change in lines:
            told = store.summaries.get(change.subject)
            if told and told.published:
                found.append((change, told))
        if len(lines) < limit:
            break
        below = lines[-1].seq
    return found[:limit]


def _pictured(store: Store, articles: dict[str, Article]) -> dict[str, Article]:
    """The articles, their pictures with what we know of our renditions."""
    urls = {image.url for article in articles.values() for image in article.images}
    had = store.pictures.had(sorted(urls))
    if not had:
        return articles
    return {
        name: msgspec.structs.replace(
            article,
            images=tuple(had.get(image.url, image) for image in article.images),
        )
        for name, article in articles.items()
    }


def unread(article: Article) -> Reading:
    """The reading of an article that nobody has read: it says nothing, and alone."""
    return Reading(
        article=article.id,
        revision=article.revision,
        time=article.time,
        language=article.language,
        domain=article.provider.domain,
        roundup=True,
    )


def _value(judged: dict[str, Judgement], kind: str, type_: Any) -> Any:
    judgement = judged.get(kind)
    return None if judgement is None else msgspec.convert(judgement.value, type_)
