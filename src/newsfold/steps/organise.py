"""What editors decide on organisations, and whom the names of a story mean.

An editor's merge, name or split holds through every rerun: what the pipeline enters is
found by names, and those stay where the editor put them.  Raises NotFoundError for an
organisation that there is not, UsageError for what makes no sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.errors import NotFoundError, UsageError
from newsfold.text.names import key

if TYPE_CHECKING:
    from newsfold.model import Cell, Entries, Instant, Organisation
    from newsfold.store import Store

__all__ = ["enter", "found", "meet", "merge", "part", "rename", "settle"]

_NEAR = 1_000


def meet(store: Store, said: Entries, *, at: Instant) -> None:
    """Know the organisations that a story surely tells of, new ones minted."""
    organisations = store.organisations
    met = organisations.known(cell.key for cell in said.cells)
    for short, long in said.same:
        for one, other in ((short, long), (long, short)):
            if one in met and other not in met:
                organisations.call(other, met[one])
                met[other] = met[one]
    for cell in said.cells:
        if cell.certain and cell.key not in met:
            met[cell.key] = organisations.mint(cell.key, cell.name, at=at)
            for short, long in said.same:
                if cell.key in {short, long}:
                    for key_ in (short, long):
                        if key_ not in met:
                            organisations.call(key_, met[cell.key])
                            met[key_] = met[cell.key]


def enter(store: Store, story: str, said: Entries) -> set[str]:
    """Write what a story says of organisations that are known; returns whom that
    touches.  They are to `settle`.  Belongs into a transaction, all that is entered
    with it met before: else it would hang on the order who is known.
    """
    organisations = store.organisations
    met = organisations.known(cell.key for cell in said.cells)
    cells = [
        replace(cell, organisation=met[cell.key])
        for cell in said.cells
        if cell.key in met
    ]
    for site in said.sites:
        if site.key in met:
            organisations.settle(met[site.key], site)
    return organisations.keep(story, _once(cells))


def settle(store: Store, touched: set[str], *, at: Instant) -> None:
    """Let those of whom something else is said follow, each with a line in the log."""
    store.organisations.follow(sorted(touched))
    for name in sorted(touched):
        store.log.add("organisation.changed", name, at=at)


def _once(cells: list[Cell]) -> list[Cell]:
    """What two names of one organisation say alike is said once."""
    seen = set()
    kept = []
    for cell in cells:
        which = (
            *(cell.organisation, cell.article, cell.what, cell.value, cell.unit),
            cell.quote,
        )
        if which not in seen:
            seen.add(which)
            kept.append(cell)
    return kept


def found(store: Store, name: str) -> Organisation:
    """The organisation of an id."""
    one = store.organisations.get(name)
    if one is None:
        latest = store.organisations.all(limit=_NEAR)
        ids = (other.id for other in latest)
        raise NotFoundError.of("organisation", "organisations", name, ids)
    return one


def merge(store: Store, one: str, other: str, reason: str, *, at: Instant) -> str:
    """Organisation `one` takes in `other`, whose id redirects from then on."""
    with store.transaction():
        kept, taken = found(store, one), found(store, other)
        if kept.id == taken.id:
            message = f"{one} and {other} are one organisation already"
            raise UsageError(message)
        stories = _stories(store, kept.id, taken.id)
        store.organisations.merge(taken.id, kept.id)
        detail = {"into": kept.id, "reason": reason}
        store.log.add("organisation.merged", taken.id, at=at, **detail)
        _changed(store, (kept.id, taken.id), stories, at)
    return kept.id


def rename(store: Store, name: str, new: str, reason: str, *, at: Instant) -> str:
    """An organisation is called what an editor says."""
    called = " ".join(new.split())
    if not called:
        raise UsageError("say what it is to be called")
    with store.transaction():
        one = found(store, name)
        store.organisations.rename(one.id, called)
        store.log.add("organisation.named", one.id, at=at, name=called, reason=reason)
        _changed(store, (one.id,), _stories(store, one.id), at)
    return one.id


def part(store: Store, name: str, alias: str, reason: str, *, at: Instant) -> str:
    """One of an organisation's names becomes an organisation of its own.

    Returns the new one's id.
    """
    with store.transaction():
        one = found(store, name)
        named = [c for c in store.organisations.cells(one.id) if c.key == key(alias)]
        rest = {c.key for c in store.organisations.cells(one.id)} - {key(alias)}
        if not named or not rest:
            message = f"{one.id} has no name {alias!r} beside another"
            raise UsageError(message)
        stories = _stories(store, one.id)
        new = store.organisations.part(one.id, key(alias), alias, at=at)
        detail = {"name": alias, "new": new, "reason": reason}
        store.log.add("organisation.parted", one.id, at=at, **detail)
        _changed(store, (one.id, new), stories, at)
    return new


def _stories(store: Store, *organisations: str) -> set[str]:
    return {
        cell.story for name in organisations for cell in store.organisations.cells(name)
    }


def _changed(
    store: Store, organisations: tuple[str, ...], stories: set[str], at: Instant
) -> None:
    """Whoever shows these has to show them anew."""
    for name in organisations:
        store.log.add("organisation.changed", name, at=at)
    for story in sorted(stories):
        store.log.add("story.organised", story, at=at)
