"""rashomon serve: the workbench of a ledger, on this machine."""

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import Any

import click

from rashomon.cli.options import Address, ledger_option, sides_option

BACKLOG = 128


@click.command()
@ledger_option
@sides_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; others than this machine need a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any that is free.")
@click.option("--review", is_flag=True, help="Let the holder of the token decide about claims.")
@click.option("--token", metavar="WORDS", envvar="RASHOMON_TOKEN", help="The token; with --review one is made where none is given.")
def serve(ledger: Address, host: str, port: int, review: bool, token: str | None) -> None:
    """rashomon serve --ledger war.db

    Open the workbench: map, timeline, accounts and texts of a ledger, in the browser, on this machine alone. Nothing leaves it.
    The address is printed; Ctrl-C ends it. The interface that the page uses is described at /api.

    \b
    rashomon serve --review                          decide about claims too, with the token in the printed address
    RASHOMON_TOKEN=... rashomon serve --host 0.0.0.0 for others of your network, who need the token
    """
    from rashomon.web.app import Site, make_app
    from rashomon.web.guard import Door, is_loopback

    closed = not is_loopback(host)
    if closed and not token:
        raise click.UsageError(f"--host {host} lets others in: give a token (RASHOMON_TOKEN=... or --token), or leave --host out")
    if token is not None and len(token) < 12:
        raise click.UsageError("--token is shorter than 12 characters (leave it out with --review: one is made)")
    token = token or (token_urlsafe(24) if review else None)
    with _listening(host, port) as listener, _woven(ledger) as shelf:
        bound = listener.getsockname()[1]
        hosts = frozenset({"127.0.0.1", "localhost", "::1", host.strip("[]"), *([socket.gethostname()] if closed else [])})
        app = make_app(Site(shelf, Door(hosts, token, closed), review))
        shown = f"[{host}]" if ":" in host else host
        query = f"?token={token}" if closed else ""
        click.echo(f"http://{shown}:{bound}/{query}" + (f"{'&' if query else '?'}view=review#token={token}" if review else ""))
        _run(app, listener)


def _run(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off", ws="none"
    )
    uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
        listener.listen(BACKLOG)
    except OSError as fault:
        listener.close()
        raise click.ClickException(f"{host}:{port}: {fault.strerror} (choose another with --port, or --port 0)") from fault
    try:
        yield listener
    finally:
        listener.close()


@contextmanager
def _woven(ledger: Address) -> Iterator[Any]:
    """The read models of the ledger, the one of today at hand; what is done is told at a terminal."""
    from rashomon.cli.reading import build_gazetteer
    from rashomon.ledger import Ledger
    from rashomon.web.shelf import Shelf

    Ledger.open(ledger).close()  # a missing ledger, or one of another version, is a fault here
    build_gazetteer()
    with _progress() as told:
        shelf = Shelf(ledger, told)
        shelf.open()
    shelf.quiet()
    try:
        yield shelf
    finally:
        shelf.close()


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None]]:
    """A bar at a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda doing, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda doing, done: bar.update(task, completed=done, description=doing)
