from typing import Any

from newsfold.dedupe.memory import Known
from newsfold.dedupe.near import match, ready

LEAD = (
    "An avalanche in the northern range buried a hut on Sunday and rescuers were still "
    "looking for ten skiers at dusk, the valley's mountain service said"
)


def text(
    body: Any, title: Any = "Ten skiers missing after avalanche in northern range"
):
    return ready(
        Known(id="x", title=title, text=body, domain="x", provider="X", time=0)
    )


def test_short_texts_need_nearly_all():
    assert match(text(LEAD), text(LEAD + " in a statement.")) is not None
    half = " ".join(LEAD.split()[:13]) + " while the army sent dogs and two helicopters"
    other = "Snow keeps villages in the upper valley cut off for a third day"
    assert match(text(LEAD), text(half, title=other)) is None


def test_a_near_equal_title_helps_a_changed_lead():
    changed = LEAD.replace("on Sunday", "early on Sunday").replace("still ", "")
    found = match(text(LEAD), text(changed))
    assert found is not None
    assert found.kind == "near"


def test_kinds():
    assert match(text(LEAD), text(LEAD)).kind == "exact"
    assert match(text(""), text("")).kind == "title"
    assert match(text("", "Live"), text("", "Live")) is None
