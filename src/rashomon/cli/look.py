"""rashomon claims, reports, issues, brief: what a ledger holds, listed."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby

import click
from msgspec import Struct

from rashomon.cli.options import DAY, Address, ledger_option, sides_option, table_option, wanted_options
from rashomon.cli.rows import as_table, or_none, print_row, print_table, table_width
from rashomon.doors import ClaimRow, Days, ReportHead, claim_row, issue_row, report_head
from rashomon.ledger import Ledger, Wanted
from rashomon.model import LEAD, Claim, Kind

NARROW = 100  # columns; in fewer a claim's table keeps most of them for the quote


@click.command()
@ledger_option
@wanted_options
@table_option
def claims(ledger: Address, wanted: Wanted, table: bool | None) -> None:
    """rashomon claims --kind strike --place Kharkiv --from 2023-03-01

    List the claims for which all filters hold, by report and position in it; decisions of people are seen at once. A place
    or source that no claim has is told on standard error.
    """
    from rashomon.cli.unknown import tell_unknown
    from rashomon.pipeline import standing

    with Ledger.open(ledger) as book:
        found = standing(book, wanted)
        first = next(found, None)
        rows = or_none(_claim_rows(book, chain(() if first is None else (first,), found)), "claims")
        if as_table(table) and table_width() < NARROW:
            print_table(("claim", "what", "quote"), map(_short_cells, rows), widest="quote")
        elif as_table(table):
            print_table(*_claim_table(rows, counted=Kind.CASUALTIES in wanted.kinds))
        else:
            _print_all(rows)
    if first is None:
        tell_unknown(ledger, place=wanted.place, source=wanted.source)


@click.command()
@ledger_option
@click.option("--search", metavar="WORDS", help='Words and "phrases" of title or text; best first.')
@table_option
def reports(ledger: Address, search: str | None, table: bool | None) -> None:
    """rashomon reports --search "ammunition depot"

    List reports with outlet and date, in the order in which they were read.
    """
    with Ledger.open(ledger) as book:
        rows = or_none(map(report_head, book.search(search) if search is not None else book.reports()), "reports")
        if as_table(table):
            print_table(("report", "doc", "published", "outlet", "title"), map(_report_cells, rows))
        else:
            _print_all(rows)


@click.command()
@ledger_option
@click.option("--kind", metavar="KIND", help="Only this kind: unreadable, undated, lead, ...")
@table_option
def issues(ledger: Address, kind: str | None, table: bool | None) -> None:
    """rashomon issues --kind lead --json

    List what could not be done: sources that could not be read, reports without a date (undated), names of events' places
    that may mean several or none that is known (unresolved-place), decisions whose claim is no longer read, and addresses
    that a list names and that were not read (lead).
    """
    from rashomon.events import lost_judgements

    with Ledger.open(ledger) as book:
        judged = tuple(book.judgements())
        lost = lost_judgements(book.claims(), judged, {report.id for report in book.reports()}) if judged else ()
        read = {report.url for report in book.reports()} if kind in (None, LEAD) else set()
        found = (one for one in chain(book.issues(), lost) if kind in (None, one.kind))
        found = (one for one in found if one.kind != LEAD or one.name not in read)
        rows = or_none(map(issue_row, found), "issues")
        if as_table(table):
            print_table(("kind", "name", "detail"), ((row.kind, row.name, row.detail) for row in rows))
        else:
            _print_all(rows)


@click.command()
@ledger_option
@sides_option
@click.option("--day", type=DAY, metavar="DATE", help="Only what is claimed for this day.")
@click.option("--week", is_flag=True, help="Only the seven days until --day, else until the latest publication.")
@click.option("--markdown", is_flag=True, help="Markdown, to be pasted into a document.")
def brief(ledger: Address, day: datetime | None, week: bool, markdown: bool) -> None:
    """rashomon brief --ledger war.db --week --markdown > brief.md

    Print every event with who claims it, from how many independent origins, and who disputes it; disputes and what most
    reports tell come first.
    """
    from rashomon.pipeline import recall
    from rashomon.views.brief import write_brief
    from rashomon.views.selection import Choice, choose, week_until

    with Ledger.open(ledger) as book:
        record = recall(book)
    last = day.date() if day else max((report.published.last for report in record.reports if report.published), default=None)
    if last and (day or week):
        record = choose(record, Choice(None, *(week_until(last) if week else (last, last)), told=True))
    write_brief(record, sys.stdout, markdown=markdown)


def _print_all(rows: Iterable[Struct]) -> None:
    for row in rows:
        print_row(row)


def _claim_rows(book: Ledger, found: Iterable[Claim]) -> Iterator[ClaimRow]:
    for report, of_report in groupby(found, key=lambda claim: claim.report):
        told = book.report(report)
        yield from (claim_row(claim, told) for claim in of_report)


def _claim_table(rows: Iterable[ClaimRow], *, counted: bool) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Names of the columns and the cells; with what is `counted` where somebody asks for losses."""
    last = ("counted", "quote") if counted else ("quote",)
    return ("claim", "doc", "days", "kind", "source", "places", *last), (_claim_cells(row, counted=counted) for row in rows)


def _claim_cells(row: ClaimRow, *, counted: bool) -> tuple[str, ...]:
    places = ", ".join(place.name for place in row.places)
    amounts = ", ".join(f"{amount.of} {bounds(amount.min, amount.max)}" for amount in row.quantities)
    last = (amounts, row.quote) if counted else (row.quote,)
    return (row.id[:8], row.doc, days(row.when), row.kind, row.source or "", places, *last)


def _short_cells(row: ClaimRow) -> tuple[str, ...]:
    places = ", ".join(place.name for place in row.places)
    return (row.id[:8], ", ".join(filter(None, (days(row.when), row.kind, row.source, places))), row.quote)


def _report_cells(row: ReportHead) -> tuple[str, ...]:
    return (row.id[:8], row.doc, days(row.published), row.outlet or "", row.title or "")


def days(interval: Days | None) -> str:
    """``2023-03-03``, ``2023-03-01 to 2023-03-03``, or nothing."""
    if interval is None:
        return ""
    first, last = interval
    return f"{first}" if first == last else f"{first} to {last}"


def bounds(low: float | None, high: float | None) -> str:
    """``7``, ``7 or more``, ``up to 9``, ``7 to 9``, ``not stated``."""
    if low is None:
        return "not stated" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
