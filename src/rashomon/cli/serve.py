"""rashomon serve: the workbench of a ledger, on this machine."""

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.options import Address, ledger_option, sides_option

if TYPE_CHECKING:
    from rashomon.web.access import Door, Proxy

BACKLOG = 128
SHORTEST = 12  # characters of a token
RATE = 1200  # requests a minute for each who asks
IDLE = 75  # seconds for which a connection stays open; longer than clients keep theirs, which would ask on one that is being closed
PATIENCE = 30  # seconds that requests under way have when it ends


class Network(click.ParamType):  # type: ignore[type-arg]
    """``10.0.0.7`` or ``10.0.0.0/24``."""

    name = "network"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The network of these addresses."""
        try:
            return ip_network(str(value))
        except ValueError as fault:
            self.fail(f"{fault} (write it as 10.0.0.7 or 10.0.0.0/24)", param, ctx)


@click.command()
@ledger_option
@sides_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; elsewhere than on this machine people need tokens."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any that is free.")
@click.option("--review", is_flag=True, help="Let reviewers, and the holder of the token, decide about claims.")
@click.option(
    "--token", metavar="WORDS", envvar="RASHOMON_TOKEN", help="A token for this run; with --review one is made where none is given."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name under which others reach it, such as that of a proxy; people need tokens then.",
)
@click.option(
    "--proxy-header", metavar="HEADER", help="The header in which a proxy says who asks (X-Forwarded-User); needs --proxy."
)
@click.option(
    "--proxy",
    "proxies",
    type=Network(),
    multiple=True,
    metavar="ADDRESS",
    help="The address or network from which that header is believed.",
)
@click.option("--reviewer", "reviewers", multiple=True, metavar="NAME", help="Whom the proxy names and who may decide.")
@click.option("--admin", "admins", multiple=True, metavar="NAME", help="Whom the proxy names and who sees the log and tokens, too.")
@click.option(
    "--rate",
    type=click.IntRange(0),
    metavar="N",
    help="Requests a minute for each person or address; 1200 for others, 0 (no limit) on this machine.",
)
def serve(ledger: Address, host: str, port: int, review: bool, **people: Any) -> None:
    """rashomon serve --ledger war.db

    Open the workbench: map, timeline, accounts and texts of a ledger, in the browser, on this machine alone. Nothing leaves it.
    The address is printed; Ctrl-C ends it. The interface that the page uses is described at /api.

    \b
    rashomon serve --review                          decide about claims too, with the token in the printed address
    rashomon token create mara --role reviewer       then, for others of your network, who need such tokens:
    rashomon serve --review --host 0.0.0.0 --name desk.example.org

    Exit code: 0 when it was ended by Ctrl-C or SIGTERM; requests that are under way are answered first.
    """
    from rashomon.web.app import make_app
    from rashomon.web.site import Site

    door = _door(ledger, host, review, people)
    with _listening(host, port) as listener, _woven(ledger) as shelf:
        app = make_app(Site(shelf, door, review))
        click.echo(_address(host, listener.getsockname()[1], door))
        _run(app, listener)


def _door(ledger: Address, host: str, review: bool, people: dict[str, Any]) -> "Door":
    """Who may come in. Raises UsageError where others could, and nobody says who they are."""
    from rashomon.web.access import Door
    from rashomon.web.guard import is_loopback
    from rashomon.web.tokens import Tokens, tokens_file

    proxy, token, names = _proxy(people), people["token"], people["names"]
    closed = bool(not is_loopback(host) or names or proxy)
    tokens = Tokens(tokens_file(ledger))
    now = datetime.now(UTC)
    known = proxy or any(one.state(now) == "valid" for one in tokens.all())
    if token is not None and len(token) < SHORTEST:
        raise click.UsageError(f"--token is shorter than {SHORTEST} characters (leave it out with --review: one is made)")
    if closed and not (token or known):
        asked = f"--name {names[0]}" if names else f"--host {host}"
        ways = "rashomon token create NAME makes one, or give one with --token, or --proxy-header and --proxy"
        raise click.UsageError(f"{asked} lets others in: there must be a token ({ways})")
    if review and not (closed and known):
        token = token or token_urlsafe(24)
    hosts = {"127.0.0.1", "localhost", "::1", host.strip("[]"), *names, *([socket.gethostname()] if closed else [])}
    rate = people["rate"] if people["rate"] is not None else RATE if closed else 0
    lowered = frozenset(one.casefold() for one in hosts)
    return Door(lowered, token, closed=closed, decides=review, tokens=tokens, proxy=proxy, rate=rate)


def _proxy(people: dict[str, Any]) -> "Proxy | None":
    from rashomon.web.access import Proxy
    from rashomon.web.tokens import Role

    header, networks = people["proxy_header"], people["proxies"]
    if bool(header) != bool(networks):
        needed = (
            "--proxy-header needs --proxy ADDRESS: else anybody could say to be anybody"
            if header
            else "--proxy needs --proxy-header"
        )
        raise click.UsageError(needed)
    if not header:
        if people["reviewers"] or people["admins"]:
            raise click.UsageError(
                "--reviewer and --admin are for names that a proxy gives (rashomon token create NAME --role ...)"
            )
        return None
    roles = dict.fromkeys(people["reviewers"], Role.REVIEWER) | dict.fromkeys(people["admins"], Role.ADMIN)
    return Proxy(header, networks, roles)


def _address(host: str, port: int, door: "Door") -> str:
    """What is to be opened; the token of this run rides on it."""
    shown = f"[{host}]" if ":" in host else host
    query = f"?token={door.token}" if door.closed and door.token else ""
    review = f"{'&' if query else '?'}view=review#token={door.token}" if door.decides and door.token else ""
    return f"http://{shown}:{port}/{query}{review}"


def _run(app: Any, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM: no new requests then, those under way are answered. A second Ctrl-C does not wait."""
    import uvicorn

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:  # the library's own raises the signal again, which is no end in good order
            before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,  # who is a proxy is ours to say
        lifespan="off",
        ws="none",
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=PATIENCE,
    )
    Server(config).run(sockets=[listener])


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
