"""watch: which stories, and facts that changed in them, meet what people watch for.

A watch looks at what changes after it was added.  Its feed stands in the site where
that is wanted, under a name that nobody guesses.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from newsfold.errors import NotFoundError, UsageError
from newsfold.model import Watch
from newsfold.publish.watching import Seen, atom, watch_path
from newsfold.steps import BATCH
from newsfold.steps.publish import site_info
from newsfold.store import folder
from newsfold.store.folder import SITE
from newsfold.text.query import Query, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newsfold.model import Hit, Instant
    from newsfold.publish.site import SiteInfo
    from newsfold.steps import Run
    from newsfold.store import Store

__all__ = ["add", "found", "remove", "seen", "take_new", "watch", "write_feeds"]

FEED_HITS = 100
_MANY = 500
"""Stories that are held against a new watch at once."""
_CHANGES = ("story.judged", "story.decided", "fact.changed")


def watch(run: Run) -> None:
    """Hold what changed against every watch."""
    store = run.store
    names, seq = store.log.pending("watch", _CHANGES)
    watches = [(one, parse(one.query)) for one in store.watches.all()] if names else []
    hits = 0
    for start in range(0, len(names) if watches else 0, BATCH):
        there = [store.stories.get(name) for name in names[start : start + BATCH]]
        stories = list(dict.fromkeys(story.id for story in there if story))
        met = [
            (one.id, story)
            for one, query in watches
            for story in store.watches.matching(query, stories)
        ]
        with store.transaction():
            for name, story in met:
                hits += store.watches.hit(name, story, last=seq, at=run.now)
    if hits:
        run.counts["hits"] += hits
    if names:
        info = site_info(run.settings, run.now)
        if written := write_feeds(store, run.folder / SITE, info):
            run.counts["files"] += written
        with store.transaction():
            store.log.advance("watch", seq)


def write_feeds(store: Store, site: Path, info: SiteInfo) -> int:
    """Write the feeds of watches that are to stand in the site, take away others.

    Returns how many files changed.
    """
    wanted = {
        site / watch_path(one): one for one in store.watches.all() if one.published
    }
    changed = 0
    for path in (site / "watches").glob("*.xml"):
        if path not in wanted:
            changed += folder.remove(path)
    for path, one in wanted.items():
        hits = store.watches.hits(one.id, limit=FEED_HITS)
        text = atom(info, one, seen(store, hits))
        changed += folder.write(path, text.encode("utf-8", "replace"), lasting=False)
    return changed


def seen(store: Store, hits: Iterable[Hit]) -> list[Seen]:
    """Hits with what there is to say of them; of stories that are gone none."""
    found = []
    for hit in hits:
        told = store.summaries.get(hit.story)
        if told is None or not told.published:
            continue
        change = None
        if hit.line:
            lines = store.log.facts(subjects=[hit.story], below=hit.line + 1, limit=1)
            if not lines or lines[0].seq != hit.line:
                continue
            change = lines[0]
        found.append(Seen(hit, told, change))
    return found


def take_new(store: Store, name: str) -> list[Seen]:
    """What met a watch and was not taken so before, the latest first."""
    taken = [one for one in seen(store, store.watches.hits(name)) if one.hit.new]
    with store.transaction():
        store.watches.show(one.hit for one in taken)
    return taken


def add(store: Store, query: str, *, published: bool, at: Instant) -> tuple[Watch, int]:
    """Watch for what a query asks; returns the watch and how many stories meet it now.

    Raises UsageError for a query that asks for nothing or makes no sense.
    """
    asked = parse(query)
    if asked == Query():
        raise UsageError("say what to watch for, as kind:funding amount>50M")
    if any(one.query == query for one in store.watches.all()):
        raise UsageError(f"{query!r} is watched already")
    made = Watch(
        id=f"w{secrets.token_hex(6)}",
        query=query,
        added=at,
        secret=secrets.token_urlsafe(24),
        published=published,
    )
    with store.transaction():
        store.watches.add(made)
    return made, _like_that(store, made.id, asked, at)


def _like_that(store: Store, name: str, asked: Query, at: Instant) -> int:
    """Note the stories that meet a watch as it is added; returns how many."""
    last = store.log.changes(limit=1)
    line = last[0].seq if last else 0
    stories = [story.id for story in store.stories.all()]
    count = 0
    for start in range(0, len(stories), _MANY):
        met = store.watches.matching(asked, stories[start : start + _MANY])
        with store.transaction():
            for story in met:
                store.watches.hit(name, story, last=line, at=at, past=True)
        count += len(met)
    return count


def found(store: Store, name: str) -> Watch:
    """The watch of an id or a secret."""
    one = store.watches.get(name)
    if one is None:
        ids = [other.id for other in store.watches.all()]
        raise NotFoundError.of("watch", "watches", name, ids)
    return one


def remove(store: Store, name: str) -> Watch:
    """Watch no longer."""
    one = found(store, name)
    with store.transaction():
        store.watches.remove(one.id)
    return one
