from typing import Any

from newsfold.cluster.refold import Unit, heirs, regroup
from newsfold.cluster.vectors import Vocabulary
from support.folding import FLOOD, TRIAL


def units(vocabulary: Any, *texts: Any):
    return [
        Unit((n,), vocabulary.vector(dict.fromkeys(words, 1.0), "en")[:1], 1000)
        for n, words in enumerate(texts)
    ]


def test_units_regroup_by_what_they_say():
    vocabulary = Vocabulary()
    found = regroup(units(vocabulary, FLOOD, TRIAL, FLOOD[1:]), [], vocabulary, 0.4)
    assert found == [[0, 2], [1]]


def test_pairs_kept_apart():
    vocabulary = Vocabulary()
    found = regroup(units(vocabulary, FLOOD, FLOOD), [(0, 1)], vocabulary, 0.4)
    assert found == [[0], [1]]


def test_weeks_apart_is_not_alike():
    vocabulary = Vocabulary()
    one, two = units(vocabulary, FLOOD, FLOOD)
    later = two._replace(time=1000 + 13 * 86400)
    assert regroup([one, later], [], vocabulary, 0.4) == [[0], [1]]


def test_the_id_goes_where_most_articles_go():
    before = {0: "sa", 1: "sa", 2: "sa", 3: "sb"}
    assert heirs([[0], [1, 2, 3]], before, frozenset()) == ["", "sa"]
    assert heirs([[0, 1], [2, 3]], before, frozenset()) == ["sa", "sb"]


def test_held_ids_choose_first():
    before = {0: "sa", 1: "sa", 2: "sb"}
    assert heirs([[0, 1, 2]], before, frozenset({"sb"})) == ["sb"]
