from typing import Any

import msgspec
import pytest

from newsfold.dedupe import Index, InProcess
from newsfold.model import Article, Provider
from newsfold.read import read

WORDS = (
    "The harbour authority said on Monday that the northern quay would stay shut "
    "until divers had recovered the last of the containers that a freighter lost in "
    "the storm. Two tugs held the vessel against the pier through the night while "
    "crews pumped water from its hold. No one was hurt, but forty cars and a load "
    "of timber were swept away. The owner has promised to pay for the damage and to "
    "replace the cranes by the summer. Fishermen complained that nobody had warned "
    "them before the swell reached the boats. An inquiry will look at why the lines "
    "parted although the forecast was known by noon."
)
OTHER = (
    "Voters in the valley return to the polls on Sunday after the count of the "
    "first round was annulled by a court that found the ballots of three villages "
    "in a cellar. The mayor denies that he knew of them, and his rival has asked "
    "for observers from abroad."
)


def article(
    name: Any,
    text: Any,
    *,
    domain: Any = None,
    title: Any = "",
    at: Any = 0,
    **more: Any,
):
    return Article(
        id=name,
        title=title or f"Quay stays shut {name}",
        body=text,
        web_url=f"https://{name}.example/1",
        provider=Provider(name=name.title(), domain=domain or f"{name}.example"),
        published=1_700_000_000 + at,
        language="en",
        **more,
    )


def find(index: Any, one: Any):
    reading = read(one)
    copy = index.find(one, reading)
    turned = index.add(one, reading)
    return copy, turned


def test_the_same_text_is_an_exact_copy_of_the_earliest():
    index = Index()
    assert find(index, article("one", WORDS)) == (None, ())
    copy, _ = find(index, article("two", WORDS, at=60))
    assert copy is not None
    assert (copy.of, copy.kind, copy.containment) == ("one", "exact", 1.0)


def test_a_cut_text_and_a_wrapped_one_are_near_copies():
    index = Index()
    find(index, article("one", WORDS))
    cut, _ = find(index, article("two", WORDS[: len(WORDS) // 3], at=60))
    wrapped, _ = find(
        index, article("three", f"Sign up now. {WORDS} Read more here.", at=90)
    )
    assert cut is not None
    assert cut.kind == "near"
    assert wrapped is not None
    assert wrapped.of == "one"


def test_another_text_on_the_same_event_is_none():
    index = Index()
    find(index, article("one", WORDS))
    assert (
        find(index, article("two", OTHER, title="Quay stays shut one", at=9))[0] is None
    )


def test_a_copy_never_points_to_a_copy():
    index = Index()
    find(index, article("one", WORDS))
    find(index, article("two", WORDS[:400], at=60))
    third, _ = find(index, article("three", WORDS[:300], at=90))
    assert third is not None
    assert third.of == "one"


def test_an_outlets_later_state_is_no_copy_of_itself():
    index = Index()
    find(index, article("one", WORDS, domain="post.example"))
    later = article("two", WORDS + " More follows.", domain="post.example", at=60)
    assert find(index, later)[0] is None


def test_an_outlets_later_state_is_no_copy_of_its_own_copy():
    index = Index()
    find(index, article("one", WORDS, domain="post.example"))
    find(index, article("two", WORDS, at=30))
    later = article("three", WORDS, domain="post.example", at=60)
    copy, _ = find(index, later)
    assert copy is None


def test_an_earlier_publication_that_comes_later_turns_the_copy_round():
    index = Index()
    find(index, article("one", WORDS, at=600))
    copy, turned = find(index, article("two", WORDS, at=0))
    assert copy is None
    assert [(t.article, t.of) for t in turned] == [("one", "two")]
    third, _ = find(index, article("three", WORDS, at=900))
    assert third is not None
    assert third.of == "two"


def test_the_credited_agency_owns_the_text_whenever_it_comes():
    index = Index()
    text = f"OSLO, March 3 (Reuters) - {WORDS}"
    find(index, article("one", text, at=0))
    find(index, article("two", WORDS, at=30))
    agency = article("reuters", WORDS, at=600)
    copy, turned = find(index, agency)
    assert copy is None
    assert {t.article for t in turned} == {"one", "two"}
    assert {t.of for t in turned} == {"reuters"}


def test_near_equal_titles_are_copies_where_there_is_no_text():
    index = Index()
    title = "Northern quay stays shut until divers recover containers"
    find(index, article("one", "", title=title))
    copy, _ = find(index, article("two", "", title=f"{title}!", at=60))
    assert copy is not None
    assert copy.kind == "title"
    short, _ = find(index, article("three", "", title="Quay stays shut", at=70))
    assert short is None


def test_restored_copies_are_remembered():
    index = Index()
    one, two = article("one", WORDS), article("two", WORDS, at=60)
    index.add(one, read(one))
    index.add(two, read(two), copy_of="one")
    copy, _ = find(index, article("three", WORDS, at=90))
    assert copy is not None
    assert copy.of == "one"


def test_a_month_later_it_is_a_reprint():
    index = Index()
    find(index, article("one", WORDS))
    assert find(index, article("two", WORDS, at=40 * 86400))[0] is None


def test_memory_forgets():
    memory = InProcess()
    index = Index(memory)
    find(index, article("one", WORDS))
    memory.forget(1_700_000_001)
    assert find(index, article("two", WORDS, at=60))[0] is None
    with pytest.raises(KeyError):
        memory.known("one")


def test_phrases_of_a_crowd_are_no_candidates():
    memory = InProcess()
    one = article("one", WORDS)
    sketch = read(one).sketch
    for number in range(70):
        known = msgspec.structs.replace(one, id=f"a{number}")
        Index(memory).add(known, read(known))
    assert memory.candidates(sketch) == []


def test_articles_without_text_are_nobodys_copy():
    index = Index()
    find(index, article("one", "", title="…"))
    assert find(index, article("two", "", title="…", at=5))[0] is None
