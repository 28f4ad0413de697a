"""Units and configurations of the how-to pages, given to the programs they are for."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from newsfold.hub import Hub
from support.data import ROOT
from support.documents import blocks, called
from support.serving import listens, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

HOW_TO = ROOT / "docs" / "how-to"
_NAMED = re.compile(r"# (/\S+)\n")


def _files(page: str, language: str) -> dict[str, str]:
    """The files that a page shows, by the path in their first line."""
    found = {}
    for block in blocks(HOW_TO / page, language):
        named = _NAMED.match(block)
        assert named, f"{page}: a file without its path"
        found[named[1]] = block
    return found


UNITS = _files("systemd.md", "ini")
SITES = _files("nginx.md", "nginx")
_UNIT_FOLDER = "/etc/systemd/system/"


def _tool(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


# systemd


def test_the_units_are_what_systemd_takes(tmp_path):
    analyze = _tool("systemd-analyze")
    for path, text in UNITS.items():
        file = tmp_path / path.removeprefix(_UNIT_FOLDER)
        file.parent.mkdir(exist_ok=True)
        # They call what is installed there; here that is this newsfold, and true.
        here = text.replace("/opt/newsfold/bin", str(Path(sys.executable).parent))
        file.write_text(here.replace("/usr/bin/rsync", "/bin/true"))
    names = [file.name for file in tmp_path.iterdir() if file.is_file()]
    assert len(names) == 4
    done = subprocess.run(
        [analyze, "verify", "--man=no", *(tmp_path / name for name in names)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    said = [line for line in done.stderr.splitlines() if "newsfold-" in line]
    assert said == []
    assert done.returncode == 0, done.stderr


def _unit(path: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keep case
    parser.read_string(UNITS[path])
    return parser


@pytest.mark.parametrize("path", [p for p in UNITS if p.endswith(".service")])
def test_a_unit_starts_a_command_that_exists_and_not_as_root(path):
    service = _unit(path)["Service"]
    program, *arguments = service["ExecStart"].split()
    assert program == "/opt/newsfold/bin/newsfold"
    assert called(arguments) in {"run", "serve"}
    assert service["User"] == "newsfold"
    assert arguments[1] == f"/var/lib/{service['StateDirectory']}"
    assert service["StateDirectoryMode"] == "0700"
    assert service["KillSignal"] == "SIGINT"


def test_the_hardening_holds_for_every_unit():
    (drop_in,) = [p for p in UNITS if p.endswith(".conf")]
    prefix = Path(drop_in).parent.name.removesuffix(".service.d")
    services = [p for p in UNITS if p.endswith(".service")]
    assert all(Path(path).name.startswith(prefix) for path in services)
    hardening = _unit(drop_in)["Service"]
    assert hardening["NoNewPrivileges"] == "yes"
    assert hardening["ProtectSystem"] == "strict"
    assert hardening["CapabilityBoundingSet"] == ""


# nginx


@pytest.fixture
def ask(tmp_path) -> Iterator:
    """Start nginx with one of the page's files; what it answers."""
    program = _tool("nginx")
    running: list[subprocess.Popen[bytes]] = []

    def start(path: str, **places: str):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        text = SITES[path].replace("listen 80;", f"listen 127.0.0.1:{port};")
        text = text.replace("    listen [::]:80;\n", "")
        for stands, here in places.items():
            assert stands in text
            text = text.replace(stands, here)
        user = "user root;" if os.getuid() == 0 else ""
        kept = " ".join(
            f"{name}_temp_path {tmp_path}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole = (
            f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
            "events {} http { include /etc/nginx/mime.types; access_log off;"
            f"{kept}\n{text}\n}}\n"
        )
        file = tmp_path / "nginx.conf"
        file.write_text(whole)
        tried = subprocess.run(
            [program, "-t", "-c", file], capture_output=True, text=True, check=False
        )
        assert tried.returncode == 0, tried.stderr
        assert "warn" not in tried.stderr
        running.append(subprocess.Popen([program, "-c", str(file)]))
        listens(port)
        return lambda path: _asked(f"http://127.0.0.1:{port}{path}")

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)


def _asked(url: str):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # our own
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_nginx_serves_the_static_site(ask, tmp_path):
    folder = Hub.create(tmp_path / "hub")
    with Hub.open(folder, environ={}) as hub:
        hub.build()
    site = folder / "site"
    get = ask("/etc/nginx/conf.d/news.conf", **{"/srv/news": str(site)})
    status, headers, body = get("/")
    assert (status, body) == (200, (site / "index.html").read_bytes())
    assert headers["Content-Type"].startswith("text/html")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get("/assets/newsfold.css")[1]["Content-Type"].startswith("text/css")
    assert get("/feed.json")[1]["Content-Type"] == "application/json"
    assert get("/nowhere")[::2] == (404, (site / "404.html").read_bytes())


def test_nginx_stands_before_newsfold_serve(ask, tmp_path):
    with serving(Hub.create(tmp_path / "hub")) as port:
        here = f"127.0.0.1:{port}"
        get = ask("/etc/nginx/conf.d/news-live.conf", **{"127.0.0.1:8080": here})
        assert get("/healthz")[::2] == (200, b"ok\n")
        status, headers, body = get("/")
        assert status == 200
        assert headers["Content-Type"].startswith("text/html")
        assert b"</html>" in body
        assert get("/nowhere")[0] == 404


# Docker


def test_what_the_page_adds_to_compose_names_its_services():
    (more,) = blocks(HOW_TO / "docker.md", "yaml")
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    assert set(yaml.safe_load(more)["services"]) <= set(compose["services"])
