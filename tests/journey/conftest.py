"""Hubs that several journeys look at, made once; none of them changes one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from support.command import answer, newsfold
from support.data import data_path
from support.replay import Replay
from support.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample hub."""
    hub = tmp_path_factory.mktemp("demo") / "hub"
    newsfold("demo", hub)
    return hub


@pytest.fixture(scope="session")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The recorded wire, taken in and published."""
    manifest = data_path("wire/manifest.json")
    folder = tmp_path_factory.mktemp("wire")
    with Replay() as web:
        web.load(manifest)
        (folder / "sources.opml").write_text(web.opml(), "utf-8")
        hub = folder / "hub"
        newsfold("init", hub)
        newsfold("--hub", hub, "import", folder / "sources.opml", **Wire.how)
        began = time.perf_counter()
        report = answer("--hub", hub, "run", "--once", **Wire.how)
        yield Wire(web, hub, report, time.perf_counter() - began)
