"""What lists show of a story."""

from __future__ import annotations

from newsfold.publish.summary import summary
from support.dossiers import disputed_deal, edition, plain_conflict


def test_it_says_what_the_dossier_does_without_the_texts():
    whole = disputed_deal()
    told = summary(whole)
    assert (told.story, told.outlets, told.published) == (
        whole.story,
        whole.outlets,
        True,
    )
    assert (told.verdict, told.parties, told.independent) == ("converted", "subset", 4)
    assert told.topics == ("Robotics", "Business")
    assert told.heat is not None
    assert whole.heat is not None
    assert told.heat.value(0) == whole.heat.value(0)
    assert told.heat.terms == ()
    assert (told.lead.body, told.lead.evidence) == ("", {})


def test_other_headlines_are_no_copies_and_no_outlet_stands_twice():
    voices = summary(disputed_deal()).voices
    assert [voice.outlet for voice in voices] == [
        "Continental Wire",
        "Norddeutscher Bote",
        "Ledger & Coast",
    ]
    assert voices[1].language == "de"


def test_a_dispute_is_put_into_words():
    assert summary(disputed_deal()).dispute == "Robots: 14,000 or about 11,000"
    assert summary(plain_conflict()).dispute == "Jobs cut: 900 or 1,200"
    assert summary(plain_conflict()).disputed
    lone = summary(edition()[-1])
    assert (lone.verdict, lone.dispute, lone.disputed) == ("single-source", "", False)
