from __future__ import annotations

import msgspec

from newsfold.cli.explain_prose import article_told, story_told
from newsfold.cli.session import safe
from newsfold.model import Change, Reading, Repair, Revision, Source
from support.dossiers import HOUR, NOW, disputed_deal, dossier, member


def test_a_story_says_its_heat_in_a_sentence_and_its_terms_in_a_column():
    told = safe(story_told(disputed_deal(), NOW))
    assert "Heat 72 now; it was 83 at 2026-02-18T00:36:00Z, and halves every 12 h:" in (
        told
    )
    assert "   +68.0  outlets: 6 outlets\n" in told
    assert "It is led by a000000000001 of The Harbour Post: the earliest report" in told
    assert "It is usable, by the rules (2026-02-18T03:00:00Z): quality and" in told


def test_each_article_says_what_it_shares_and_what_else_was_near():
    told = safe(story_told(disputed_deal(), NOW))
    assert (
        "It joined with a likeness of .64: it shares ‘orsolo’ (.34), ‘brightwater’ "
        "(.21), ‘robotics’ (.09).\n"
        "  The nearest other story was s0000000000ff, at .08."
    ) in told
    assert "It is a copy of a000000000002 (near: 94% of its words stand there)." in told
    assert "where its news is from: citing The Harbour Post." in told
    assert "It began the story." in told


def test_many_shared_words_are_summed_up():
    shared = tuple((f"word{n}", 0.05) for n in range(9))
    first = member(1, "meridian.example", "One", 3)
    second = member(2, "ledgercoast.example", "Two", 1, joined=shared)
    told = safe(story_told(dossier(9, (first, second)), NOW))
    assert "‘word5’ (.05) and what else they share (.15)." in told


def test_what_is_not_scored_or_decided_says_so():
    bare = msgspec.structs.replace(
        dossier(9, (member(1, "meridian.example", "One", 3),)),
        heat=None,
        decision=None,
    )
    told = safe(story_told(bare, NOW))
    assert "Heat is not scored." in told
    assert "Nothing is decided about it yet" in told
    assert "It stands alone" in told
    assert "It has no topic" in told


def test_an_article_says_where_its_fields_come_from_and_how_it_changed():
    story = disputed_deal()
    whole = story.members[1]
    article = msgspec.structs.replace(
        whole.article,
        evidence={"title": "json-ld", "web_url": "canonical"},
        repairs=(Repair(field="title", kind="mojibake", before="â€“", after="–"),),
    )
    revisions = [
        Revision(
            article=article.id,
            number=number,
            hash=str(number),
            fetched=NOW + number * HOUR,
            extractor="1",
            title=title,
            excerpt="",
            body="",
        )
        for number, title in ((1, "At least 11"), (2, "At least \x1b[2J14"))
    ]
    history = [Change(seq=1, at=NOW, kind="article.new", subject=article.id)]
    told = safe(article_told(article, whole.reading, story, whole, revisions, history))
    assert "  title      json-ld\n  address    canonical\n" in told
    assert "  title (mojibake): “â€“” → “–”" in told
    assert "Its text has changed once:" in told
    assert "2026-02-18T05:00:00Z  revision 2: title" in told
    assert "“At least 11” → “At least  [2J14”" in told
    assert "It stands in s000000000001 “Orsolo Robotics raises" in told
    assert "2026-02-18T03:00:00Z  article.new" in told


def test_an_article_that_is_not_placed_yet():
    one = member(1, "meridian.example", "One", 3)
    told = safe(article_told(one.article, one.reading, None, None, [], []))
    assert "It stands in no story yet" in told
    assert "Nothing had to be mended." in told


def test_an_article_says_what_brought_it():
    story = disputed_deal()
    article = story.members[0].article
    source = Source(url="https://u:p@api.example/v1", kind="api", rule="registry")
    reading = Reading(article=article.id)
    told = safe(article_told(article, reading, None, None, [], [], source))
    assert (
        "It came from an API, https://api.example/v1, by rules/registry.toml." in told
    )
    assert "It came from" not in safe(
        article_told(article, reading, None, None, [], [])
    )
