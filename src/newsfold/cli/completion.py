"""`newsfold completion`."""

from __future__ import annotations

import click

from newsfold.cli.session import Session, with_globals


@click.command("completion", short_help="Let the shell complete commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@with_globals
def command(session: Session, shell: str) -> None:
    """Print the script that lets SHELL complete commands and options.

    \b
    bash  in ~/.bashrc:  eval "$(newsfold completion bash)"
    zsh   in ~/.zshrc, after compinit:  eval "$(newsfold completion zsh)"
    fish  newsfold completion fish > ~/.config/fish/completions/newsfold.fish

    \b
    Example:
      newsfold completion bash
    """
    from click.shell_completion import get_completion_class

    from newsfold.cli import cli

    completion = get_completion_class(shell)
    if completion is None:
        raise AssertionError(shell)
    script = completion(cli, {}, "newsfold", "_NEWSFOLD_COMPLETE").source().strip()
    session.answer({"shell": shell, "script": script}, lambda: script)
