"""Reading into a ledger with a bar in a terminal; issues as they come, one line each, to standard error."""

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import click

from rashomon.cli.rows import counted, tell
from rashomon.intake import Book, OneSource, Plan, Step, read_into
from rashomon.knowledge.places import load_places
from rashomon.model import LEAD, Issue
from rashomon.visible import visible


@dataclass(slots=True)
class Tally:
    """What one run has done so far."""

    reports: int = 0
    known: int = 0
    claims: int = 0
    issues: int = 0
    unread: int = 0
    leads: int = 0

    def add(self, step: Step) -> None:
        """Count one step."""
        self.reports += step.reports
        self.known += step.known
        self.claims += step.claims
        self.issues += len(step.issues)
        self.unread += sum(issue.is_unread for issue in step.issues)
        self.leads += sum(issue.kind == LEAD for issue in step.issues)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.reports, self.known, self.claims = self.reports + other.reports, self.known + other.known, self.claims + other.claims
        self.issues, self.unread = self.issues + other.issues, self.unread + other.unread
        return self

    def __str__(self) -> str:
        known = f"{self.known:,} already known"
        rest = (counted(self.claims, "claim"), counted(self.issues - self.leads, "issue"))
        leads = (f"{counted(self.leads, 'lead')} (rashomon issues --kind {LEAD})",) if self.leads else ()
        return ", ".join((counted(self.reports, "report"), known, *rest, *leads))


def read_and_show(book: Book, sources: Sequence[OneSource], plan: Plan) -> Tally:
    """Read the sources into the ledger; says what could not be read while it goes on."""
    build_gazetteer()
    return show(read_into(book, sources, plan), len(sources))


def show(steps: Generator[Step, None, None], sources: int) -> Tally:
    """Count the steps, with a bar over so many sources; says what could not be read while it goes on."""
    tally = Tally()
    with _bar(sources) as (advance, say), closing(steps):
        for step in steps:
            tally.add(step)
            advance(step.sources, str(tally))
            for issue in step.issues:
                if issue.report is None and issue.kind != LEAD:
                    say(issue_line(issue))
    return tally


def build_gazetteer() -> None:
    """Build the gazetteer where it is missing: once, here, before any worker asks for it."""
    load_places(lambda message: click.echo(message, err=True))


def issue_line(issue: Issue) -> str:
    """``a.html: no article text found (pass a saved article page)``."""
    return f"{issue.name}: {issue.detail}"


Advance = Callable[[int, str], None]
Say = Callable[[str], None]


@contextmanager
def _bar(total: int) -> Iterator[tuple[Advance, Say]]:
    if not sys.stderr.isatty():
        yield lambda count, text: None, lambda line: tell(line, err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield (
            lambda count, text: bar.update(task, advance=count, description=text),
            lambda line: bar.console.print(visible(line), markup=False, highlight=False),
        )
