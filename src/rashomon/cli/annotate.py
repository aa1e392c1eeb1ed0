"""rashomon annotate: files -> JSON lines with all that was found in them."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator

import click

from rashomon.cli.options import given_options, sides_option
from rashomon.cli.reading import build_gazetteer, issue_line
from rashomon.cli.rows import print_row, tell
from rashomon.doors import report_row
from rashomon.intake import find_all, read
from rashomon.model import Issue, Report
from rashomon.reports import Given

NOT_ALL_READ = 3


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE...")
@given_options
@sides_option
def annotate(sources: tuple[str, ...], given: Given) -> None:
    """rashomon annotate article.txt rows.jsonl > found.jsonl

    Print one JSON line for each report, in the order of the input: its text, date, sentences, boilerplate, attributions,
    places, times, quantities and claims. All offsets are half-open characters of `text`; no field is ever left out.

    Exit code: 0 when all was read, 3 when there were sources or rows that could not be read.
    """
    build_gazetteer()
    waiting: deque[Report] = deque()
    unread: list[Issue] = []
    for reading in find_all(_reports(read(sources, given), waiting, unread)):
        print_row(report_row(waiting.popleft(), reading))
    if unread:
        sys.exit(NOT_ALL_READ)


def _reports(found: Iterable[Report | Issue], waiting: deque[Report], unread: list[Issue]) -> Iterator[Report]:
    for one in found:
        if isinstance(one, Report):
            waiting.append(one)
            yield one
        elif one.report is None:
            unread += [one] if one.is_unread else []
            tell(issue_line(one), err=True)
