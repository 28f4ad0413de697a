from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from support.data import ROOT

SRC = ROOT / "src" / "newsfold"
_EGRESS = {"aiohttp", "httpx", "requests", "urllib.request", "http.client", "ftplib"}
_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}


def test_imports_go_rightward_only():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_fetch_connects_outward():
    offenders = [
        f"{path.relative_to(SRC)}: {name}"
        for path in SRC.rglob("*.py")
        if path.parent.name != "fetch"
        for name in _imports(path)
        if name in _EGRESS or name.partition(".")[0] in _EGRESS
    ]
    assert offenders == []


def test_no_drawer_without_a_subject():
    assert [p for p in SRC.rglob("*") if p.stem in _DRAWERS] == []


def test_a_module_is_one_subject():
    long = {
        str(path.relative_to(SRC)): lines
        for path in SRC.rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 420
    }
    assert long == {}


def _imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append(node.module or "")
    return found
