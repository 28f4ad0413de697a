"""What holds for every command: help with examples, and an answer as JSON."""

from __future__ import annotations

import inspect
import json
import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ITEM = {
    "id": "1",
    "title": "Quay Ferry Corp. buys Lantern Lines for $40 million after the storm",
    "body": "Quay Ferry Corp. buys Lantern Lines for $40 million, it said on Monday.",
    "publishedDateTime": "2026-03-01T08:00:00Z",
    "webUrl": "https://wire.example/1",
    "provider": {"name": "The Wire", "domain": "wire.example"},
    "story": "s1",
}


def _walk(
    group: click.Group, parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    manner = group.context_settings
    context = click.Context(group, info_name=group.name, parent=parent, **manner)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        yield inner.command_path.partition(" ")[2], command, inner
        if isinstance(command, click.Group):
            yield from _walk(command, context)


COMMANDS = {path: command for path, command, _ in _walk(cli)}


def _examples(help_: str) -> list[list[str]]:
    """The calls of newsfold in the lines below “Example:”, without shell around."""
    block = re.search(r"Example:\n((?:  .+\n?)+)", inspect.cleandoc(help_))
    calls = []
    for line in block[1].splitlines() if block else ():
        lexer = shlex.shlex(re.sub(r"(?<=\S)\s{3,}\S.*", "", line), posix=True)
        lexer.whitespace_split = True
        lexer.commenters = ""
        call: list[str] | None = None
        for word in [*lexer, "|"]:
            if word in {"|", "||", "&&", ">", "2>"}:
                calls += [call] if call else []
                call = None
            elif call is not None:
                call.append(word)
            elif word == "newsfold":
                call = []
    return calls


def _parse(
    command: click.Command, arguments: list[str], parent: click.Context | None = None
) -> None:
    """Parse as the real parser does, and call nothing.  Raises UsageError."""
    context = command.make_context(command.name, list(arguments), parent=parent)
    if isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, inner, rest = command.resolve_command(context, rest)
        assert inner is not None, name
        _parse(inner, rest, context)


@pytest.mark.parametrize("path", ["", *COMMANDS])
def test_help_has_examples_that_parse(path):
    command = COMMANDS.get(path, cli)
    assert command.help
    examples = _examples(command.help)
    assert examples, "its help has no example"
    for arguments in examples:
        _parse(cli, arguments)
    called = [" ".join(arguments) for arguments in examples]
    assert any(path in call for call in called)


def test_an_example_that_is_none_would_be_seen():
    with pytest.raises(click.UsageError):
        _parse(cli, ["list", "storys"])
    with pytest.raises(click.UsageError):
        _parse(cli, ["build", "--profil", "hugo"])


@pytest.mark.parametrize("path", ["", *COMMANDS])
def test_help_fits_80_columns(path):
    told = CliRunner().invoke(cli, [*path.split(), "--help"], terminal_width=80)
    assert told.exit_code == 0
    assert max(map(len, told.output.splitlines())) <= 80


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_takes_json(path):
    options = {o for p in COMMANDS[path].params for o in p.opts}
    assert {"--json", "--hub", "--now", "--quiet"} <= options


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("json")
    Hub.create(folder / "hub")
    (folder / "items.jsonl").write_text(json.dumps(ITEM) + "\n")
    (folder / "x.opml").write_text(
        "<opml version='2.0'><head/><body>"
        "<outline type='rss' xmlUrl='https://quay.example/f'/></body></opml>"
    )
    with Hub.open(folder / "hub", environ={}) as made:
        made.import_files([folder / "items.jsonl", folder / "x.opml"])
        made.change_source("https://quay.example/f", "pause")
        made.run()
        (story,) = made.stories()
        parties = [one.id for one in made.organisations()]
    (folder / "article").write_text(story.lead.article.id)
    (folder / "story").write_text(story.story.id)
    (folder / "parties").write_text(" ".join(sorted(parties)))
    return folder


CALLS = (
    "init {new}",
    "import {folder}/x.opml",
    "run --once",
    "list stories",
    "list articles",
    "list sources",
    "list failures",
    "list organisations",
    "show {story}",
    "show {article}",
    "show {one}",
    "search ferry",
    "facts {story}",
    "explain {story}",
    "explain {article}",
    "decide {story} withheld --reason why",
    "story pin {story} {article}",
    "story lead {story} {article}",
    "org rename {one} Quay",
    "org merge {one} {other}",
    "watch add kind:acquisition",
    "watch list",
    "watch show",
    "refold --dry-run",
    "source pause https://quay.example/f",
    "build",
    "export opml",
    "export csv",
    "export jsonl",
    "export deals",
    "export organisations",
    "doctor",
    "config show",
    "rules check",
    "seal keygen {new}.key",
    "completion bash",
    "extract {folder}/pages.jsonl",
    "fold {folder}/items.jsonl",
    "compare {folder}/items.jsonl",
    "backup {new}",
    "forget {article}",
)
ELSEWHERE = {
    "add",
    "demo",
    "eval",
    "rules learn",
    "seal open",
    "serve",
    "story merge",
    "story split",
    "org split",
    "watch remove",
}
"""They need a web, a minute, labelled data or go on: tested with --json elsewhere."""


def test_no_command_is_forgotten():
    called = {call.split(" {")[0].split(" --")[0] for call in CALLS}
    leaves = {p for p, one in COMMANDS.items() if not isinstance(one, click.Group)}
    forgotten = {
        path
        for path in leaves - ELSEWHERE
        if not any(f"{call} ".startswith(f"{path} ") for call in called)
    }
    assert forgotten == set(), "add a call with --json"


@pytest.mark.parametrize("call", CALLS)
def test_an_answer_as_json_is_alone_on_stdout(call, hub, tmp_path):
    (hub / "pages.jsonl").write_text(
        json.dumps({"url": "https://wire.example/1", "html": "<h1>Hello there</h1>"})
    )
    words = call.format(
        folder=hub,
        new=tmp_path / "new",
        story=(hub / "story").read_text(),
        article=(hub / "article").read_text(),
        one=(hub / "parties").read_text().split()[0],
        other=(hub / "parties").read_text().split()[-1],
    )
    # An unknown variable is a warning, which must not stand in the answer.
    done = CliRunner(env={"NEWSFOLD_NONE_SUCH": "1"}).invoke(
        cli, ["--hub", str(hub / "hub"), *words.split(), "--json"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) is not None
    assert done.stderr == "" or "NEWSFOLD_NONE_SUCH" in done.stderr
