from __future__ import annotations

import msgspec
import pytest

from newsfold.model import Article, Link, Provider
from newsfold.read import read
from newsfold.steps.relate import relate
from support.folding import HOUR, START
from support.newsroom import Newsroom


@pytest.fixture
def room(tmp_path):
    room = Newsroom(tmp_path, now=START + 9000 * HOUR)
    yield room
    room.close()


def tell(room, title, day, *, links=()):
    """An article, read and folded; its story's id."""
    name = title.replace(" ", "-").lower()
    article = Article(
        title=title,
        body=f"{title}, it was said on Monday.",
        web_url=f"https://quay.example/{name}",
        published=START + day * 24 * HOUR,
        language="en",
        provider=Provider(name="The Quay", domain="quay.example"),
        links=tuple(Link(url=url, text="") for url in links),
    )
    with room.store.transaction():
        _, found = room.store.articles.save(article, at=room.now, extractor="test")
        named = msgspec.structs.replace(article, id=found, revision=1)
        room.store.articles.save_reading(read(named))
        room.store.log.add("article.read", found, at=room.now)
    room.run()
    relate(room.context())
    return room.store.stories.of(found)


def related(room, story):
    return {
        (one.story, one.kind, one.other, one.reason)
        for one in room.store.stories.relations([story])[story]
    }


def test_a_ruling_is_linked_to_the_trial_whichever_comes_first(room):
    trial = tell(room, "Trial of banker Ovelio Trasker opens in Maravel", 0)
    ruling = tell(room, "Ovelio Trasker found guilty of fraud in Maravel", 30)
    assert related(room, trial) == {(ruling, "follows", trial, "ruling after trial")}
    arrest = tell(room, "Ovelio Trasker arrested over fraud in Maravel", -90)
    assert (trial, "follows", arrest, "trial after arrest") in related(room, arrest)
    assert (ruling, "follows", arrest, "ruling after arrest") in related(room, ruling)


def test_a_round_up_is_linked_to_what_it_points_to(room):
    death = tell(room, "Composer Ilma Vostrand dies at 91", 0)
    url = "https://quay.example/composer-ilma-vostrand-dies-at-91"
    roundup = tell(room, "Morning briefing", 1, links=[url])
    assert related(room, death) == {(roundup, "touches", death, "it links to it")}


def test_a_merged_storys_relations_go_on(room):
    trial = tell(room, "Trial of banker Ovelio Trasker opens in Maravel", 0)
    ruling = tell(room, "Ovelio Trasker found guilty of fraud in Maravel", 30)
    other = tell(room, "Ferry sinks off Lanthe", 60)
    with room.store.transaction():
        room.store.stories.merge(ruling, other)
    assert related(room, trial) == {(other, "follows", trial, "ruling after trial")}
    with room.store.transaction():
        room.store.stories.merge(trial, other)
    assert related(room, other) == set()
