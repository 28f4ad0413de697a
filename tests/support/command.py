"""The command line as a user has it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from support.forks import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOOPBACK = {
    "NEWSFOLD_FETCH_ALLOW_PRIVATE_NETWORKS": "true",
    "NEWSFOLD_FETCH_HOST_DELAY": "0",
    "NEWSFOLD_ENGINE_WORKERS": "1",  # tests run beside each other already
}
NO_PAGES = {"NEWSFOLD_FETCH_PAGES": "never", "NEWSFOLD_FETCH_IMAGES": "never"}


def newsfold(
    *arguments: object,
    code: int = 0,
    stdin: str | bytes | None = None,
    timeout: float = 300,
    cwd: Path | None = None,
    under: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run `newsfold` and hold it to its exit code; `under`: see `support.limits`."""
    words = list(map(str, arguments))
    given = stdin if isinstance(stdin, bytes) else (stdin or "").encode()
    environment = {**os.environ, **environment}
    if under is not None:
        done = subprocess.run(
            [sys.executable, "-m", "newsfold", *words],
            input=given.decode(),
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            cwd=cwd,
            env=environment,
            check=False,
            preexec_fn=under,
        )
    else:
        done = run(words, given, environment, cwd=cwd, timeout=timeout)
    assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stderr}"
    return done


def answer(*arguments: object, **how: Any) -> Any:
    """What the command answers with `--json`."""
    return json.loads(newsfold(*arguments, "--json", **how).stdout)
