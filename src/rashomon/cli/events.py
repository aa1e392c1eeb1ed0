"""rashomon events, place, compare: what is claimed to have happened, listed, by place, and account by account."""

import sys
from datetime import date, datetime
from functools import wraps
from typing import Any

import click
from msgspec import Struct

from rashomon.cli.options import DAY, Address, Command, a_kind, ledger_option, sides_option, table_option
from rashomon.cli.rows import as_table, print_row, print_table
from rashomon.cli.unknown import tell_unknown, unknown_names
from rashomon.doors import Days
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.model import Event, Place, Record, Report
from rashomon.views.happenings import event_days, kinds_of, place_of
from rashomon.views.selection import Choice, is_disputed
from rashomon.views.wording import named_outlets

markdown_option = click.option("--markdown", is_flag=True, help="Markdown, to be pasted into a document.")


class EventLine(Struct, frozen=True):
    """An event without its words. `standing` are rows of the rubric, `totals` numbers under named rules."""

    id: str
    when: Days | None
    place: str
    kinds: str
    reports: int
    outlets: int
    origins: int
    disputed: bool
    standing: tuple[str, ...]
    totals: dict[str, float]
    claims: tuple[str, ...]


def choice_options(command: Command) -> Command:
    """The filters for events as `choice`."""

    @click.option("--place", metavar="NAME", help="Where, under any of its names.")
    @click.option("--from", "first", type=DAY, metavar="DATE", help="Happened on this day or later.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Happened on this day or earlier.")
    @click.option("--side", metavar="NAME", help="A side that speaks, acts or suffers.")
    @click.option("--kind", metavar="KIND", help="What happened: capture, strike, casualties, ...")
    @click.option("--disputed", is_flag=True, help="Only what is claimed and denied.")
    @wraps(command)
    def with_choice(*args: Any, first: datetime | None, last: datetime | None, kind: str | None, **rest: Any) -> None:
        place, side, disputed = (rest.pop(name) for name in ("place", "side", "disputed"))
        begin, end = (day.date() if day else None for day in (first, last))
        command(*args, choice=Choice(place, begin, end, side, a_kind(kind), disputed), **rest)

    return with_choice


@click.command()
@ledger_option
@sides_option
@choice_options
@table_option
def events(ledger: Address, choice: Choice, table: bool | None) -> None:
    """rashomon events --place Bakhmut --disputed

    List events: what several claims say of one happening, with the number of independent origins and the standing by the
    published rubric. An event is found again by the id of any of its claims.
    """
    from rashomon.views.selection import choose

    record = choose(_recalled(ledger), choice)
    shelf = {report.id: report for report in record.reports}
    rows = [_line(event, shelf) for event in record.events]
    if not rows:
        tell_unknown(ledger, place=choice.place, side=choice.side)
    if as_table(table):
        print_table(("event", "days", "place", "what", "reports", "origins", "standing"), map(_cells, rows))
    else:
        for row in rows:
            print_row(row)


@click.command()
@click.argument("name")
@ledger_option
@sides_option
@click.option("--as-of", "until", type=DAY, metavar="DATE", help="As it was on record then: only reports published until this day.")
@markdown_option
def place(name: str, ledger: Address, until: datetime | None, markdown: bool) -> None:
    """rashomon place Andriivka --as-of 2023-09-15

    Print who is said to hold a place, by whom, from when to when, and what is claimed to have happened there.
    """
    from rashomon.views.place import write_place
    from rashomon.views.selection import choose

    record = _recalled(ledger, until.date() if until else None)
    found = choose(record, Choice(place=name))
    if not (found.events or found.holds) and (faults := unknown_names(ledger, place=name)):
        raise LedgerError(faults[0])
    write_place(record, name, _status, sys.stdout, markdown=markdown)


def _status(place: Place) -> str:
    """Who holds and claims the disputed land in which a place lies; empty for any other place."""
    from rashomon.knowledge.borders import dispute_of
    from rashomon.knowledge.places import load_places

    known = load_places(lambda message: click.echo(message, err=True))
    dispute = dispute_of(place, known.code_of(place))
    return dispute.told(known.country(dispute.country)) if dispute else ""


@click.command()
@click.argument("event")
@ledger_option
@sides_option
@markdown_option
def compare(event: str, ledger: Address, markdown: bool) -> None:
    """rashomon compare 3f9a

    Print the accounts of one event side by side, origin by origin, and how they stand to each other. EVENT is the id of an
    event, or of any of its claims, or its beginning.
    """
    from rashomon.views.compare import write_comparison

    record = _recalled(ledger)
    write_comparison(record, _event(record, event), sys.stdout, markdown=markdown)


def _recalled(ledger: Address, until: date | None = None) -> Record:
    from rashomon.pipeline import recall

    with Ledger.open(ledger) as book:
        return recall(book, until)


def _event(record: Record, prefix: str) -> Event:
    """The one event that has a claim whose id begins so."""
    found = [event for event in record.events if any(claim.id.startswith(prefix) for claim in event.claims)]
    if not found:
        raise LedgerError(f"{prefix}: no such event (rashomon events lists them)")
    if len(found) > 1:
        raise LedgerError(f"{prefix}: begins ids of {len(found)} events (give more digits)")
    return found[0]


def _line(event: Event, shelf: dict[Any, Report]) -> EventLine:
    told = {claim.report for claim in event.claims}
    return EventLine(
        id=event.id,
        when=event_days(event),
        place=place_of(event),
        kinds=kinds_of(event),
        reports=len(told),
        outlets=len(named_outlets(shelf[report] for report in told)),
        origins=len(event.origins),
        disputed=is_disputed(event),
        standing=tuple(because.rule for because in event.standing),
        totals={" ".join(filter(None, (one.of, one.side, one.rule))): one.best for one in event.totals},
        claims=tuple(claim.id for claim in event.claims),
    )


def _cells(row: EventLine) -> tuple[str, ...]:
    from rashomon.cli.look import days

    return (row.id[:8], days(row.when), row.place, row.kinds, str(row.reports), str(row.origins), ", ".join(row.standing))
