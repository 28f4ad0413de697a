"""The reference says what the code does."""

from __future__ import annotations

import importlib.util

import pytest

from support.data import ROOT

_SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
assert _SPEC is not None
assert _SPEC.loader is not None
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("page", sorted(generate.PAGES))
def test_the_reference_is_what_the_code_says(page):
    written = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    assert written == generate.PAGES[page](), "run: python docs/generate.py"


def test_every_command_of_the_architecture_has_help_with_an_example():
    text = generate.commands()
    for name in ("init", "add", "run", "list", "explain", "fold", "compare"):
        section = text.split(f"## newsfold {name}\n")[1].split("\n## ")[0]
        assert "Example:" in section
