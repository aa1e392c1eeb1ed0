"""The part of a record that is asked for, put together again as nouns; and its brief."""

import re
from dataclasses import replace
from io import StringIO

from rashomon.doors import Days
from rashomon.model import Record
from rashomon.views.brief import brief_rows, write_brief
from rashomon.views.citations import Citations
from rashomon.views.layout import Row
from rashomon.views.selection import week_until
from rashomon.web.asked import Asked
from rashomon.web.filters import AskedError, Filters, event_conditions, read_day, values, where
from rashomon.web.items.briefs import BriefItem, BriefRow, Citation
from rashomon.web.pages import read_limit

MOST = 500  # events of one brief
CITED = re.compile(r"\[(\d+)\](?:–\[(\d+)\])?")


def chosen(asked: Asked, most: int) -> tuple[Record, int]:
    """The events that the filters keep with the reports that tell them, and how many more there are; of too many the latest."""
    model, kept = asked.model, event_conditions(asked.filters, asked.model, told=True)
    rows = model.rows(f"SELECT number, line FROM events {where(kept)} ORDER BY number DESC", values(kept))
    numbers = [number for number, _ in sorted(rows[:most], key=lambda row: row[1])]
    events = tuple(model.event(number) for number in numbers)
    told = {claim.report for event in events for claim in event.claims}
    lines = model.rows("SELECT number, id FROM reports ORDER BY line")
    reports = tuple(model.report(number) for number, id in lines if id in told or not (asked.filters.chosen or len(rows) > most))
    versions = tuple(one for one in model.versions() if one.later in {report.id for report in reports})
    return Record(reports, events, model.holds(), model.issues(), (), versions), max(0, len(rows) - most)


def of_days(asked: Asked) -> Asked:
    """The question with `day` or `week` as the range."""
    day, week = (read_day(name, asked.options.get(name)) for name in ("day", "week"))
    if day and week:
        raise AskedError("week", "day and week are both given (give one)", 422)
    first, last = week_until(week) if week else (day, day)
    if last and (asked.filters.first or asked.filters.last):
        raise AskedError("day", "day and week stand instead of from and to (leave those out)", 422)
    return replace(asked, filters=replace(asked.filters, first=first, last=last)) if last else asked


def brief(asked: Asked) -> BriefItem:
    """The brief, row by row, with what is cited."""
    asked = of_days(asked)
    record, more = chosen(asked, read_limit(asked.options.get("limit"), MOST, MOST))
    citations = Citations({report.id: report for report in record.reports})
    rows = tuple(_row(row) for row in brief_rows(record, citations, len(record.events)))
    return BriefItem(rows[0].text, _range(asked.filters), more, rows, _cited(citations))


def brief_text(asked: Asked) -> str:
    """The brief as Markdown, as `rashomon brief --markdown` prints it."""
    asked = of_days(asked)
    record, _ = chosen(asked, read_limit(asked.options.get("limit"), MOST, MOST))
    out = StringIO()
    write_brief(record, out, markdown=True)
    return out.getvalue()


def _range(filters: Filters) -> Days | None:
    return (filters.first, filters.last) if filters.first and filters.last else None


def _row(row: Row) -> BriefRow:
    runs = CITED.findall(row.text) if row.event else []
    cites = tuple(number for first, last in runs for number in range(int(first), int(last or first) + 1))
    return BriefRow(row.style.name.lower(), row.text, row.event or None, cites)


def _cited(citations: Citations) -> tuple[Citation, ...]:
    found = []
    for (id, number), (line, _) in zip(citations.numbers.items(), citations.listed(), strict=True):
        claim = citations.cited[id]
        report = citations.reports[claim.report]
        head = line.partition("] ")[2].removesuffix(":")
        found.append(Citation(number, id, report.id, head, claim.quote.of(report.text), claim.quote.start, claim.quote.end))
    return tuple(found)
