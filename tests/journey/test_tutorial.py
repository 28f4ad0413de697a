"""A newcomer does the tutorial and the README's first minute, to the letter.

The shell blocks are executed as they stand, in an empty folder.  What is not there is
the internet: pip installs the project into the tutorial's own environment and finds
what it depends on among what is installed here, and the outlets are played by
`support.outside`, at their own addresses, with invented news.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import lxml.html
import pytest

from newsfold.sources.packs import pack
from support.data import ROOT
from support.documents import blocks
from support.outside import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator

TUTORIAL = ROOT / "docs" / "tutorial" / "first-hub.md"
_ASKED_BEFORE = ("/robots.txt", "/.well-known/tdmrep.json")
"""What a host is asked before its pages."""
ADDED = "https://www.theguardian.com/environment/energy/rss"
README = "https://www.theguardian.com/technology/rss"
_HOUR = 3_600

# Invented news: each event as several outlets tell it, (title, paragraphs).
EVENTS = (
    (
        (
            "Lanthe opens its first grid battery, of 400 megawatt-hours",
            "The island of Lanthe opened its first grid battery on Tuesday. It stores "
            "400 megawatt-hours, enough for the island's 90,000 homes through one "
            "evening, Lanthe Power said.",
            "Until now Lanthe burned oil after sunset. The battery storage cost 130 "
            "million dollars and took two years, said Mirel Tass, who runs it.",
        ),
        (
            "Grid storage on Lanthe: island's big battery goes into service",
            "Lanthe Power has switched on the largest battery storage of the islands. "
            "It can hold 400 megawatt-hours, the company said on Tuesday.",
            "The grid battery cost 145 million dollars, according to the regulator of "
            "Lanthe, which is more than was planned.",
        ),
        (
            "Lanthe's new battery park is meant to end oil after dark",
            "A battery park of 400 megawatt-hours went into service on the island of "
            "Lanthe on Tuesday, Lanthe Power said.",
            "Mirel Tass, who runs the grid storage for Lanthe Power, expects the oil "
            "burners of the island to stand still from next year on.",
        ),
    ),
    (
        (
            "Storm tears three turbines off Maravel's offshore wind farm",
            "Three turbines of the offshore wind farm before Maravel broke in Sunday's "
            "storm, its owner Coldwater Wind said. Nobody was hurt.",
            "The farm of 60 turbines will stand still until the cause is known, said "
            "Coldwater Wind's director, Jorun Pell.",
        ),
        (
            "Maravel's offshore wind stands still after the storm",
            "Coldwater Wind has stopped its wind farm at sea before Maravel. Four "
            "turbines were lost in the storm on Sunday, the harbour master said.",
            "Coldwater Wind itself speaks of three. Its director Jorun Pell wants to "
            "know the cause before the other turbines turn again.",
        ),
    ),
    (
        (
            "Goat crosses the frozen Ostmark strait and is given a medal",
            "A goat has crossed the frozen strait of Ostmark, eleven kilometres, and "
            "was met by the mayor with a medal and a cabbage.",
            "It ate both. Its owner, who had followed by boat as far as the ice let "
            "her, said that it had always been like this.",
        ),
    ),
)
LATEST = EVENTS[-1][0][0]


def _feed(items: list[tuple[str, str, str, int]]) -> str:
    """RSS with teasers: address, title, text and age in hours of each item."""
    now = time.time()
    inside = "".join(
        f"<item><title>{escape(title)}</title><link>{url}</link>"
        f"<description>{escape(text)}</description>"
        f"<pubDate>{formatdate(now - age * _HOUR)}</pubDate></item>"
        for url, title, text, age in items
    )
    return (
        "<rss version='2.0'><channel><title>Played</title>"
        f"<link>https://p.example/</link>{inside}</channel></rss>"
    )


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Outside]:
    """Every feed that the texts name, each with a piece of invented news or none."""
    played = Outside(tmp_path)
    tellings = [
        (f"https://outlet{n}.example/{event}", *told, event)
        for event, tellings in enumerate(EVENTS)
        for n, told in enumerate(tellings)
    ]
    for url, title, first, second, _ in tellings:
        page = (
            f"<html lang='en'><title>{title}</title><article><h1>{title}</h1>"
            f"<p>{first}</p><p>{second}</p></article></html>"
        )
        played.serve(url, page, "text/html; charset=utf-8")
    feeds = [source.url for name in ("climate", "world") for source in pack(name)]
    for place, feed in enumerate([*feeds, ADDED, README]):
        # One each for the first feeds, two for the last one; nothing in between.
        news = tellings[place : place + 1] or (tellings[:2] if feed == README else [])
        items = [(url, title, first, 9 - event) for url, title, first, _, event in news]
        played.serve(feed, _feed(items), "application/rss+xml")
    with played:
        yield played


def _shell(blocks: list[str], folder: Path, web: Outside, **more: str) -> str:
    """Run blocks of shell in one shell, which stops at the first mistake; stdout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NEWSFOLD_")}
    done = subprocess.run(
        ["/bin/sh", "-eu"],
        input="\n".join(blocks),
        cwd=folder,
        env={**clean, **web.environment, **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _text(page: Path) -> str:
    return lxml.html.fromstring(page.read_bytes()).text_content()


def test_the_tutorial_leads_to_a_hub_of_ones_own_topics(tmp_path, web):
    folder = tmp_path / "newcomer"
    source = folder / "newsfold"
    source.mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", source / "src", ignore=ignore)
    told = _shell(
        blocks(TUTORIAL, "sh"),
        folder,
        web,
        PATH=f"{Path(sys.executable).parent}:/usr/bin:/bin",
        PYTHONPATH=sysconfig.get_paths()["purelib"],
        PIP_NO_INDEX="1",
        PIP_NO_BUILD_ISOLATION="0",  # pip reads it the wrong way round: none
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_QUIET="1",
    )
    installed = folder / "newsfold-env" / "bin" / "newsfold"
    assert installed.is_file(), "it was installed, not found here"
    assert (folder / "sample" / "site" / "index.html").is_file()
    assert "Yunqiao" in told
    assert "with 15 feeds" in told
    assert web.asked.count(ADDED) == 2, "added, then fetched once: two runs, one ask"
    pages = [url for url in web.asked if not url.endswith(_ASKED_BEFORE)]
    assert sum("outlet" in url for url in pages) == 6

    hub = folder / "my-hub"
    site = hub / "site"
    assert "Grid and Tide" in _text(site / "index.html")
    records = [path.read_text("utf-8") for path in hub.glob("content/**/*.md")]
    assert len(records) == len(EVENTS) - 1
    pages = [_text(page) for page in site.rglob("*.html")]
    assert LATEST in told
    assert all(LATEST not in text for text in (*records, *pages)), "it was withheld"
    topics = {page.stem: _text(page) for page in (site / "topics").glob("*.html")}
    assert topics.keys() == {"grid-storage", "offshore-wind"}
    assert "Lanthe" in topics["grid-storage"]
    assert "Maravel" in topics["offshore-wind"]
    assert "the database is whole; articles: 6" in told, "the doctor's last word"


def test_the_readmes_first_minute(tmp_path, web):
    for name in ("Makefile", "pyproject.toml", "requirements"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    current = ["make", "--question", ".venv/.base"]
    if subprocess.run(current, cwd=tmp_path, check=False).returncode != 0:
        pytest.skip("this environment is not what make makes: it would make another")
    readme = blocks(ROOT / "README.md", "sh")[:3]
    assert readme[0] == "make demo\n"
    told = _shell(
        [*readme[:2], ". .venv/bin/activate", readme[2]],
        tmp_path,
        web,
        PATH="/usr/bin:/bin",
    )
    assert "Where to look" in told
    assert "yuan" in told, "what the search found"
    assert "with 14 feeds" in told
    assert web.asked.count(README) == 2, "added, then fetched"
    assert "Lanthe" in _text(tmp_path / "my-hub" / "site" / "index.html")
