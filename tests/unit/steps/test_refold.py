from __future__ import annotations

import pytest

from newsfold.model import Placement
from newsfold.steps.rearrange import rearrange
from support.folding import HOUR, START, wire
from support.newsroom import Newsroom


@pytest.fixture
def room(tmp_path):
    """Stories of the past, of which something broke one in two and mixed two."""
    room = Newsroom(tmp_path, now=START + 5000 * HOUR)
    names = {one.article: room.take_in(one) for one in wire()}
    room.run()
    room.names = names
    room.right = stories(room)
    flood, trial = (room.store.stories.of(names[n]) for n in ("flood0", "trial0"))
    wrong = [
        Placement(article=names["flood3"], story="sbroken"),
        Placement(article=names["trial3"], story=flood),
    ]
    with room.store.transaction():
        rearrange(room.store, wrong, {}, at=room.now)
    room.flood, room.trial = flood, trial
    yield room
    room.close()


def stories(room):
    return {s.id: set(s.articles) for s in room.store.stories.all()}


def test_a_run_leaves_closed_stories_alone(room):
    before = stories(room)
    room.run()
    assert stories(room) == before


def test_a_dry_run_tells_and_changes_nothing(room):
    before = stories(room)
    found = room.refold(dry_run=True)
    assert stories(room) == before
    assert found.redirects == {"sbroken": room.flood}
    assert {p.article: p.story for p in found.moved} == {
        room.names["flood3"]: room.flood,
        room.names["trial3"]: room.trial,
    }


def test_a_refold_does_what_the_dry_run_told_and_then_nothing_more(room):
    room.refold(dry_run=False)
    assert stories(room) == room.right
    assert room.store.stories.get("sbroken").id == room.flood
    again = room.refold(dry_run=False)
    assert (again.moved, again.redirects) == ((), {})
