from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from newsfold.edit.desk import in_force
from newsfold.model import Decision, Story
from newsfold.steps.fold import _merge
from newsfold.store import open_store


@pytest.fixture
def run(tmp_path):
    store = open_store("newsfold.db", tmp_path)
    with store.transaction():
        for name in ("s1", "s2"):
            store.stories.save(
                Story(id=name, lead="a", articles=("a",), opened=1, updated=2)
            )
    yield SimpleNamespace(store=store, now=5, counts=Counter())
    store.close()


def _decide(run, subject, kind, by="person"):
    with run.store.transaction():
        run.store.decisions.save(
            Decision(subject=subject, kind=kind, by=by, reason="r", at=1)
        )


def _merged(run):
    with run.store.transaction():
        _merge(run, "s1", "s2")
    decision = in_force(run.store.decisions.of("s2"))
    return decision and (decision.kind, decision.by)


def test_a_persons_decision_goes_over_to_the_heir(run):
    _decide(run, "s1", "cancelled")
    _decide(run, "s2", "usable", "policy")
    assert _merged(run) == ("cancelled", "person")
    assert run.store.stories.get("s1").id == "s2"


def test_of_two_people_the_stricter_holds(run):
    _decide(run, "s1", "usable")
    _decide(run, "s2", "withheld")
    assert _merged(run) == ("withheld", "person")


def test_the_policys_decision_stays_behind(run):
    _decide(run, "s1", "withheld", "policy")
    _decide(run, "s2", "usable", "policy")
    assert _merged(run) == ("usable", "policy")
