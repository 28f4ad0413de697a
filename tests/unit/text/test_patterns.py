import re

import pytest

from newsfold.read import deal_frames
from newsfold.text.patterns import Patterns, needed


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"\bfunding round\b", {"funding round"}),
        (r"(?:buy|bought)s? up", {"buy up", "buys up", "bought up", "boughts up"}),
        (r"merge(?:[sd]|rs?)?", {"merge"}),
        (r"\d+ (?:jobs|posts)", {" jobs", " posts"}),
        (r"(?:ab)+\d", {"ab"}),
        (r"a|\d", set()),
        (r"\w+", set()),
        (r"x?", set()),
        (r"(?i:deal)", set()),
        (r"(?!no)deal", {"deal"}),
        (r"[abcde]deal", {"deal"}),
        (r"[ab]c", {"ac", "bc"}),
    ],
)
def test_what_a_match_contains(pattern: str, strings: set[str]):
    assert needed(pattern) == strings


def test_only_the_able_are_asked_and_in_their_order():
    patterns = Patterns([(r"gold\b", 1), (r"\d+", 2), (r"silver|tin", 3)])
    assert [of for _, of in patterns.able("tin and gold")] == [1, 2, 3]
    assert [of for _, of in patterns.able("silver")] == [2, 3]
    found = next(iter(patterns.able("gold"))), re.compile(r"gold\b")
    assert found[0][0] == found[1]


WORDS = [
    "Harrow buys Quillet for $2bn",
    "the rival's takeover, merger and IPO",
    "fined by the EU",
    "lays off 3,000 people",
    "a funding round led by Brindle",
    "Übernahme und Börsengang",
    "融资 收购 裁员",
    "settlement of a lawsuit over damages",
    "joint venture with partners",
]


def test_no_pattern_of_business_is_missed():
    for patterns in (deal_frames.cues(), deal_frames.stems()):
        told = [*WORDS, " ".join(WORDS)]
        for text in (text.lower() for text in told):
            able = {(p.pattern, str(of)) for p, of in patterns.able(text)}
            for _, source, of in patterns._told:
                if re.search(source, text):
                    assert (source, str(of)) in able
