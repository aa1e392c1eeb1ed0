"""Record -> what is claimed for each day, with the exact words of each event's first claim."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TextIO

from rashomon.model import Event, Record, Report, ReportId
from rashomon.views.happenings import event_days, headline, place_of, statements
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.marks import visible
from rashomon.views.wording import days_words, said


def write_timeline(record: Record, out: TextIO) -> None:
    """Write the events by first day, as plain text of 100 columns; events without a day stand at the end."""
    write_rows(_rows(record), out)


def _rows(record: Record) -> Iterator[Row]:
    reports = {report.id: report for report in record.reports}
    yield Row(Style.TITLE, "What is claimed for which day")
    for days, events in groupby(sorted(record.events, key=_place_in_line), key=event_days):
        yield Row(Style.SECTION, days_words(*days) if days else "Day not stated")
        for event in events:
            yield from _event(event, reports)


def _place_in_line(event: Event) -> tuple[date, date, str, str]:
    first, last = event_days(event) or (date.max, date.max)
    return (first, last, place_of(event), event.id)


def _event(event: Event, reports: dict[ReportId, Report]) -> Iterator[Row]:
    claims = statements(event, reports)[0]
    first, told = claims[0], [reports[claim.report] for claim in claims]
    yield Row(Style.EVENT, f"{place_of(event)}: {headline(event, reports)}")
    yield Row(Style.LINE, f"{visible(said(claims, told))}.")
    yield Row(Style.QUOTE, f"“{visible(first.quote.of(told[0].text))}” ({told[0].name} {first.quote.start}-{first.quote.end})")
