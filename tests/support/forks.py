"""Processes that begin at once: forked from one that has the modules at hand.

Each is a process of its own, with its own arguments, environment and files; what it
need not do is import, which takes longer than most of what tests ask for.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["FORKS", "run"]

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["__main__", "newsfold.cli", "newsfold.pipeline", "newsfold.serve", __name__]
)


def run(
    arguments: list[str],
    stdin: bytes,
    environment: dict[str, str],
    *,
    cwd: Path | None,
    timeout: float,
) -> subprocess.CompletedProcess[str]:
    """`python -m newsfold` with these arguments, in this environment."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "0").write_bytes(stdin)
        process = FORKS.Process(
            target=_command, args=(arguments, folder, environment, cwd)
        )
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout)
        code = process.exitcode
        process.close()
        said = ((Path(folder) / name).read_text("utf-8") for name in "12")
        return subprocess.CompletedProcess(arguments, code, *said)


def _command(
    arguments: list[str],
    folder: str,
    environment: dict[str, str],
    cwd: Path | None,
) -> None:
    for number, flags in enumerate((os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)):
        handle = os.open(f"{folder}/{number}", flags)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # for good
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    if cwd is not None:
        os.chdir(cwd)
    sys.argv = ["newsfold", *arguments]
    runpy.run_module("newsfold", run_name="__main__", alter_sys=False)
