from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from newsfold.cli.stopping import Stopping


@pytest.fixture(autouse=True)
def handlers():
    """What the test's own process does about signals is put back."""
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_the_exit_code_tells_the_signal(sent, code):
    stopping = Stopping()
    stopping.listen()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(sent)
    assert stopping.exit_code == code


def test_a_signal_that_is_ignored_for_us_stays_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stopping = Stopping()
    stopping.listen()
    signal.raise_signal(signal.SIGINT)
    stopping.leave()  # nothing asked for it: we go on


def test_without_a_signal_it_is_an_interrupt():
    assert Stopping().exit_code == 130


@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("when", ["", "import atexit; atexit.register(again);"])
def test_a_signal_after_the_work_ends_it_as_done(sent, when):
    """Also where it comes when the interpreter has begun to go."""
    script = f"""
import signal
from newsfold.cli.stopping import Stopping
stopping = Stopping()
stopping.listen()
again = lambda: signal.raise_signal(signal.{sent})
stopping.done(7)
{when or "again()"}
raise SystemExit(7)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (7, b"")
