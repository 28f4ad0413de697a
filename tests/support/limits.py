"""A process with less than it could have: no way round permissions, no room on disk.

As `preexec_fn` of a subprocess.  Root passes every permission check by two
capabilities; without them it is a user like others, for whom `chmod` counts.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_LIBC = ctypes.CDLL(None, use_errno=True)


def mind_permissions() -> None:
    """From the next `exec` on, permissions hold for root too."""
    if os.geteuid() == 0:
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


class NoRoom:
    """Files end at so many bytes, as they do where the disk is full."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._size, self._size))
