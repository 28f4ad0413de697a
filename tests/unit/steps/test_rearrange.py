from __future__ import annotations

import pytest

from newsfold.edit.desk import in_force
from newsfold.model import Decision, Placement, Reading, Story
from newsfold.steps import BATCH
from newsfold.steps.decide import merge
from newsfold.steps.rearrange import _parts, _redirect
from newsfold.store import open_store
from newsfold.store.sqlite.stories import SqliteStories
from support.newsroom import Newsroom

NOW = 1_772_000_000


@pytest.fixture
def store(tmp_path):
    opened = open_store("newsfold.db", tmp_path)
    with opened.transaction():
        for name in ("s1", "s2"):
            opened.stories.save(
                Story(id=name, lead="a", articles=("a",), opened=1, updated=2)
            )
    yield opened
    opened.close()


def _decide(store, subject, kind, by="person"):
    with store.transaction():
        store.decisions.save(
            Decision(subject=subject, kind=kind, by=by, reason="r", at=1)
        )


def _merged(store):
    with store.transaction():
        _redirect(store, "s1", "s2", 5)
    decision = in_force(store.decisions.of(["s2"])["s2"])
    return decision and (decision.kind, decision.by)


def test_a_persons_decision_goes_over_to_the_heir(store):
    _decide(store, "s1", "cancelled")
    _decide(store, "s2", "usable", "policy")
    assert _merged(store) == ("cancelled", "person")
    assert store.stories.get("s1").id == "s2"


def test_of_two_people_the_stricter_holds(store):
    _decide(store, "s1", "usable")
    _decide(store, "s2", "withheld")
    assert _merged(store) == ("withheld", "person")


def test_the_policys_decision_stays_behind(store):
    _decide(store, "s1", "withheld", "policy")
    _decide(store, "s2", "usable", "policy")
    assert _merged(store) == ("usable", "policy")


def _fill(room, count):
    """A day of unlike stories, two reports each."""
    for number in range(count):
        for outlet in ("quay.example", "dock.example"):
            room.take_in(
                Reading(
                    article=f"n{number} {outlet}",
                    domain=outlet,
                    time=NOW - 60 * number,
                    language="en",
                    terms={f"word{number}x{n}": 3.0 for n in range(8)},
                )
            )


def _grouping(store):
    return {
        tuple(store.stories.members(story.id)): story.id
        for story in store.stories.all()
    }


@pytest.fixture
def rooms(tmp_path):
    opened = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        opened.append(Newsroom(tmp_path / name, now=NOW))
        _fill(opened[-1], 60)
    yield opened
    for room in opened:
        room.close()


def _stop_after(monkeypatch, parts):
    """Let the process die when it has carried out some parts of its plan."""
    left = iter([False] * parts)
    done = SqliteStories.done

    def dying(self, number):
        done(self, number)
        if next(left, True):
            raise KeyboardInterrupt

    monkeypatch.setattr(SqliteStories, "done", dying)


def test_a_run_that_dies_in_the_middle_of_a_plan_is_carried_on(rooms, monkeypatch):
    whole, broken = rooms
    whole.run()
    with monkeypatch.context() as patch:
        _stop_after(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            broken.run()
    started = _grouping(broken.store)
    assert 0 < len(started) < 60
    assert broken.store.stories.planned() is not None
    broken.run()
    assert _grouping(broken.store) == _grouping(whole.store)
    assert len(_grouping(whole.store)) == 60
    assert broken.store.stories.planned() is None


def test_a_plan_is_dropped_where_an_editor_decided_since(rooms, monkeypatch):
    room = rooms[0]
    with monkeypatch.context() as patch:
        _stop_after(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            room.run()
    one, other = (story.id for story in room.store.stories.all()[:2])
    merge(room.store, one, other, "one event", at=NOW)
    room.run()
    assert len(_grouping(room.store)) == 59
    assert len(room.store.stories.members(one)) == 4


def test_what_two_stories_exchange_is_one_part():
    moved = [Placement(article=f"a{n}", story=f"s{n // 2}") for n in range(4 * BATCH)]
    left = {"a0": "s9", "a90": "s9"}
    parts = [part for part, _ in _parts(moved, left, {})]
    assert sum(map(len, parts)) == len(moved)
    assert max(map(len, parts)) <= BATCH
    homes = [{one.story for one in part} for part in parts]
    assert all(a.isdisjoint(b) for a in homes for b in homes if a is not b)
    (together,) = [part for part in homes if "s0" in part]
    assert "s45" in together
