"""What a site of files searches."""

from __future__ import annotations

import json

import msgspec

from newsfold.publish.card import card
from newsfold.publish.search_index import BUDGET, search_index
from newsfold.publish.summary import summary
from support.dossiers import NOW, disputed_deal, dossier, member, plain


def _lines(*stories):
    told = [summary(story) for story in stories]
    text = search_index((card(one, NOW), one) for one in told)
    head, tail = "globalThis.newsfoldIndex = ", ";\n"
    assert text.startswith(head)
    assert text.endswith(tail)
    return json.loads(text[len(head) : -len(tail)])


def test_a_line_says_what_search_needs():
    (line,) = _lines(disputed_deal())
    assert line[0].startswith("2026/02/orsolo-robotics-raises")
    assert line[3:6] == ["The Harbour Post", 5, "2026-02-17T18:00:00Z"]
    assert line[6] == "Robotics|Business"
    assert line[7].split()[:2] == ["harbourpost.example", "contwire.example"]
    assert line[8:] == [
        *("en", "converted", "conflict", "≠", "Robots: 14,000 or about 11,000"),
    ]


def test_it_stays_light_and_keeps_the_first():
    many = [
        plain(n, f"{n} " + "東" * 200, "meridian.example", 1, ()) for n in range(999)
    ]
    lines = _lines(*many)
    assert 20 < len(lines) < 999
    assert lines[0][1].startswith("0 ")
    text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) <= BUDGET + 100


def test_half_a_character_does_not_break_it():
    lead = member(1, "meridian.example", "A", 1)
    broken = msgspec.structs.replace(lead.article, title="half \ud800 of one")
    story = dossier(1, (msgspec.structs.replace(lead, article=broken),))
    assert _lines(story)[0][1] == "half ? of one"


def test_an_empty_site_has_an_empty_list():
    assert _lines() == []
