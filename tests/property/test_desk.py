"""What editors are promised: 200 things done by hand, runs between them, all kept."""

import random

import pytest

from newsfold.edit.desk import FOLDING, constraints
from newsfold.errors import UsageError
from newsfold.steps import decide
from support.folding import START, reading
from support.newsroom import Newsroom

WORDS = [f"word{n}" for n in range(40)]
HOUR = 3600


def act(chance, room, groups):
    """One random decision; `groups` is what all ask for: article → label of those that
    stand together and with no others of a label.
    """
    store = room.store
    stories = store.stories.all()
    story = chance.choice(stories)
    article = chance.choice(story.articles)
    kind = chance.choice(FOLDING)
    if kind == "merge":
        other = chance.choice(stories)
        if other.id == story.id:
            return
        decide.merge(store, story.id, other.id, "", at=room.now)
        told = {*story.articles, *other.articles}
    elif kind == "split":
        if len(story.articles) == 1:
            with pytest.raises(UsageError):
                decide.split(store, story.id, [article], "", at=room.now)
            return
        size = chance.randint(1, len(story.articles) - 1)
        leaving = chance.sample(story.articles, size)
        decide.split(store, story.id, leaving, "", at=room.now)
        groups.update(dict.fromkeys(leaving, object()))
        told = set(story.articles) - set(leaving)
    elif kind == "pin":
        other = chance.choice(stories)
        decide.pin(store, other.id, article, "", at=room.now)
        told = {*other.articles, article}
        for left in set(story.articles) - told:
            groups.pop(left, None)  # a pin may have been all that held them
    else:
        decide.choose_lead(store, story.id, article, "", at=room.now)
        told = set(story.articles)
    groups.update(dict.fromkeys(told, object()))


@pytest.mark.parametrize("seed", range(3))
def test_200_decisions_and_the_runs_between_them_keep_all_promises(tmp_path, seed):
    chance = random.Random(seed)
    room = Newsroom(tmp_path, now=START + 200 * HOUR)
    groups = {}
    ids = {}
    for step in range(200):
        if step % 4 == 0:
            for n in range(2):
                words = chance.sample(WORDS[: 10 + step % 30], 6)
                hour = chance.uniform(0, 220)
                room.take_in(reading(f"n{step}.{n}", words, hour=hour))
            room.run()
        if step % 50 == 49:
            promised = room.refold(dry_run=True)
            assert room.refold(dry_run=False) == promised
        act(chance, room, groups)
        check(room, groups, ids)
    room.run()
    check(room, groups, ids)
    room.close()


def check(room, groups, ids):
    """Every decision holds, and every id leads where its articles are."""
    store = room.store
    where = {a: s.id for s in store.stories.all() for a in s.articles}
    by_label = {}
    for article, label in groups.items():
        by_label.setdefault(label, set()).add(where[article])
    homes = [home for found in by_label.values() for home in found]
    assert all(len(found) == 1 for found in by_label.values())
    assert len(homes) == len(set(homes))
    asked = constraints(store.decisions.all(FOLDING), store.stories.merged())
    assert set(homes) <= asked.held
    assert all(where[lead] == story for story, lead in asked.leads.items())
    for article, story in where.items():
        assert store.stories.of(article) == story
    for story in store.stories.all():
        founded, articles = ids.setdefault(story.id, (len(ids), set()))
        if articles:
            assert articles & set(story.articles), "an id came back for another story"
        ids[story.id] = founded, set(story.articles)
    living = set(where.values())
    for story in ids:
        assert store.stories.get(story).id in living
    retired = set(store.stories.merged())
    assert not retired & living
