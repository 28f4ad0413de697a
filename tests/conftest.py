"""What holds for the whole suite."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# In CI the same examples each time, and no deadline on a busy machine; elsewhere new
# examples go on looking.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Whoever started us in the background may have let us ignore Ctrl-C, and our children
# would: tests of it need its usual meaning.
signal.signal(signal.SIGINT, signal.default_int_handler)

for name in [name for name in os.environ if name.startswith("NEWSFOLD_")]:
    if name not in {"NEWSFOLD_DATA", "NEWSFOLD_REQUIRE_DATA"}:
        # A developer's own settings must not decide whether a test passes.
        del os.environ[name]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where CI demands everything, a skipped test has failed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("NEWSFOLD_REQUIRE_DATA"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be"
