"""rashomon sources: a ledger -> who claims something, under which names and offices, on which side."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
from msgspec import Struct

from rashomon.cli.options import Address, ledger_option, table_option
from rashomon.cli.rows import as_table, print_row, print_table
from rashomon.knowledge.sides import Sides, load_sides
from rashomon.ledger import Ledger
from rashomon.views.sources import Roll


class SourceLine(Struct, frozen=True):
    """One source: its name, all printed names and offices, the side, and how many claims it makes in how many reports."""

    name: str
    side: str | None
    offices: tuple[str, ...]
    spellings: tuple[str, ...]
    claims: int
    reports: int


@click.command()
@ledger_option
@click.option(
    "--sides",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    envvar="RASHOMON_SIDES",
    help="A file of your own with parties, persons and bodies; may be given several times.",
)
@table_option
def sources(ledger: Address, sides: tuple[Path, ...], table: bool | None) -> None:
    """rashomon sources --sides my-war.toml

    List everybody who claims something: the spellings of one person or body are one line, most claims first.
    """
    known = load_sides(sides)
    with Ledger.open(ledger) as book:
        rows = sorted(_heard(book, known), key=lambda row: (-row.claims, row.name))
    if as_table(table):
        print_table(("source", "side", "claims", "reports", "offices", "spellings"), map(_cells, rows))
    else:
        for row in rows:
            print_row(row)


def _heard(book: Ledger, known: Sides) -> Iterator[SourceLine]:
    from rashomon.pipeline import standing

    roll = Roll(known)
    for report, claims in groupby(standing(book), key=lambda claim: claim.report):
        told = book.report(report)
        for link in (claim.source for claim in claims if claim.source is not None):
            roll.add(link, told)
    for one in roll.all:
        yield SourceLine(one.name, one.side, tuple(one.offices), tuple(one.spellings), one.claims, len(one.reports))


def _cells(row: SourceLine) -> tuple[str, ...]:
    offices, spellings = "; ".join(row.offices), ", ".join(row.spellings)
    return row.name, row.side or "", str(row.claims), str(row.reports), offices, spellings
