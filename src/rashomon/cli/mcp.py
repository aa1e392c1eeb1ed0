"""rashomon mcp: a ledger's answers for a chat assistant."""

import click

from rashomon.cli.options import Address, ledger_option, sides_option
from rashomon.cli.reading import build_gazetteer
from rashomon.errors import SetupError


@click.command()
@ledger_option
@sides_option
def mcp(ledger: Address) -> None:
    """rashomon mcp --ledger war.db

    Answer a chat assistant that speaks the Model Context Protocol over standard input and output: search_claims,
    event_accounts, place_history, brief. Every answer has exact quotes with their reports, offsets and links, so that the
    assistant can cite. The ledger is only read, and no network is used. Needs the extra `mcp`.

    In the assistant's settings the command is `rashomon`, its arguments are `mcp --ledger /path/to/war.db`.
    """
    try:
        from rashomon.mcp.server import serve
    except ModuleNotFoundError as fault:
        missing = (fault.name or "").partition(".")[0]
        if missing not in ("mcp", "pydantic"):
            raise
        raise SetupError(f"mcp: the package {missing} is not installed (pip install 'rashomon[mcp]')") from fault
    build_gazetteer()
    serve(ledger, lambda message: click.echo(message, err=True))
