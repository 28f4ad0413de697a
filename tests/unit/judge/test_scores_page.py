"""`docs/explanation/scores.md` tells the formulas as the code has them."""

from __future__ import annotations

import re
from pathlib import Path

from newsfold.judge import heat, quality, topics

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "explanation" / "scores.md").read_text("utf-8")


def terms_of(module: object) -> set[str]:
    source = Path(str(getattr(module, "__file__", ""))).read_text("utf-8")
    return set(re.findall(r'Term\(\s*name="(\w+)"', source))


def test_every_term_is_told_and_no_other():
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert told == terms_of(quality) | terms_of(heat)


def test_the_level_of_heat_is_the_formula_of_its_module():
    formula = next(line for line in PAGE.splitlines() if "level = 5" in line)
    numbers = re.findall(r"\d+", formula)
    assert numbers == re.findall(
        r"\d+",
        next(line for line in (heat.__doc__ or "").splitlines() if "level = " in line),
    )
    assert f"{heat._OUTLETS:.0f}·log2(outlets)" in formula
    assert f"{heat._ORIGINS:.0f}·log2(origins)" in formula
    assert f"{heat._AGENCY:.0f}·agencies" in formula


def test_bounds_of_topics_are_told():
    assert f"from {topics._ENOUGH:.0f} points on" in PAGE
    assert f"come to {topics._HEAVY}" in PAGE


def test_the_rule_of_the_how_to_works():
    page = (ROOT / "docs" / "how-to" / "own-topics.md").read_text("utf-8")
    (rule,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert topics.load(rule).names == ("Tidal",)
