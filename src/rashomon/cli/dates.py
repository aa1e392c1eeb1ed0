"""rashomon dates: why a report is dated as it is, line by line."""

import sys
from collections.abc import Iterator

import click
from msgspec import Struct

from rashomon.claims.dating import opposed, weigh
from rashomon.cli.look import days
from rashomon.cli.options import given_options, table_option
from rashomon.cli.reading import issue_line
from rashomon.cli.rows import as_table, print_row, tell
from rashomon.intake import read
from rashomon.knowledge.anchors import Anchors, load_anchors
from rashomon.model import DatedBy, DateHint, Report
from rashomon.reports import Given

NOT_ALL_READ = 3


class HintRow(Struct, frozen=True):
    """One reason for a date: which days it allows, whether the answer agrees, and its words in the text."""

    doc: str
    published: tuple[str, str] | None
    by: str
    first: str
    last: str
    agrees: bool
    detail: str
    start: int | None
    end: int | None


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="REPORT...")
@given_options
@table_option
def dates(sources: tuple[str, ...], given: Given, table: bool | None) -> None:
    """rashomon dates article.txt

    Show on which days a report can have appeared, and why: each date that is given or printed, each phrase of the text that
    allows some days only, with its words and its characters. The lines that bound the answer come first; a line that does
    not agree with the answer is marked.

    Exit code: 0 when all was read, 3 when there were sources that could not be read.
    """
    anchors, unread = load_anchors(), 0
    for one in read(sources, given):
        if isinstance(one, Report):
            _show(one, tuple(_rows(one, anchors)), as_text=as_table(table))
        elif one.report is None:
            unread += one.is_unread
            tell(issue_line(one), err=True)
    if unread:
        sys.exit(NOT_ALL_READ)


def _rows(report: Report, anchors: Anchors) -> Iterator[HintRow]:
    inside = weigh(report.text, report.sentences, anchors)
    if report.published is None or report.published.evidence == (inside.published and inside.published.evidence):
        yield from (_row(report, hint, agrees=True) for hint in inside.hints)
        yield from (_row(report, hint, agrees=False) for hint in inside.clashes)
        return
    told = (report.published.first, report.published.last)
    for hint in report.published.evidence:
        yield _row(report, hint, agrees=hint.first <= told[1] and hint.last >= told[0])
    for hint in opposed(report.text, report.sentences, anchors, told):
        yield _row(report, hint, agrees=False)


def _row(report: Report, hint: DateHint, *, agrees: bool) -> HintRow:
    published = (f"{report.published.first}", f"{report.published.last}") if report.published else None
    start, end = (hint.span.start, hint.span.end) if hint.span else (None, None)
    return HintRow(report.name, published, hint.by, f"{hint.first}", f"{hint.last}", agrees, hint.detail, start, end)


def _show(report: Report, rows: tuple[HintRow, ...], *, as_text: bool) -> None:
    if not as_text:
        for row in rows:
            print_row(row)
        return
    told = report.published
    answer = f"{days((told.first, told.last))} ({told.by})" if told else "not known: " + _why_not(rows)
    tell(f"{report.name}: {answer}")
    for row in rows:
        where = f" [{row.start}-{row.end}]" if row.start is not None else ""
        by = "" if row.by == DatedBy.INSIDE else f"{row.by}: "
        tell(f"  {'  ' if row.agrees else '! '}{_allowed(row):24}  {by}{row.detail}{where}")


def _allowed(row: HintRow) -> str:
    open_ended = row.last >= "2090"
    return f"{row.first} or later" if open_ended else row.first if row.first == row.last else f"{row.first} to {row.last}"


def _why_not(rows: tuple[HintRow, ...]) -> str:
    if any(not row.agrees for row in rows):
        return "the reasons exclude one another (give --published)"
    return "the text does not bound it to 45 days (give --published)" if rows else "nothing in the text tells it (give --published)"
