from __future__ import annotations

from newsfold.edit.desk import constraints, in_force
from newsfold.model import Decision


def made(
    kind: str, subject: str = "s1", value: str = "", *, by: str = "person", at: int = 0
) -> Decision:
    return Decision(subject=subject, kind=kind, by=by, reason="", at=at, value=value)


def test_a_person_wins_over_a_later_policy():
    held = made("withheld", at=1)
    assert in_force([held, made("usable", by="policy", at=9)]) is held


def test_the_last_made_of_equals_wins_whatever_the_clock_showed():
    first, second = made("withheld", at=5), made("usable", at=5)
    assert in_force([first, second]) is second
    third = made("cancelled", at=2)
    assert in_force([first, second, third]) is third


def test_the_policy_holds_where_nobody_else_spoke():
    policy = made("usable", by="policy")
    assert in_force([policy, made("merge", value="s2")]) is policy


def test_nothing_decided():
    assert in_force([]) is None
    assert in_force([made("lead", "a1", "s1")]) is None


def test_what_an_editor_had_in_hand_is_held():
    asked = constraints([made("merge", "s1", "s2"), made("split", "s3", "a9")])
    assert asked.held == {"s1", "s3"}
    assert constraints([made("lead", "a1", "s4"), made("usable", "s5")]).held == {"s4"}


def test_a_pin_moves_and_a_split_or_an_empty_pin_lifts_it():
    pins = [made("pin", "a1", "s1", at=1), made("pin", "a1", "s2", at=2)]
    assert constraints(pins).held == {"s2"}
    assert constraints([*pins, made("split", "s2", "a1", at=3)]).held == {"s2"}
    assert constraints([*pins, made("pin", "a1", at=4)]).held == frozenset()


def test_an_article_that_leaves_leads_no_more():
    lead = made("lead", "a1", "s1")
    assert constraints([lead, made("split", "s1", "a1", at=1)]).leads == {}
    assert constraints([lead, made("pin", "a1", "s2", at=1)]).leads == {}
    assert constraints([lead, made("pin", "a1", "s1", at=1)]).leads == {"s1": "a1"}


def test_a_decision_follows_a_story_into_the_one_it_became_part_of():
    asked = constraints(
        [made("lead", "a1", "s1"), made("pin", "a2", "s3")], {"s1": "s2", "s3": "s2"}
    )
    assert (asked.held, asked.leads) == ({"s2"}, {"s2": "a1"})


def test_the_latest_lead_holds_and_an_article_leads_one_story():
    leads = [made("lead", "a1", "s1", at=1), made("lead", "a2", "s1", at=2)]
    assert constraints(leads).leads == {"s1": "a2"}
    assert constraints([*leads, made("lead", "a2", "s2", at=3)]).leads == {"s2": "a2"}
    assert constraints([*leads, made("lead", "a2", at=3)]).leads == {}


def test_a_person_wins_over_an_imported_rule():
    person = made("lead", "a1", "s1", at=1)
    rule = made("lead", "a2", "s1", by="policy", at=9)
    assert constraints([person, rule]).leads == {"s1": "a1"}
