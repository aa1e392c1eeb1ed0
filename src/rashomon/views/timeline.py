"""Record -> what is claimed for each day, with the exact words of each event's first claim."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TextIO

from rashomon.model import Claim, ClaimId, Event, Record, Report, ReportId
from rashomon.views.happenings import event_days, headline, place_of, statements
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.marks import visible
from rashomon.views.wording import days_words, said


def write_timeline(record: Record, out: TextIO) -> None:
    """Write the events by first day, as plain text of 100 columns; events without a day stand at the end."""
    write_rows(_rows(record), out)


def _rows(record: Record) -> Iterator[Row]:
    reports = {report.id: report for report in record.reports}
    told = {claim.id: claim for claim in record.claims}
    yield Row(Style.TITLE, "What is claimed for which day")
    for days, events in groupby(sorted(record.events, key=_place_in_line), key=event_days):
        yield Row(Style.SECTION, days_words(*days) if days else "Day not stated")
        for event in events:
            yield from _event(event, reports)
            yield from _orders(event, told, reports)


def _orders(event: Event, told: dict[ClaimId, Claim], reports: dict[ReportId, Report]) -> Iterator[Row]:
    """What the reports tell as before, after or while it, each in the words of the other claim."""
    found = ((order.how, told[order.other]) for claim in event.claims for order in claim.orders if order.other in told)
    for how, other in dict.fromkeys(found):
        report = reports[other.report]
        yield Row(Style.LINE, f"{how.capitalize()}: “{visible(other.quote.of(report.text))}” ({report.name}).")


def _place_in_line(event: Event) -> tuple[date, date, str, str]:
    first, last = event_days(event) or (date.max, date.max)
    return (first, last, place_of(event), event.id)


def _event(event: Event, reports: dict[ReportId, Report]) -> Iterator[Row]:
    claims = statements(event, reports)[0]
    first, told = claims[0], [reports[claim.report] for claim in claims]
    yield Row(Style.EVENT, f"{place_of(event)}: {headline(event, reports)}")
    yield Row(Style.LINE, f"{visible(said(claims, told))}.")
    yield Row(Style.QUOTE, f"“{visible(first.quote.of(told[0].text))}” ({told[0].name} {first.quote.start}-{first.quote.end})")
