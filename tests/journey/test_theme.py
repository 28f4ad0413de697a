"""A hub's own `theme.css`, as docs/how-to/own-theme.md has it."""

from __future__ import annotations

import re
import urllib.request

import lxml.html
import pytest

from newsfold.errors import ConfigError
from newsfold.hub import Hub
from support.data import ROOT
from support.serving import serving

_PAGE = (ROOT / "docs/how-to/own-theme.md").read_text("utf-8")
THEME = "".join(re.findall(r"```css\n(.*?)```", _PAGE, re.DOTALL))


@pytest.fixture
def hub(tmp_path):
    return Hub.create(tmp_path / "hub")


def _style(folder):
    """The stylesheet that the front page asks for."""
    with Hub.open(folder, environ={}) as hub:
        hub.build()
    page = lxml.html.parse(folder / "site" / "index.html")
    (href,) = page.xpath("//link[@rel='stylesheet']/@href")
    return (folder / "site" / href).read_text("utf-8")


def test_a_theme_stands_after_the_sites_own_style_and_can_go_again(hub):
    ours = _style(hub)
    (hub / "theme.css").write_text(THEME, "utf-8")
    themed = _style(hub)
    assert themed.startswith(ours)
    assert themed.endswith(THEME)
    with serving(hub) as port:
        url = f"http://127.0.0.1:{port}/assets/newsfold.css"
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.read().decode() == themed
    (hub / "theme.css").unlink()
    assert _style(hub) == ours


def test_a_theme_that_is_no_text_is_named(hub):
    (hub / "theme.css").write_bytes(b":root { --ink: \xff }")
    with Hub.open(hub, environ={}) as opened, pytest.raises(ConfigError, match="theme"):
        opened.build()


def test_the_variables_that_the_page_names_are_there(hub):
    ours = _style(hub)
    named = set(re.findall(r"--[a-z]+", _PAGE)) - {"--hub"}
    assert len(named) > 12
    assert [name for name in named if f"{name}:" not in ours] == []
    assert [v for v in ("agree", "near", "open") if f"--{v}-bg:" not in ours] == []
