"""rashomon token: who may use a server of a ledger from elsewhere, and what they may do there."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
from msgspec import Struct

from rashomon.cli.options import Address, ledger_option, table_option
from rashomon.cli.rows import as_table, or_none, print_row, print_table
from rashomon.errors import BusyError
from rashomon.ledger import Ledger
from rashomon.web.tokens import Role, Tokens, tokens_file

days_option = click.option(
    "--days", type=click.IntRange(0, 3650), default=90, show_default=True, help="For how long it holds; 0 is until it is revoked."
)


class TokenLine(Struct, frozen=True):
    """A token without its words: whose, what for, whether it holds, since when and until when (UTC)."""

    name: str
    role: str
    state: str
    made: str
    expires: str | None
    revoked: str | None


@click.group()
def token() -> None:
    """rashomon token create mara --role reviewer --ledger war.db

    Let people use a server of a ledger from elsewhere (rashomon serve --host). Each has a token with a name and a role: a reader
    reads, a reviewer decides about claims too (with --review), an admin also sees the log and the tokens, and revokes them.
    What is kept of a token is a hash, in LEDGER.tokens; what is done to one is entered in the ledger's log. Tokens for a database
    are kept in your own folder for state on this machine: make them where, and as whom, the server runs.
    """


@token.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.READER.value, show_default=True)
@days_option
@ledger_option
def create(name: str, role: str, days: int, ledger: Address) -> None:
    """rashomon token create mara --role reviewer --days 30

    Print a new token for a person, this once. A server that runs already takes it at once.
    """
    _change(ledger, name, f"made, {role}, {_until(days)}", lambda tokens: tokens.create(name, Role(role), _lasts(days)))


@token.command()
@click.argument("name")
@days_option
@ledger_option
def rotate(name: str, days: int, ledger: Address) -> None:
    """rashomon token rotate mara

    Print another token in place of the one that a person has, which ends at once; the role stays.
    """
    _change(ledger, name, f"rotated, {_until(days)}", lambda tokens: tokens.rotate(name, _lasts(days)))


@token.command()
@click.argument("name")
@ledger_option
def revoke(name: str, ledger: Address) -> None:
    """rashomon token revoke mara

    End a person's token at once, at servers that run too; who has signed in with it is out.
    """
    _change(ledger, name, "revoked", lambda tokens: tokens.revoke(name))


@token.command(name="list")
@ledger_option
@table_option
def list_tokens(ledger: Address, table: bool | None) -> None:
    """rashomon token list

    List who has a token, with role, state, and until when it holds. The tokens themselves are not kept.
    """
    Ledger.open(ledger).close()  # a missing ledger is a fault here, not an empty list
    now = datetime.now(UTC)
    rows = or_none(
        [
            TokenLine(one.name, one.role, one.state(now), *map(_minute, (one.made, one.expires, one.revoked)))  # type: ignore[arg-type]
            for one in Tokens(tokens_file(ledger)).all()
        ],
        "tokens",
    )
    if as_table(table):
        cells = ((row.name, row.role, row.state, row.made, row.expires or "", row.revoked or "") for row in rows)
        print_table(("name", "role", "state", "made", "expires", "revoked"), cells)
    else:
        for row in rows:
            print_row(row)


def _change(ledger: Address, name: str, told: str, change: Callable[[Tokens], str | None]) -> None:
    """Change the tokens, then the log; a log that cannot be written to now does not keep a token from being revoked."""
    Ledger.open(ledger).close()  # a missing ledger is a fault here, not one to be made
    words = change(Tokens(tokens_file(ledger)))
    if words:
        click.echo(words)
        click.echo(f"{name}: hand this over in private; it is not shown again", err=True)
    else:
        click.echo(f"{name}: {told}", err=True)
    try:
        with Ledger.open(ledger, write=True) as book:
            book.enter_access(name, f"{told} on the command line")
    except BusyError as fault:
        click.echo(f"{fault}; the tokens are changed, and the ledger's log does not tell of it", err=True)
        sys.exit(1)


def _lasts(days: int) -> timedelta | None:
    return timedelta(days=days) if days else None


def _until(days: int) -> str:
    return f"for {days} days" if days else "until it is revoked"


def _minute(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None
