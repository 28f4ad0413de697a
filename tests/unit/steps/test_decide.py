from __future__ import annotations

import pytest

from newsfold.edit.desk import in_force
from newsfold.errors import NotFoundError, UsageError
from newsfold.model import Copy, Decision
from newsfold.steps import decide
from support.folding import FLOOD, HOUR, START, TRIAL, reading
from support.newsroom import Newsroom


@pytest.fixture
def room(tmp_path):
    room = Newsroom(tmp_path, now=START + 9 * HOUR)
    yield room
    room.close()


@pytest.fixture
def told(room):
    """Ids of three articles on a flood and two on a trial, folded."""
    floods = [room.take_in(reading(f"f{n}", FLOOD, hour=n)) for n in range(3)]
    trials = [room.take_in(reading(f"t{n}", TRIAL, hour=n)) for n in range(2)]
    room.run()
    return floods, trials


def story(room, article):
    return room.store.stories.of(article)


def test_a_merge_redirects_and_a_new_article_of_either_comes_to_the_one(room, told):
    floods, trials = told
    flood, trial = story(room, floods[0]), story(room, trials[0])
    assert decide.merge(room.store, flood, trial, "one thing", at=room.now) == flood
    assert (
        room.store.stories.get(trial).articles == room.store.stories.get(flood).articles
    )
    late = [room.take_in(reading("f9", FLOOD, hour=8))]
    room.run()
    assert {story(room, a) for a in (*floods, *trials, *late)} == {flood}
    with pytest.raises(UsageError, match="one story already"):
        decide.merge(room.store, flood, trial, "", at=room.now)


def test_what_was_split_off_stays_off_and_linked(room, told):
    floods, _ = told
    whole = story(room, floods[0])
    new = decide.split(room.store, whole, [floods[0]], "another river", at=room.now)
    room.take_in(reading("f9", FLOOD, hour=8))
    room.run()
    room.refold(dry_run=False)
    assert [story(room, a) for a in floods] == [new, whole, whole]
    (relation,) = room.store.stories.relations([whole])[whole]
    assert (relation.story, relation.other) == (new, whole)
    assert (relation.kind, relation.reason) == ("split", "another river")
    assert room.store.stories.placements([floods[0]])[floods[0]].reason


def test_an_id_that_redirects_is_not_given_again(room, told):
    floods, trials = told
    flood, trial = story(room, floods[0]), story(room, trials[0])
    decide.merge(room.store, flood, trial, "", at=room.now)
    new = decide.split(room.store, flood, trials, "", at=room.now)
    assert new not in {flood, trial}
    assert room.store.stories.get(trial).id == flood


def test_copies_go_where_their_origin_goes(room, told):
    floods, trials = told
    flood, trial = story(room, floods[0]), story(room, trials[0])
    with room.store.transaction():
        room.store.articles.save_copy(
            Copy(article=floods[2], of=floods[0], kind="near")
        )
    decide.pin(room.store, trial, floods[0], "", at=room.now)
    assert [story(room, a) for a in floods] == [trial, flood, trial]
    with pytest.raises(UsageError, match="something to stay"):
        decide.split(room.store, flood, [floods[1]], "", at=room.now)


def test_a_pin_that_empties_a_story_lets_it_redirect(room, told):
    _, trials = told
    trial = story(room, trials[0])
    alone = decide.split(room.store, trial, trials[:1], "", at=room.now)
    decide.pin(room.store, trial, trials[0], "", at=room.now)
    assert room.store.stories.get(alone).id == trial


def test_what_a_person_cancelled_is_not_let_out_by_a_split(room, told):
    floods, _ = told
    whole = story(room, floods[0])
    cancelled = Decision(subject=whole, kind="cancelled", by="person", reason="", at=1)
    with room.store.transaction():
        room.store.decisions.save(cancelled)
    new = decide.split(room.store, whole, [floods[0]], "", at=room.now)
    assert in_force(room.store.decisions.of([new])[new]).kind == "cancelled"


def test_a_lead_is_one_of_its_story(room, told):
    floods, trials = told
    whole = story(room, floods[0])
    assert decide.choose_lead(room.store, whole, floods[2], "", at=room.now) == whole
    with pytest.raises(UsageError, match="no article of"):
        decide.choose_lead(room.store, whole, trials[0], "", at=room.now)


def test_what_is_not_there_is_said(room, told):
    whole = story(room, told[0][0])
    with pytest.raises(NotFoundError, match="no story sx"):
        decide.merge(room.store, whole, "sx", "", at=room.now)
    with pytest.raises(NotFoundError, match="no article ax"):
        decide.pin(room.store, whole, "ax", "", at=room.now)
    with pytest.raises(NotFoundError, match="no article ax"):
        decide.split(room.store, whole, ["ax"], "", at=room.now)


def test_a_run_folds_again_where_an_editor_came_between(room, told, monkeypatch):
    floods, trials = told
    flood, trial = story(room, floods[0]), story(room, trials[0])
    stories = type(room.store.stories)
    quiet, asked = stories.quiet, []

    def meanwhile(drawer, start, end, *, since):
        if not asked:
            asked.append(start)
            decide.merge(room.store, trial, flood, "", at=room.now)
        return quiet(drawer, start, end, since=since)

    late = room.take_in(reading("f9", FLOOD, hour=8))
    monkeypatch.setattr(stories, "quiet", meanwhile)
    room.run()
    assert {story(room, a) for a in (*floods, *trials, late)} == {trial}
