"""What the documents hold: blocks of code, and the Newsfold commands in them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click

from newsfold.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HERE = re.compile(r"<<'?(\w+)'?$")
_COMPOSE = ["docker", "compose", "run", "--rm"]


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a document that are marked as of this language."""
    return [
        text
        for name, text in _BLOCK.findall(path.read_text("utf-8"))
        if name == language
    ]


def calls(shell: str) -> Iterator[list[str]]:
    """The arguments of each call of `newsfold` in a piece of shell."""
    until = ""
    for line in shell.replace("\\\n", " ").splitlines():
        if until:
            until = "" if line == until else until
            continue
        here = _HERE.search(line)
        until = here[1] if here else ""
        for words in _simple(line):
            arguments = _arguments(words)
            if arguments:
                yield arguments


def _arguments(words: list[str]) -> list[str]:
    """Those of Newsfold, called by name, through sudo or in a container; else none."""
    while words and ("=" in words[0] or words[0] == "sudo"):
        words = words[1:]
    if words[:1] == ["-u"]:
        words = words[2:]
    if words[:4] == _COMPOSE:
        return words[5:]
    if words[:2] == ["docker", "run"]:
        return words[words.index("newsfold") + 1 :]
    ours = words[:1] and words[0].split("/")[-1] == "newsfold"
    return words[1:] if ours else []


def _simple(line: str) -> Iterator[list[str]]:
    """The simple commands of a line: what stands between `|`, `&&`, `(`, `>` …"""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for token in lexer:
        if set(token) <= set("();<>|&"):
            yield words
            words = []
        else:
            words.append(token)
    yield words


def called(arguments: Sequence[str]) -> str:
    """The command that arguments call, taken as the command line does, up to where it
    would act: `run`, `seal keygen`; empty for what answers by itself, as `--help`.

    Raises click.UsageError for a command, an option or a value that there is not.
    """
    command: click.Command = cli
    context, name, rest = None, "newsfold", list(arguments)
    try:
        while True:
            context = command.make_context(name, rest, parent=context)
            if not isinstance(command, click.Group):
                return context.command_path.removeprefix("newsfold ")
            rest = [*context._protected_args, *context.args]
            found, inner, rest = command.resolve_command(context, rest)
            assert found is not None
            assert inner is not None
            name, command = found, inner
    except click.exceptions.Exit:
        return ""
