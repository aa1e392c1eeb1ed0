"""rashomon read: files, folders and addresses -> a ledger."""

import sys
from pathlib import Path

import click

from rashomon.cli import INTERRUPTED
from rashomon.cli.options import given_options, ledger_option, sides_option
from rashomon.cli.reading import read_and_show
from rashomon.cli.rows import counted
from rashomon.intake import Plan, each, is_there
from rashomon.ledger import Ledger
from rashomon.reports import Given

NOT_ALL_READ = 3


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@ledger_option
@given_options
@sides_option
@click.option("--jobs", type=click.IntRange(min=1), show_default="all cores", help="Worker processes.")
@click.option("--again", is_flag=True, help="Read what is already known once more.")
def read(sources: tuple[str, ...], ledger: Path, given: Given, jobs: int | None, again: bool) -> None:
    """rashomon read articles/ feed.xml --ledger war.db

    Read reports into a ledger: texts, pages, feeds, JSON lines, archives, and folders of them. A second run reads only
    what is new. Ctrl-C stops after the report at hand; nothing committed is lost, and the same command goes on.

    Exit code: 0 when all was read, 1 when none of the sources exists (no ledger is made then), 3 when there were sources or
    reports that could not be read, 130 after Ctrl-C.
    """
    if not any(is_there(source) for source in sources):
        missing = ", ".join(sources)
        raise click.ClickException(f"{missing}: no such file or folder (check the spelling; nothing was read or stored)")
    with Ledger.open(ledger, write=True) as book:
        try:
            tally = read_and_show(book, list(each(sources)), Plan(given, jobs, again))
        except KeyboardInterrupt:
            held = book.counts()
            amount = f"{counted(held.reports, 'report')} and {counted(held.claims, 'claim')}"
            click.echo(f"Stopped. {ledger} holds {amount}; the same command goes on from here.", err=True)
            sys.exit(INTERRUPTED)
    click.echo(f"{ledger}: {tally}", err=True)
    if tally.unread:
        sys.exit(NOT_ALL_READ)
