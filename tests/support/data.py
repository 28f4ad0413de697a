"""Recorded public material for the data tests; never part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Where it is: `$NEWSFOLD_DATA`, else `shared/data` beside the project."""
    return Path(os.environ.get("NEWSFOLD_DATA", ROOT.parent / "shared" / "data"))


def data_path(name: str) -> Path:
    """The file or folder `name`; without it the test skips, or fails in CI."""
    path = data_folder() / name
    if not path.exists():
        reason = f"recorded data {name!r} is not at {data_folder()}"
        if os.environ.get("NEWSFOLD_REQUIRE_DATA"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
