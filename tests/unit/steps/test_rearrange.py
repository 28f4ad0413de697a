from __future__ import annotations

import pytest

from newsfold.edit.desk import in_force
from newsfold.model import Decision, Story
from newsfold.steps.rearrange import _redirect
from newsfold.store import open_store


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
    decision = in_force(store.decisions.of("s2"))
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
