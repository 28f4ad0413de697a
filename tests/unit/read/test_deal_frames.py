import re
import tomllib
from importlib import resources

import pytest


@pytest.mark.parametrize("section", ["cues", "stems", "words"])
def test_patterns_that_are_made_small_have_no_class_in_capitals(section: str):
    """`\\S` in small letters is `\\s`, its opposite."""
    source = resources.files("newsfold.read").joinpath("deals.toml")
    told = tomllib.loads(source.read_text("utf-8"))[section]
    assert told
    assert not re.search(r"\\\\[BDSW]", str(told))
