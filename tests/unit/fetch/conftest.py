from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def web() -> Iterator[Replay]:
    """A web on two loopback addresses, which are two hosts to a client."""
    with Replay(hosts=("127.0.0.1", "127.0.0.2")) as replay:
        yield replay
