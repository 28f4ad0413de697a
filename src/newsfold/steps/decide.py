"""What people decide by hand: whether a story goes out, what it consists of, its lead.

Merging, splitting and pinning act at once, and from then on the decision holds the
story for the folding (see `newsfold.edit.desk.constraints`).  All raise NotFoundError
for a story or an article that there is not, UsageError for what makes no sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.cluster import mint
from newsfold.edit.desk import STATES
from newsfold.errors import NotFoundError, UsageError
from newsfold.model import Decision, Placement, Relation
from newsfold.steps.listing import list_anew
from newsfold.steps.rearrange import inherit, rearrange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsfold.model import Instant, Story
    from newsfold.store import Store

__all__ = ["choose_lead", "merge", "pin", "publication", "split"]


def publication(
    store: Store, story: str, kind: str, reason: str, *, at: Instant
) -> Decision:
    """A story is `usable`, `withheld` or `cancelled`; the next run publishes so, and
    lists follow at once.
    """
    if kind not in STATES:
        message = f"{kind!r} is no decision; one of {', '.join(STATES)}"
        raise UsageError(message)
    with store.transaction():
        decision = Decision(
            subject=_story(store, story).id,
            kind=kind,  # type: ignore[arg-type]  # checked above
            by="person",
            reason=reason,
            at=at,
        )
        store.decisions.save(decision)
        told = store.summaries.get(decision.subject)
        if told is not None:
            store.summaries.save(replace(told, published=kind == "usable"))
        store.log.add(
            "story.decided",
            decision.subject,
            at=at,
            decision=kind,
            by="person",
            reason=reason,
        )
    return decision


def merge(store: Store, one: str, other: str, reason: str, *, at: Instant) -> str:
    """Story `one` takes in all of story `other`, whose id redirects from then on."""
    with store.transaction():
        kept, taken = _story(store, one), _story(store, other)
        if kept.id == taken.id:
            message = f"{one} and {other} are one story already"
            raise UsageError(message)
        _decide(store, "merge", kept.id, taken.id, reason, at)
        members = store.stories.members(taken.id)
        _move(store, members, kept.id, reason, {taken.id: kept.id}, at)
    return kept.id


def split(
    store: Store, story: str, articles: Sequence[str], reason: str, *, at: Instant
) -> str:
    """Articles leave a story and become one of their own, to which it stays linked.

    Their copies go along.  Returns the new story's id.
    """
    with store.transaction():
        whole = _story(store, story)
        for article in articles:
            _in(store, article, whole)
        leaving = _with_copies(store, articles, whole.id)
        if not leaving or len(leaving) == len(store.stories.members(whole.id)):
            message = f"something has to leave {whole.id}, and something to stay"
            raise UsageError(message)
        new = mint(leaving[0])
        while store.stories.knows(new):
            new = mint(new)
        for article in leaving:
            _decide(store, "split", whole.id, article, reason, at)
            _decide(store, "pin", article, new, reason, at)
        _move(store, leaving, new, reason, {}, at)
        inherit(store, whole.id, new, at=at)
        store.stories.relate(
            Relation(story=new, other=whole.id, kind="split", reason=reason)
        )
    return new


def pin(store: Store, story: str, article: str, reason: str, *, at: Instant) -> str:
    """An article stands in a story for good; with its copies, it moves there now."""
    with store.transaction():
        home = _story(store, story)
        _known(store, article)
        before = store.stories.of(article)
        moved = [article] if before is None else _with_copies(store, [article], before)
        _decide(store, "pin", article, home.id, reason, at)
        if before != home.id:
            gone = {before: home.id} if before else {}
            _move(store, moved, home.id, reason, gone, at)
    return home.id


def choose_lead(
    store: Store, story: str, article: str, reason: str, *, at: Instant
) -> str:
    """An article leads its story, whatever speaks for others."""
    with store.transaction():
        whole = _story(store, story)
        _in(store, article, whole)
        _decide(store, "lead", article, whole.id, reason, at)
        store.log.add("story.changed", whole.id, at=at, lead=article)
    return whole.id


def _story(store: Store, name: str) -> Story:
    story = store.stories.get(name)
    if story is None:
        message = f"there is no story {name}; 'newsfold list stories' shows all"
        raise NotFoundError(message)
    return story


def _known(store: Store, article: str) -> None:
    if store.articles.get(article) is None:
        message = f"there is no article {article}; 'newsfold list articles' shows all"
        raise NotFoundError(message)


def _in(store: Store, article: str, story: Story) -> None:
    _known(store, article)
    if store.stories.of(article) != story.id:
        message = f"{article} is no article of {story.id}; 'newsfold show' lists them"
        raise UsageError(message)


def _with_copies(store: Store, articles: Sequence[str], story: str) -> list[str]:
    """These articles and the copies of them that stand in a story, each once."""
    copies = [
        copy for article in articles for copy in store.articles.copies_of(article)
    ]
    beside = [copy for copy in copies if store.stories.of(copy) == story]
    return list(dict.fromkeys((*articles, *beside)))


def _decide(
    store: Store, kind: str, subject: str, value: str, reason: str, at: Instant
) -> None:
    store.decisions.save(
        Decision(
            subject=subject,
            kind=kind,  # type: ignore[arg-type]  # ours
            by="person",
            reason=reason,
            at=at,
            value=value,
        )
    )
    store.log.add(f"desk.{kind}", subject, at=at, value=value, reason=reason)


def _move(
    store: Store,
    articles: Sequence[str],
    story: str,
    reason: str,
    gone: Mapping[str, str],
    at: Instant,
) -> None:
    why = reason or "by an editor"
    placements = [Placement(article=a, story=story, reason=why) for a in articles]
    homes = {home for article in articles if (home := store.stories.of(article))}
    rearrange(store, placements, gone, at=at)
    list_anew(store, sorted({story, *homes}))
