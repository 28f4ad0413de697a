from __future__ import annotations

import signal

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
