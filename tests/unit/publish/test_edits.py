"""What an outlet edited, as a diff that keeps the full text private."""

from __future__ import annotations

import time

from newsfold.model import Edit
from newsfold.publish.edits import edited, spans
from newsfold.publish.wording import Span
from support.dossiers import member, state


def _edited(before, after, times: int = 1):
    one = member(
        1, "meridian.example", "A", 5, edits=(Edit(before=before, after=after),) * times
    )
    shown, more = edited((member(2, "contwire.example", "B", 6), one))
    assert more == 0
    return shown


def test_headline_and_summary_are_compared_word_by_word():
    (article,) = _edited(
        state(1, "Bridge reopens on Friday", excerpt="It is safe.", hours=4),
        state(1, "Bridge stays closed on Friday", excerpt="It is safe.", hours=3),
    )
    (change,) = article.changes
    assert (article.outlet, article.anchor) == (
        "Daily Meridian",
        "edited-a000000000001",
    )
    assert change.when.clock == "00:00"
    (headline,) = change.passages
    assert headline.label == "Headline"
    assert headline.spans == (
        Span("same", "Bridge "),
        Span("del", "reopens"),
        Span("ins", "stays closed"),
        Span("same", " on Friday"),
    )


def test_both_texts_can_be_read_from_a_diff():
    pairs = [
        ("12 people died on Monday.", "At least 19 people died by Monday night."),
        ("渡轮周一启航。", "渡轮周二启航。"),
        ("", "all new"),
        ("a b c d", "d c b a"),
        ("x " * 300, "y " * 300),
    ]
    for old, new in pairs:
        found = spans(old, new)
        assert "".join(s.text for s in found if s.kind != "ins") == old
        assert "".join(s.text for s in found if s.kind != "del") == new


def test_only_changed_sentences_are_shown_and_few_of_them():
    filler = "This sentence stands in both states of the text and stays private. "
    before = filler + " ".join(f"Number {n} was at the yard gate." for n in range(9))
    after = filler + " ".join(f"Number {n} left the yard gate." for n in range(9))
    (article,) = _edited(state(1, "A", body=before), state(1, "A", body=after))
    (change,) = article.changes
    assert [passage.label for passage in change.passages] == ["Text"] * 3
    assert change.more == 6
    assert "private" not in str(article)
    assert Span("del", "was at") in change.passages[0].spans


def test_a_long_sentence_is_shown_around_its_change():
    long = "word " * 200
    (article,) = _edited(
        state(1, "A", body=f"{long}one {long}"), state(1, "A", body=f"{long}two {long}")
    )
    (passage,) = article.changes[0].passages
    assert sum(len(span.text) for span in passage.spans) < 700


def test_what_only_moved_or_was_spaced_otherwise_is_no_edit():
    before = state(1, "A  title", body="One came. Two went.")
    assert _edited(before, state(1, "A title", body="Two went.\n\nOne came.")) == ()


def test_the_latest_edits_are_shown():
    (article,) = _edited(state(1, "A"), state(1, "B"), times=9)
    assert len(article.changes) == 4
    assert article.earlier == 5


def test_what_the_page_cannot_carry_is_counted():
    edit = Edit(before=state(1, "word " * 40), after=state(1, "other " * 40))
    many = tuple(
        member(n, "meridian.example", "A", n, edits=(edit,)) for n in range(30)
    )
    shown, more = edited(many)
    assert 0 < len(shown) < 30
    assert len(shown) + more == 30


def test_hostile_texts_take_no_long_time():
    began = time.process_time()
    bodies = ("a. " * 30_000, "b c " * 30_000, ". ".join(map(str, range(30_000))))
    for before in bodies:
        for after in bodies:
            _edited(state(1, before, body=before), state(1, after, body=after))
    assert time.process_time() - began < 10
