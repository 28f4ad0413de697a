"""`newsfold seal`."""

from __future__ import annotations

from pathlib import Path

import click

from newsfold.cli.session import Session, with_globals


@click.group("seal", short_help="The records' private part: make a key, open one.")
@with_globals
def command(session: Session) -> None:  # set up by the decorator
    """Seal the private part of records, and open it again.

    \b
    Example:
      newsfold seal keygen ~/newsfold.key
      newsfold seal open content/2026/02/a-story-s1f2e3d4c5b6a.md
    """


@command.command("keygen")
@click.argument("file", metavar="FILE")
@with_globals
def keygen_(session: Session, file: str) -> None:
    """Write a new key into FILE, readable by you alone.

    Then set seal.key_file in newsfold.toml, or NEWSFOLD_SEAL_KEY_FILE.
    Keep a copy: without it what is sealed stays sealed.

    \b
    Example:
      newsfold seal keygen ~/newsfold.key
    """
    from newsfold.errors import UsageError
    from newsfold.store.seal import key_id, keygen, write_keys

    path = Path(file).expanduser().resolve()
    if path.exists():
        message = f"{path} is there already; a key is never written over"
        raise UsageError(message)
    key = keygen()
    write_keys(path, [key])
    session.answer(
        {"file": str(path), "keyId": key_id(key)},
        lambda: f"{path} holds key {key_id(key)}; set seal.key_file to {path}",
    )


@command.command("open")
@click.argument("file", metavar="FILE")
@with_globals
def open_(session: Session, file: str) -> None:
    """Show the private part of the record in FILE.

    \b
    Example:
      newsfold seal open content/2026/02/a-story-s1f2e3d4c5b6a.md
    """
    import json

    from newsfold.errors import InputError
    from newsfold.model.recordfile import parse

    path = Path(file)
    try:
        record = parse(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        message = f"{path} is no record: it is not UTF-8"
        raise InputError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise InputError(message) from error
    with session.open_hub() as hub:
        private = hub.unseal(record.secured, record.original_url)
    session.answer(private, lambda: json.dumps(private, ensure_ascii=False, indent=2))
