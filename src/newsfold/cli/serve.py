"""`newsfold serve`."""

from __future__ import annotations

import socket

import click

from newsfold.cli.session import Session, with_globals
from newsfold.errors import NetworkError


@click.command("serve", short_help="Serve the site and its API from the hub.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True)
@with_globals
def command(session: Session, host: str, port: int) -> None:
    """Serve the pages of the site as they stand now, search, feeds and the API.

    It shows what is published, and writes nothing but what hubs push to it
    (fetch.websub): a run may go on beside it.  On another address than the default it
    can be reached by others: put a web server with TLS before it.  Port 0 takes a free
    one.  Ctrl-C stops it.

    \b
    Example:
      newsfold serve --port 8000
      curl http://127.0.0.1:8000/api/v1/stories
    """
    import uvicorn

    from newsfold.serve import app

    listener = _listen(host, port)
    name, bound = listener.getsockname()[:2]
    shown = f"[{name}]" if ":" in name else name
    with session.open_hub() as hub, listener:
        address = f"http://{shown}:{bound}/"
        session.answer(
            {"hub": str(hub.folder), "url": address},
            lambda: f"{hub.folder} is served at {address} (Ctrl-C stops)",
        )
        config = uvicorn.Config(
            app(hub),
            log_level="info" if session.verbose else "warning",
            access_log=session.verbose,
            server_header=False,
            lifespan="off",
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            session.note("stopped")


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket.  Raises NetworkError where the address is not to be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        message = f"cannot listen on {host}:{port}: {error.strerror or error}; "
        raise NetworkError(message + "try another --port or --host") from error
    return listener
