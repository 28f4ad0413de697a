"""What tests of the first steps share: one engine, since its workers take long to
start, a web on loopback, and a store to watch it with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsfold.engine.local import LocalEngine
from support.replay import Replay
from support.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def workers() -> Iterator[LocalEngine]:
    with LocalEngine(workers=1) as made:
        yield made


@pytest.fixture
def web() -> Iterator[Replay]:
    with Replay() as served:
        yield served


@pytest.fixture
def watch(tmp_path: Path, workers: LocalEngine) -> Iterator[Watching]:
    with Watching(tmp_path, workers) as made:
        yield made
