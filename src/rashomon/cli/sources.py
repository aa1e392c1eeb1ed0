"""rashomon sources: a ledger -> who claims something, under which names and offices, on which side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import click
from msgspec import Struct

from rashomon.cli.options import ledger_option, table_option
from rashomon.cli.rows import as_table, print_row, print_table
from rashomon.knowledge.names import looks_like_person, same_person
from rashomon.knowledge.sides import Sides, load_sides
from rashomon.ledger import Ledger
from rashomon.model import Link, ReportId


class SourceLine(Struct, frozen=True):
    """One source: its name, all printed names and offices, the side, and how many claims it makes in how many reports."""

    name: str
    side: str | None
    offices: tuple[str, ...]
    spellings: tuple[str, ...]
    claims: int
    reports: int


@dataclass(slots=True)
class Heard:
    """What is known of one source so far; spellings and offices in the order in which they were met."""

    name: str
    side: str | None
    offices: dict[str, None] = field(default_factory=dict)
    spellings: dict[str, None] = field(default_factory=dict)
    claims: int = 0
    reports: set[ReportId] = field(default_factory=set)

    def line(self) -> SourceLine:
        """The row of this source."""
        return SourceLine(self.name, self.side, tuple(self.offices), tuple(self.spellings), self.claims, len(self.reports))


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
def sources(ledger: Path, sides: tuple[Path, ...], table: bool | None) -> None:
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
    found: dict[str, Heard] = {}
    for report, claims in groupby(book.claims(), key=lambda claim: claim.report):
        text = book.report(report).text
        for link in (claim.source for claim in claims if claim.source is not None):
            heard = _one_of(found, link, known)
            _add(heard, link, link.span.of(text) if link.span is not None else None)
            heard.claims += 1
            heard.reports.add(report)
    yield from (heard.line() for heard in found.values())


def _one_of(found: dict[str, Heard], link: Link, known: Sides) -> Heard:
    """The source that the link names: by its known name, else the one person of the list that it can be."""
    entity = known.named(link.name)
    if entity is not None:
        return found.setdefault(entity.name, Heard(entity.name, entity.side))
    alike = [heard for name, heard in found.items() if _can_be(link.name, name)]
    if link.name not in found and len(alike) == 1:
        return alike[0]
    return found.setdefault(link.name, Heard(link.name, link.side))


def _can_be(name: str, other: str) -> bool:
    return looks_like_person(other.split()) and same_person(name, other)


def _add(heard: Heard, link: Link, printed: str | None) -> None:
    """Note an office and a spelling; pronouns and "the ministry" are no spellings."""
    if link.office and link.office.casefold() not in {office.casefold() for office in heard.offices}:
        heard.offices[link.office] = None
    if printed and not link.because:
        heard.spellings.setdefault(" ".join(printed.split()))
    heard.side = heard.side or link.side


def _cells(row: SourceLine) -> tuple[str, ...]:
    offices, spellings = "; ".join(row.offices), ", ".join(row.spellings)
    return row.name, row.side or "", str(row.claims), str(row.reports), offices, spellings
