"""Signals × uses → allow, private, deny."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from newsfold.edit.rights import DEFAULT, TABLE, decide

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "rights.md"
USES = ("fetch", "analyse", "model", "republish", "image")
BY = "https://creativecommons.org/licenses/by/4.0/"
NC = "https://creativecommons.org/licenses/by-nc-nd/4.0/"


@pytest.mark.parametrize(
    ("signals", "grants"),
    [
        ({}, "allow allow private private allow"),
        ({"robots.txt": "disallow"}, "deny deny private private allow"),
        ({"tdm-reservation": "1"}, "allow deny deny private allow"),
        ({"tdm-reservation": "0"}, "allow allow private private allow"),
        ({"tdmrep.json": "1"}, "allow deny deny private allow"),
        ({"tdmrep.json": "0"}, "allow allow private private allow"),
        # The page's own word goes before its host's.
        (
            {"tdm-reservation": "0", "tdmrep.json": "1"},
            "allow allow private private allow",
        ),
        ({"tdm-reservation": "1", "tdmrep.json": "0"}, "allow deny deny private allow"),
        ({"robots": "noai"}, "allow allow deny private allow"),
        ({"robots": "noai, noimageai"}, "allow allow deny private allow"),
        ({"robots": "noindex"}, "allow allow private deny private"),
        ({"robots": "none"}, "allow allow private deny private"),
        ({"robots": "nosnippet"}, "allow allow private deny allow"),
        ({"robots": "max-snippet:0"}, "allow allow private deny allow"),
        ({"robots": "max-snippet:90"}, "allow allow private private allow"),
        ({"robots": "max-snippet:-1"}, "allow allow private private allow"),
        ({"robots": "noarchive"}, "allow allow private private private"),
        ({"robots": "noimageindex"}, "allow allow private private private"),
        ({"robots": "max-image-preview:none"}, "allow allow private private deny"),
        ({"robots": "max-image-preview:large"}, "allow allow private private allow"),
        ({"robots": "index, follow, all"}, "allow allow private private allow"),
        ({"paywall": "yes"}, "allow allow deny private allow"),
        ({"licence": BY}, "allow allow allow allow allow"),
        ({"licence": NC}, "allow allow private private allow"),
        ({"licence": "https://quay.example/by/"}, "allow allow private private allow"),
        ({"licence": BY, "robots": "noai"}, "allow allow deny allow allow"),
        ({"licence": BY, "tdm-reservation": "1"}, "allow deny deny allow allow"),
        (
            {"robots.txt": "disallow", "robots": "noai, noindex, noarchive"},
            "deny deny deny deny private",
        ),
    ],
)
def test_what_follows_of_signals(signals, grants):
    rights = decide(signals)
    assert " ".join(getattr(rights, use) for use in USES) == grants


def test_each_use_that_was_decided_says_by_which_signal():
    rights = decide({"tdm-reservation": "1", "robots": "noarchive, max-snippet:90"})
    assert rights.why == {
        "analyse": "tdm-reservation",
        "model": "tdm-reservation",
        "image": "noarchive",
        "snippet": "max-snippet:90",
    }
    assert rights.snippet == 90
    assert decide({"licence": BY}).why == {"model": "licence", "republish": "licence"}


def test_an_operator_may_read_what_is_reserved_and_still_hands_it_to_no_model():
    rights = decide({"tdm-reservation": "1"}, reserved="allow")
    assert (rights.analyse, rights.model) == ("allow", "deny")


@pytest.mark.parametrize(
    ("signals", "kept"),
    [
        ({}, True),
        ({"paywall": "yes"}, True),
        ({"robots": "noai"}, True),
        ({"robots": "noarchive"}, False),
        ({"robots": "none"}, False),
        ({"tdm-reservation": "1"}, False),
        ({"robots.txt": "disallow"}, False),
    ],
)
def test_which_pages_may_be_kept(signals, kept):
    assert decide(signals).archive is kept


def test_more_signals_never_give_more():
    order = ["deny", "private", "allow"]
    words = [name for name in TABLE if name.startswith(("no", "max"))]
    for one, two in itertools.product(words, repeat=2):
        both, alone = decide({"robots": f"{one}, {two}"}), decide({"robots": one})
        for use in USES:
            assert order.index(getattr(both, use)) <= order.index(getattr(alone, use))


def test_the_documented_table_is_this_one():
    rows = re.findall(r"^\| `([^`]+)` \|(.+)\|$", DOCS.read_text("utf-8"), re.MULTILINE)
    told = {
        name: {
            use: cell.strip()
            for use, cell in zip(USES, cells.split("|"), strict=True)
            if cell.strip()
        }
        for name, cells in rows
    }
    assert told.pop("default") == DEFAULT
    assert told.pop("licence") == {"model": "allow", "republish": "allow"}
    assert told == TABLE
