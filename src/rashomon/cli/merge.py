"""rashomon merge: the shards of a reading -> a ledger."""

import sys

import click

from rashomon.cli.options import Address, ledger_option
from rashomon.cli.read import NOT_ALL_READ
from rashomon.cli.reading import show
from rashomon.ledger import Ledger
from rashomon.shards import merge as merged
from rashomon.shards import sources_in


@click.command()
@click.argument("place", metavar="PLACE")
@ledger_option
@click.option("--partial", is_flag=True, help="Merge the shards that are there, though others are missing or not done.")
def merge(place: str, ledger: Address, partial: bool) -> None:
    """rashomon merge shards/ --ledger war.db

    Put what `rashomon read --shards PLACE` wrote into a ledger: the same that reading the sources here would have given. PLACE is a
    folder, or any address that fsspec knows. What the ledger holds already is passed over; the same command goes on after a stop.

    Exit code: 0, 1 where shards are missing or do not belong together, 3 when sources or reports could not be read.
    """
    number = sources_in(place, partial=partial)
    with Ledger.open(ledger, write=True) as book:
        tally = show(merged(book, place, partial=partial), number)
    click.echo(f"{ledger}: {tally}", err=True)
    if tally.unread:
        sys.exit(NOT_ALL_READ)
