"""Dockerfile and compose.yaml, held to what they name without a Docker engine.

Their steps are taken in a folder: what is copied is there, what is installed installs,
what is called is a command that exists.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from support.command import newsfold
from support.data import ROOT
from support.documents import called
from support.serving import serving

_VENV = "/opt/newsfold"


def _steps() -> list[tuple[str, str]]:
    """Instruction and argument of each line of the Dockerfile, in order."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [
        (name.upper(), rest.strip())
        for name, _, rest in (
            line.partition(" ") for line in lines if line and line[0] != "#"
        )
    ]


STEPS = _steps()
STAGES = [i for i, (name, _) in enumerate(STEPS) if name == "FROM"]
FINAL = dict(STEPS[STAGES[-1] :])
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
IGNORED = [
    line
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _in_context(path: str) -> bool:
    """Whether .dockerignore lets a file of the project into the build: the last rule
    that fits it or a folder above it decides.
    """
    kept = True
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    for rule in IGNORED:
        pattern = rule.removeprefix("!").removeprefix("**/")
        names = parts if "**/" in rule else above
        if any(fnmatch.fnmatchcase(name, pattern) for name in names):
            kept = rule.startswith("!")
    return kept


def _copied() -> list[tuple[list[str], str]]:
    """Sources in the project and target of each COPY."""
    copies = [shlex.split(rest) for name, rest in STEPS if name == "COPY"]
    return [(c[:-1], c[-1]) for c in copies if not c[0].startswith("--from=")]


def _offline(**more: str) -> dict[str, str]:
    """An environment in which pip finds what is installed here and asks nobody."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": "/nonexistent",
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        **more,
    }


def test_only_what_is_copied_gets_into_the_build():
    assert IGNORED[0] == "*"
    sources = [source.rstrip("/") for named, _ in _copied() for source in named]
    for source in sources:
        assert (ROOT / source).exists(), source
        assert _in_context(source), f"{source} is kept out by .dockerignore"
    assert _in_context("src/newsfold/cli/init.py")
    for kept_out in (
        ".git/config",
        "demo-hub/newsfold.db",
        "src/newsfold/__pycache__/x.pyc",
        "tests/conftest.py",
    ):
        assert not _in_context(kept_out), kept_out


def test_its_build_steps_install_a_newsfold_that_runs(tmp_path):
    work, venv = tmp_path / "src", tmp_path / "venv"
    work.mkdir()
    done = []
    for name, rest in STEPS[: STAGES[-1]]:
        if name == "COPY":
            *sources, target = shlex.split(rest)
            for source in sources:
                _copy(ROOT / source, work / target, into=target.endswith("/"))
        elif name == "RUN":
            subprocess.run(
                ["/bin/sh", "-euc", rest.replace(_VENV, str(venv))],
                cwd=work,
                env=_offline(),
                check=True,
                capture_output=True,
            )
            done.append(rest)
    assert len(done) == 3
    told = subprocess.run(
        [venv / "bin" / "newsfold", "init", tmp_path / "hub", "--pack", "world"],
        env=_offline(PATH=str(venv / "bin")),
        check=True,
        capture_output=True,
        text=True,
    )
    assert "is a hub now" in told.stdout
    installed = list(venv.glob("lib/python*/site-packages/newsfold"))
    assert [(folder / "py.typed").is_file() for folder in installed] == [True]


def _copy(source: Path, target: Path, *, into: bool) -> None:
    """COPY: the content of a folder, or a file, into a folder or as a file."""
    if source.is_dir():
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(source, target, ignore=ignore, dirs_exist_ok=True)
        return
    place = target / source.name if into else target
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)


def test_everything_is_pinned_by_hash():
    installs = [rest for name, rest in STEPS if name == "RUN" and "install -" in rest]
    from_index = [
        rest for rest in installs if "--no-deps" not in rest and "pip" in rest
    ]
    assert from_index
    assert all("--require-hashes" in rest for rest in from_index)
    for name in re.findall(r"--requirement (\S+)", " ".join(from_index)):
        pins = re.findall(r"^\S+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        assert pins


def test_the_hub_is_a_volume_of_a_user_of_its_own():
    assert FINAL["VOLUME"] == "/data"
    user = FINAL["USER"]
    assert user not in {"root", "0"}
    made = " ".join(rest for name, rest in STEPS[STAGES[-1] :] if name == "RUN")
    assert re.search(rf"useradd .*--uid \d+ .*\b{user}\b", made)
    assert f"--owner={user}" in made
    order = [name for name, _ in STEPS[STAGES[-1] :]]
    assert order.index("RUN") < order.index("USER") < order.index("VOLUME")


def test_no_secret_and_no_address_stands_in_it():
    for name in ("Dockerfile", "compose.yaml"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"(?i)password|secret|token|api_key|index.?url", text)
        links = re.findall(r"https?://([^\s/:\"]+)", text)
        assert set(links) <= {"127.0.0.1"}


def _program(words: list[str]) -> list[str]:
    assert words[0] == "newsfold"
    return words[1:]


def test_what_it_starts_is_a_command_that_exists():
    entry = _program(json.loads(FINAL["ENTRYPOINT"]))
    assert called([*entry, *json.loads(FINAL["CMD"])]) == "run"
    health = FINAL["HEALTHCHECK"].partition("CMD ")[2]
    assert called(_program(json.loads(health))) == "list"
    assert entry == ["--hub", FINAL["VOLUME"]]


@pytest.mark.parametrize(("name", "command"), [("hub", "run"), ("web", "serve")])
def test_what_compose_starts_is_a_command_that_exists(name, command):
    entry = _program(json.loads(FINAL["ENTRYPOINT"]))
    assert called([*entry, *COMPOSE["services"][name]["command"]]) == command


def test_compose_names_what_is_there():
    services = COMPOSE["services"]
    assert set(services) == {"hub", "web"}
    assert sum("build" in service for service in services.values()) == 1
    for service in services.values():
        (volume,) = service["volumes"]
        name, _, target = volume.partition(":")
        assert name in COMPOSE["volumes"]
        assert target == FINAL["VOLUME"]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert "user" not in service, "the image's own"
    (published,) = services["web"]["ports"]
    assert published.startswith("127.0.0.1:"), "not for the whole network"
    port = services["web"]["command"][-1]
    assert published.endswith(f":{port}")
    check = services["web"]["healthcheck"]["test"]
    assert check[:3] == ["CMD", "python", "-c"]
    assert f"http://127.0.0.1:{port}/healthz" in check[3]


def test_the_pages_are_well_while_they_answer(tmp_path):
    newsfold("init", tmp_path)
    *_, code = COMPOSE["services"]["web"]["healthcheck"]["test"]

    def check(port: int) -> int:
        here = code.replace("8080", str(port))
        return subprocess.run(
            [sys.executable, "-c", here], capture_output=True, check=False
        ).returncode

    with serving(tmp_path) as port:
        assert check(port) == 0
    assert check(port) == 1


def test_a_container_without_a_hub_or_with_a_broken_one_is_unwell(tmp_path):
    words = _program(json.loads(FINAL["HEALTHCHECK"].partition("CMD ")[2]))

    def check(code: int) -> None:
        newsfold(*[tmp_path if w == FINAL["VOLUME"] else w for w in words], code=code)

    check(4)
    newsfold("init", tmp_path)
    check(0)
    (tmp_path / "newsfold.toml").write_text("[fetch\n")
    check(3)
    (tmp_path / "newsfold.toml").write_text("")
    for file in tmp_path.glob("newsfold.db*"):
        file.unlink()
    (tmp_path / "newsfold.db").write_bytes(b"no database " * 1_000)
    check(8)
