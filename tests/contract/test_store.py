"""What every store must do; run for each that there is."""

from __future__ import annotations

import msgspec
import pytest

from newsfold.model import (
    Article,
    Copy,
    Decision,
    Failure,
    Heat,
    Image,
    Judgement,
    Placement,
    Poll,
    Provider,
    Reading,
    Source,
    Story,
    Summary,
)
from newsfold.store import open_store
from newsfold.text.query import Query, parse


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


ARTICLE = Article(
    title="Ferry sails again",
    web_url="https://quay.example/ferry",
    original_url="https://quay.example/ferry?utm_source=rss",
    body="The ferry sailed on Monday. 渡轮周一启航。",
    published=1_000,
    provider=Provider(name="The Quay", domain="quay.example"),
    source="https://quay.example/feed",
)


def _change(article, **fields):
    return msgspec.structs.replace(article, **fields)


def _save(store, article, sketch=(), at=2_000):
    with store.transaction():
        outcome, name = store.articles.save(article, at=at, extractor="test")
        revision = store.articles.get(name).revision
        store.articles.save_reading(
            Reading(article=name, revision=revision, sketch=sketch, language="en")
        )
    return outcome, name


def test_an_article_comes_back_as_it_was_saved(store):
    outcome, name = _save(store, ARTICLE)
    assert outcome == "new"
    saved = store.articles.get(name)
    assert saved == _change(ARTICLE, id=name, revision=1, seen=2_000, language="en")
    assert store.articles.by_url(ARTICLE.web_url) == saved
    assert store.articles.count() == 1


def test_ids_are_minted_alike_wherever_an_article_is_seen_first(store, tmp_path):
    _, name = _save(store, ARTICLE)
    (tmp_path / "other").mkdir()
    other = open_store("newsfold.db", tmp_path / "other")
    assert _save(other, ARTICLE)[1] == name
    assert name[0] == "a"
    assert len(name) == 13
    other.close()


def test_the_same_words_again_are_a_sighting_and_no_change(store):
    _, name = _save(store, ARTICLE)
    before = store.log.changes()
    assert _save(store, ARTICLE, at=3_000) == ("sighting", name)
    other = _change(ARTICLE, source="https://agg.example/feed", title="Otherwise")
    assert _save(store, other, at=3_000) == ("sighting", name)
    assert store.log.changes() == before
    assert store.articles.get(name).title == ARTICLE.title


def test_other_words_from_the_same_source_are_a_revision(store):
    _, name = _save(store, ARTICLE)
    edited = _change(ARTICLE, title="Ferry sails at last", published=None)
    assert _save(store, edited, at=3_000) == ("revised", name)
    assert [r.title for r in store.articles.revisions(name)] == [
        "Ferry sails again",
        "Ferry sails at last",
    ]
    now = store.articles.get(name)
    assert (now.revision, now.published, now.seen) == (2, 1_000, 2_000)
    assert store.articles.readings([name])[name].revision == 2


def test_an_edit_is_what_the_outlet_changed(store):
    _, name = _save(store, ARTICLE)
    full = _change(store.articles.get(name), body="The whole text.")
    _save(store, full, at=2_500)
    edited = _change(ARTICLE, title="Ferry sails at last")
    _save(store, edited, at=3_000)
    _save(store, _change(edited, excerpt="On Monday."), at=4_000)
    with store.transaction():
        better = _change(ARTICLE, title="Ferry sails at last", body="Read better.")
        store.articles.save(better, at=5_000, extractor="a better one")
    _, other = _save(store, _change(ARTICLE, web_url="https://quay.example/other"))
    assert len(store.articles.revisions(name)) == 5
    found = store.articles.edits([name, other])
    assert list(found) == [name]
    assert [(e.before.title, e.after.title) for e in found[name]] == [
        ("Ferry sails again", "Ferry sails at last"),
        ("Ferry sails at last", "Ferry sails at last"),
    ]
    assert found[name][0].before.body == "The whole text."
    assert found[name][1].after.excerpt == "On Monday."
    assert [edit.after.fetched for edit in found[name]] == [3_000, 4_000]
    assert store.articles.edits([]) == {}


def test_a_completed_article_does_not_flip_back(store):
    _, name = _save(store, ARTICLE)
    full = _change(store.articles.get(name), body="The whole text.")
    assert _save(store, full) == ("completed", name)
    assert _save(store, ARTICLE)[0] == "sighting"
    assert store.articles.get(name).body == "The whole text."


def _found(store, query, **limits):
    limits = {"limit": 9} | limits
    return [
        article.title for article, _ in store.articles.search(parse(query), **limits)
    ]


def test_search_finds_words_phrases_and_chinese(store):
    _save(store, ARTICLE)
    _save(store, _change(ARTICLE, web_url="https://quay.example/2", title="Other"))
    assert _found(store, 'ferry "again"') == ["Ferry sails again"]
    assert len(_found(store, '"ferry sailed"')) == 2
    assert len(_found(store, "渡轮")) == 2
    assert len(_found(store, "fer*")) == 2
    assert _found(store, "ferry -sails") == ["Other"]
    assert _found(store, "-sails") == ["Other"]
    assert _found(store, '" AND ( NOT *') == []


def test_search_forgets_words_that_were_edited_out(store):
    _save(store, ARTICLE)
    _save(store, _change(ARTICLE, title="Boat departs", body="Nothing."))
    assert _found(store, "ferry") == []
    assert len(_found(store, "boat")) == 1


def test_search_knows_outlets_times_and_languages(store):
    _save(store, ARTICLE)
    dw = Provider(name="Deutsche Wellen", domain="dw.example")
    german = _change(
        ARTICLE,
        title="Fähre",
        web_url="https://en.dw.example/1",
        published=90_000,
        provider=dw,
        language="de",
    )
    _save(store, german)
    sub = _change(german, title="Sub", web_url="https://x.a.dw.example/1")
    _save(store, _change(sub, provider=Provider(domain="a.dw.example")))
    assert _found(store, "source:DW.example") == ["Sub", "Fähre"]
    assert _found(store, "source:wellen") == ["Fähre"]
    assert _found(store, "source:wellen source:quay.example ferry") == [
        "Fähre",
        "Ferry sails again",
    ]
    assert _found(store, "source:nobody.example ferry") == []
    assert _found(store, "lang:de before:1970-01-03") == ["Sub", "Fähre"]
    assert _found(store, "after:1970-01-02T01:00:00Z") == ["Sub", "Fähre"]
    assert _found(store, "ferry before:1970-01-02") == ["Ferry sails again"]
    assert len(_found(store, "")) == 3


def test_stories_are_found_by_their_newest_articles(store):
    for n, words in enumerate(["old ferry", "bridge", "ferry", "new ferry"]):
        article = _change(ARTICLE, title=words, web_url=f"https://quay.example/{n}")
        article = _change(article, excerpt="", body="")
        name = _save(store, article)[1]
        with store.transaction():
            store.stories.place(Placement(article=name, story=f"s{n % 3}"))
            store.stories.save(
                Story(id=f"s{n % 3}", lead=name, articles=(name,), opened=n, updated=n)
            )

    def found(limit):
        stories = store.stories.found(Query(words=("ferry",)), limit=limit)
        return [story.id for story in stories]

    assert found(5) == ["s0", "s2"]
    assert found(1) == ["s0"]
    assert store.stories.found(Query(words=("tram",)), limit=5) == []


@pytest.mark.parametrize("few", [0, 1_500])
@pytest.mark.parametrize("counted", [1, 2, 5_000])
def test_search_knows_topics_and_verdicts_from_either_end(
    store, few, counted, monkeypatch
):
    monkeypatch.setattr("newsfold.store.sqlite.search._FEW_STORIES", few)
    monkeypatch.setattr("newsfold.store.sqlite.search._COUNTED", counted)
    monkeypatch.setattr("newsfold.store.sqlite.search._CHUNK", 1)
    names = {}
    for n, title in enumerate(["One", "Two", "Three", "Four"]):
        article = _change(ARTICLE, title=title, web_url=f"https://quay.example/{n}")
        names[title] = _save(store, article)[1]
    with store.transaction():
        for n, name in enumerate(names.values()):
            store.stories.place(Placement(article=name, story=f"s{n}"))
    _stock(
        store,
        _told("s0", 1_000, topics=("AI", "Chips")),
        _change(_told("s1", 1_000, topics=("AI",)), verdict="conflict"),
        _told("s2", 1_000, topics=("AI",), published=False),
    )
    assert _found(store, "topic:ai") == ["Two", "One"]
    assert _found(store, "topic:ai topic:chips ferry") == ["One"]
    assert _found(store, "verdict:conflict topic:AI") == ["Two"]
    assert _found(store, "ferry -two topic:ai") == ["One"]
    assert _found(store, "topic:none") == []
    assert _found(store, "ferry") == ["Four", "Three", "Two", "One"]
    assert _found(store, "ferry", shown=True) == ["Two", "One"]
    assert _found(store, "source:quay.example", shown=True) == ["Two", "One"]
    assert _found(store, "ferry source:quay topic:ai -one lang:en") == ["Two"]
    assert _found(store, "ferry topic:ai", limit=1) == ["Two"]


def test_search_goes_on_below_a_place(store):
    for n in range(7):
        article = _change(ARTICLE, title=f"{n}", web_url=f"https://quay.example/{n}")
        _save(store, article)
    place, walked = None, []
    while part := store.articles.search(parse("ferry"), limit=3, below=place):
        walked += [article.title for article, _ in part]
        place = part[-1][1]
    assert walked == [str(n) for n in reversed(range(7))]


def test_sketches_find_who_may_share_text(store):
    big = (1 << 64) - 1
    _, one = _save(store, ARTICLE, sketch=(1, 2, big))
    other = _change(ARTICLE, web_url="https://quay.example/2")
    _, two = _save(store, other, sketch=(2, big))
    assert store.articles.candidates([1, 2, big], crowd=9) == {one: 3, two: 2}
    assert store.articles.candidates([2], crowd=2) == {}


def test_a_transaction_is_all_or_nothing(store):
    def fail_half_way():
        with store.transaction():
            store.sources.add(Source(url="https://a.example/f"), at=1)
            with store.transaction():
                store.log.add("x", "y", at=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert store.sources.all() == []
    assert store.log.changes() == []


def test_sources_keep_their_poll(store):
    with store.transaction():
        assert store.sources.add(Source(url="https://a.example/f"), at=5)
        assert not store.sources.add(Source(url="https://a.example/f"), at=6)
        source, poll = store.sources.get("https://a.example/f")
        store.sources.update(source, Poll(etag='"x"', due=9))
    assert (source.added, poll) == (5, Poll())
    assert store.sources.get(source.url)[1] == Poll(etag='"x"', due=9)
    with store.transaction():
        assert store.sources.remove(source.url, at=7)
        assert not store.sources.remove(source.url, at=7)


def test_a_stage_reads_on_from_its_cursor(store):
    with store.transaction():
        for subject in ("b", "a", "b"):
            store.log.add("changed", subject, at=1)
        store.log.add("other", "z", at=1)
    subjects, seq = store.log.pending("stage", ("changed",))
    assert subjects == ["b", "a"]
    with store.transaction():
        store.log.advance("stage", seq)
    assert store.log.pending("stage", ("changed",)) == ([], 0)
    assert store.log.pending("another", ("other",))[0] == ["z"]
    with store.transaction():
        store.log.rewind("stage")
    assert store.log.pending("stage", ("changed",))[0] == ["b", "a"]


def test_a_failure_counts_and_is_cleared(store):
    failure = Failure(stage="fetch", subject="u", reason="timeout", at=3)
    with store.transaction():
        store.log.fail(failure)
        store.log.fail(failure)
    assert store.log.failures() == [(failure, 2)]
    with store.transaction():
        store.log.clear("fetch", "u")
    assert store.log.failures() == []


def test_a_merged_story_answers_to_its_old_ids(store):
    with store.transaction():
        for name in ("s1", "s2", "s3"):
            store.stories.save(
                Story(id=name, lead="a", articles=("a",), opened=1, updated=2)
            )
        store.stories.merge("s1", "s2")
        store.stories.merge("s2", "s3")
    assert store.stories.get("s1").id == "s3"
    assert [story.id for story in store.stories.all()] == ["s3"]


def test_what_stands_so_already_is_no_change(store):
    story = Story(id="s1", lead="a", articles=("a",), opened=1, updated=2)
    judged = Judgement(
        subject="s1", kind="lead", value={"x": 1}, stage_version="1", input_hash="h"
    )
    with store.transaction():
        assert store.stories.save(story)
        assert not store.stories.save(story)
        assert store.stories.save_judgement(judged)
        assert not store.stories.save_judgement(judged)
    assert store.stories.judgements(["s1"]) == {"s1": {"lead": judged}}


def test_placements_and_copies(store):
    placed = Placement(article="a1", story="s1", score=0.5, terms=(("x", 0.2),))
    copy = Copy(article="a1", of="a0", kind="near", containment=0.9)
    with store.transaction():
        store.stories.place(placed)
        store.articles.save_copy(copy)
    assert store.stories.placements(["a1", "a2"]) == {"a1": placed}
    assert store.stories.of("a1") == "s1"
    assert store.stories.members("s1") == ["a1"]
    assert store.articles.copies(["a1", "a0"]) == {"a1": copy}
    assert store.articles.copies_of("a0") == ["a1"]


def test_the_policy_keeps_one_decision_and_people_all(store):
    def decision(by, kind):
        return Decision(subject="s1", kind=kind, by=by, reason="r", at=1)

    with store.transaction():
        for by, kind in (
            ("policy", "usable"),
            ("person", "withheld"),
            ("policy", "withheld"),
            ("person", "usable"),
        ):
            store.decisions.save(decision(by, kind))
    assert [(d.by, d.kind) for d in store.decisions.of(["s1"])["s1"]] == [
        ("person", "withheld"),
        ("policy", "withheld"),
        ("person", "usable"),
    ]


def test_a_wanted_page_is_wanted_until_answered(store):
    _, name = _save(store, ARTICLE)
    with store.transaction():
        store.articles.want(name, "https://quay.example/ferry")
    ((request, article),) = store.articles.wanted(0)
    assert (request.purpose, request.article, article.id) == ("page", name, name)
    with store.transaction():
        store.articles.answered(name, retry=50)
    assert store.articles.wanted(49) == []
    assert store.articles.attempts(name) == 1
    assert len(store.articles.wanted(50)) == 1
    with store.transaction():
        store.articles.answered(name)
    assert store.articles.wanted(99) == []


def test_the_database_says_that_it_is_whole(store):
    assert store.check() == ""


def _told(name, updated, level=None, *, published=True, topics=(), dispute=""):
    story = Story(id=name, lead="a1", articles=("a1",), opened=updated, updated=updated)
    heat = None if level is None else Heat(level=level, at=updated, half_life=3600)
    return Summary(
        story=story,
        lead=_change(ARTICLE, id="a1", body=""),
        heat=heat,
        topics=topics,
        dispute=dispute,
        published=published,
    )


def _names(shelf):
    return [told.story.id for told, _ in shelf]


def _stock(store, *tolds):
    with store.transaction():
        for told in tolds:
            store.stories.save(told.story)
            store.summaries.save(told)


def test_shelves_go_by_time_or_heat(store):
    _stock(
        store,
        _told("s1", 100_000, 80.0, topics=("AI",)),
        _told("s2", 107_200, 30.0, topics=("ai", "Chips"), dispute="Jobs: 1 or 2"),
        _told("s3", 109_000),
        _told("s4", 200_000, 90.0, topics=("AI",), published=False),
    )
    summaries = store.summaries
    assert _names(summaries.shelf(limit=9)) == ["s3", "s2", "s1"]
    # 80 two half-lives ago is worth 20 now; what has no heat comes last.
    assert _names(summaries.shelf(order="heat", limit=9)) == ["s2", "s1", "s3"]
    assert _names(summaries.shelf("topic:ai", limit=9)) == ["s2", "s1"]
    assert _names(summaries.shelf("disputed", limit=9)) == ["s2"]
    assert {k: n for k, (_, n) in summaries.shelves().items()} == {
        "": 3,
        "disputed": 1,
        "topic:ai": 2,
        "topic:chips": 1,
    }
    assert [told.story.id for told in summaries.all(limit=2)] == ["s4", "s3"]
    assert summaries.get("s4") == _told(
        "s4", 200_000, 90.0, topics=("AI",), published=False
    )


@pytest.mark.parametrize("order", ["time", "heat"])
def test_a_shelf_goes_on_behind_a_place(store, order):
    _stock(store, *(_told(f"s{n}", 1_000 + n // 3, 50.0) for n in range(10)))
    whole = _names(store.summaries.shelf(order=order, limit=99))
    after, walked = None, []
    while part := store.summaries.shelf(order=order, limit=3, after=after):
        walked += _names(part)
        after = part[-1][1]
    assert walked == whole
    assert len(set(walked)) == 10
    skipped = store.summaries.shelf(order=order, limit=3, skip=4)
    assert _names(skipped) == whole[4:7]


def test_what_is_withheld_leaves_every_shelf(store):
    _stock(store, _told("s1", 1_000, topics=("AI",)), _told("s2", 1_001))
    _stock(store, _told("s1", 1_000, topics=("AI",), published=False))
    assert _names(store.summaries.shelf(limit=9)) == ["s2"]
    assert "topic:ai" not in store.summaries.shelves()
    _stock(store, _told("s3", 1_002))
    with store.transaction():
        store.stories.merge("s3", "s1")
        store.summaries.drop("s2")
    assert store.summaries.shelf(limit=9) == []
    assert store.summaries.get("s2") is None
    assert store.summaries.get("s3") is None
    assert [told.story.id for told in store.summaries.all()] == ["s1"]


def test_outlets_are_counted_over_what_is_published(store):
    _, first = _save(store, ARTICLE)
    _, copy = _save(store, _change(ARTICLE, web_url="https://quay.example/2"))
    _, hidden = _save(store, _change(ARTICLE, web_url="https://quay.example/3"))
    with store.transaction():
        for article, story in ((first, "s1"), (copy, "s1"), (hidden, "s2")):
            store.stories.place(Placement(article=article, story=story))
        store.articles.save_copy(Copy(article=copy, of=first, kind="exact"))
    shown, withheld = _told("s1", 1_000), _told("s2", 1_000, published=False)
    _stock(store, _change(shown, lead=_change(shown.lead, id=first)), withheld)
    (tally,) = store.summaries.tallies()
    assert tally.provider == ARTICLE.provider
    assert (tally.reports, tally.stories, tally.led, tally.copies) == (2, 1, 1, 1)
    assert tally.latest == 1_000


def test_a_forgotten_article_leaves_hashes_alone(store):
    _, name = _save(store, ARTICLE, sketch=(1, 2))
    _, other = _save(store, _change(ARTICLE, web_url="https://quay.example/other"))
    with store.transaction():
        store.forgotten.article(name)
    store.forgotten.scrub()
    assert store.articles.get(name) is None
    assert store.articles.readings([name, other]).keys() == {other}
    assert store.articles.candidates([1, 2], crowd=9) == {}
    assert [a.id for a, _ in store.articles.search(parse("ferry"), limit=9)] == [other]
    assert store.log.changes(subject=name) == []
    assert store.forgotten.has(name)
    assert store.forgotten.has("https://never.example/", ARTICLE.web_url)
    assert not store.forgotten.has("https://never.example/")
    assert _save_again(store) == ("forgotten", "")
    assert store.articles.count() == 1


def _save_again(store):
    with store.transaction():
        return store.articles.save(ARTICLE, at=9_000, extractor="test")


def test_a_picture_is_wanted_until_it_is_had_or_not_to_be_had(store):
    good, bad = "https://quay.example/good.jpg", "https://quay.example/bad.jpg"
    with store.transaction():
        store.pictures.want(good, "s1")
        store.pictures.want(bad, "s1")
        store.pictures.want(bad, "s2")
    assert store.pictures.wanted(1_000) == [(bad, "s1", 0), (good, "s1", 0)]
    had = Image(url=good, width=640, height=360, is_cached=True, file="0a.webp")
    with store.transaction():
        store.pictures.save(had)
        store.pictures.failed(bad, retry=2_000)
    assert store.pictures.wanted(1_999) == []
    assert store.pictures.wanted(2_000) == [(bad, "s1", 1)]
    with store.transaction():
        store.pictures.failed(bad, retry=None)
        store.pictures.want(bad, "s3")
    assert store.pictures.wanted(9_000) == []
    assert store.pictures.had([good, bad]) == {good: had}
    assert store.pictures.files() == {"0a.webp"}


def test_a_picture_is_forgotten_with_the_last_article_that_has_it(store):
    image = Image(url="https://quay.example/good.jpg")
    _, one = _save(store, _change(ARTICLE, images=(image,)))
    other = _change(ARTICLE, images=(image,), web_url="https://quay.example/other")
    _, two = _save(store, other)
    with store.transaction():
        store.pictures.want(image.url, "s1")
        store.forgotten.article(one)
        store.pictures.forget([image.url])
        assert store.pictures.wanted(1) != []
        store.forgotten.article(two)
        store.pictures.forget([image.url])
    assert store.pictures.wanted(1) == []


def test_a_copy_of_the_database_is_one(store, tmp_path):
    _, name = _save(store, ARTICLE)
    store.copy(tmp_path / "copy.db")
    copied = open_store("copy.db", tmp_path)
    assert copied.articles.get(name) == store.articles.get(name)
    assert copied.check() == ""
    copied.close()


def test_facts_that_changed_go_by_story_and_downwards(store):
    with store.transaction():
        for n in range(6):
            store.log.add("fact.changed", f"s{n % 2}", at=n, what=f"{n}")
            store.log.add("story.judged", f"s{n % 2}", at=n)
    told = store.log.facts(limit=2)
    assert [line.detail["what"] for line in told] == ["5", "4"]
    rest = store.log.facts(below=told[-1].seq)
    assert [line.detail["what"] for line in rest] == ["3", "2", "1", "0"]
    assert [line.at for line in store.log.facts(subjects=["s1"])] == [5, 3, 1]
    assert store.log.facts(subjects=["s7"]) == []
