"""Nothing but `newsfold.fetch` opens a connection outward."""

from __future__ import annotations

import ast
from pathlib import Path

import newsfold

ROOT = Path(newsfold.__file__).parent
DIALLERS = {
    "aiohttp",
    "asyncssh",
    "ftplib",
    "http.client",
    "httpcore",
    "httpx",
    "imaplib",
    "nntplib",
    "poplib",
    "pycurl",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc.client",
}
CALLS = {
    "connect",
    "connect_ex",
    "create_connection",
    "open_connection",
    "open_unix_connection",
    "sock_connect",
}
EXCEPTIONS = {
    ("cli/serve.py", "socket"),  # it listens; to dial it would call `connect`
    ("engine/local.py", "socket.socketpair"),  # two ends within one machine
}


def _dials(path: Path) -> list[tuple[str, str]]:
    name = path.relative_to(ROOT).as_posix()
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            wanted = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Attribute) and node.attr in CALLS:
            found.append((name, node.attr))
            continue
        else:
            continue
        found += [
            (name, text)
            for text in wanted
            if any(
                text == dialler or text.startswith(f"{dialler}.")
                for dialler in DIALLERS
            )
        ]
    return found


def test_one_module_dials() -> None:
    files = [path for path in ROOT.rglob("*.py") if "fetch" not in path.parts]
    assert len(files) > 20
    found = {dial for path in files for dial in _dials(path)}
    assert found - EXCEPTIONS == set()


def test_the_check_can_fail() -> None:
    client = ROOT / "fetch" / "client.py"
    assert ("fetch/client.py", "aiohttp") in _dials(client)
