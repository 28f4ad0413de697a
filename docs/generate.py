"""Writes the reference of commands and settings: `python docs/generate.py`.

A test holds the files against what this makes.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import click

from newsfold import config
from newsfold.cli import cli

REFERENCE = Path(__file__).parent / "reference"


def commands() -> str:
    """Every command with its help."""
    lines = [
        "# Commands\n",
        "Made from the code by `python docs/generate.py`.\n",
        "stdout carries only answers; progress and warnings go to stderr. Exit codes: "
        "0 done (failed items are listed, not fatal), 2 usage, 3 configuration, "
        "4 not found, 5 network, 6 unusable input, 7 locked, 8 storage; 130 stopped by "
        "Ctrl-C, 143 by SIGTERM (under systemd: `SuccessExitStatus=143`), all that "
        "was done is kept.\n",
    ]
    how = {**cli.context_settings, "max_content_width": 80}
    context = click.Context(cli, info_name="newsfold", **how)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            lines += _section(command, context, name, 2)
    return "\n".join(lines)


def _section(
    command: click.Command, parent: click.Context, name: str, level: int
) -> list[str]:
    context = click.Context(
        command, info_name=name, parent=parent, max_content_width=80
    )
    text = command.get_help(context).replace("Usage: newsfold", "newsfold", 1)
    lines = [f"{'#' * level} {context.command_path}\n", f"```text\n{text}\n```\n"]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                lines += _section(found, context, inner, level + 1)
    return lines


def settings() -> str:
    """Every setting with its variable, type and default."""
    lines = [
        "# Settings\n",
        "Made from the code by `python docs/generate.py`.\n",
        "Default < `newsfold.toml` < environment variable < flag. An unset variable "
        "never overrides the file; an unknown key in the file is an error, an "
        "unknown `NEWSFOLD_*` variable a warning. `newsfold config show --origin` "
        "shows what is in force, and why.\n",
    ]
    groups = itertools.groupby(config.leaves(), lambda one: one.name.split(".")[0])
    for group, leaves in groups:
        lines += [f"## [{group}]\n", "| key | variable | type | default | |"]
        lines += ["|---|---|---|---|---|"]
        for leaf in leaves:
            cells = (
                f"`{leaf.name.split('.')[1]}`",
                f"`{leaf.variable}`",
                leaf.type.replace("|", "\\|"),
                f"`{json.dumps(leaf.default)}`",
                leaf.description,
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    lines += [
        "## Variables that are no settings\n",
        "`NEWSFOLD_HUB` the hub's folder (as `--hub`) · `NEWSFOLD_NOW` the moment "
        "taken for the present (as `--now`).\n",
    ]
    return "\n".join(lines)


PAGES = {"commands.md": commands, "settings.md": settings}

if __name__ == "__main__":
    for file, make in PAGES.items():
        (REFERENCE / file).write_text(make(), "utf-8")
