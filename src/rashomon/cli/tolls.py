"""rashomon tolls: who counts how many killed, wounded, missing and captured, event by event."""

from collections.abc import Iterator

import click
from msgspec import Struct

from rashomon.cli.events import choice_options
from rashomon.cli.options import Address, ledger_option, sides_option, table_option
from rashomon.cli.rows import as_table, or_none, print_row, print_table
from rashomon.cli.unknown import tell_unknown
from rashomon.doors import Days, Number, as_number
from rashomon.ledger import Ledger
from rashomon.model import Event
from rashomon.views.happenings import event_days, place_of
from rashomon.views.selection import Choice


class TollLine(Struct, frozen=True):
    """One count of one origin. `low` and `high` bound it, null is open; `best` is the number that is told. Nothing is added up."""

    event: str
    when: Days | None
    place: str
    of: str
    part: str | None
    side: str | None
    low: Number | None
    best: Number | None
    high: Number | None
    source: str
    claim: str


@click.command()
@ledger_option
@sides_option
@choice_options
@table_option
def tolls(ledger: Address, choice: Choice, table: bool | None) -> None:
    """rashomon tolls --place Kharkiv --from 2024-03-01

    List how many each source counts as killed, wounded, missing or captured, event by event: the lowest and the highest
    number that its words allow, and the one that is told. An open bound is left empty, and nothing is added up.
    """
    from rashomon.pipeline import recall
    from rashomon.views.selection import choose

    with Ledger.open(ledger) as book:
        record = choose(recall(book), choice)
    if not record.events:
        tell_unknown(ledger, place=choice.place, side=choice.side)
    rows = or_none((line for event in record.events for line in _lines(event)), "tolls")
    if as_table(table):
        print_table(("event", "days", "place", "counted", "side", "low", "best", "high", "source"), map(_cells, rows))
    else:
        for row in rows:
            print_row(row)


def _lines(event: Event) -> Iterator[TollLine]:
    when, place = event_days(event), place_of(event)
    for toll in event.tolls:
        low, high = as_number(toll.low), as_number(toll.high)
        best = low if low is not None else high
        yield TollLine(event.id, when, place, toll.of, toll.part, toll.side, low, best, high, toll.origin, toll.claim)


def _cells(row: TollLine) -> tuple[str, ...]:
    from rashomon.cli.look import days

    numbers = ("" if number is None else f"{number:,}" for number in (row.low, row.best, row.high))
    counted = f"{row.of} ({row.part})" if row.part else row.of
    return (row.event[:8], days(row.when), row.place, counted, row.side or "", *numbers, row.source)
