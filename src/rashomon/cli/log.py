"""rashomon log and redact: what was done to a ledger; words that must not be kept, taken out of it."""

import sys
from collections.abc import Iterator

import click
from msgspec import Struct

from rashomon.cli.options import Address, ledger_option, table_option
from rashomon.cli.rows import as_table, counted, or_none, print_row, print_table, tell
from rashomon.errors import LedgerError
from rashomon.ledger import Act, Entry, Ledger, Masker, Why, store_at
from rashomon.model import ReportId

UNSOUND = 4


class EntryLine(Struct, frozen=True):
    """An entry: its number, when, what was done to whom, in how many parts, its seal; `name` is what it is called now."""

    number: int
    at: str
    act: str
    subject: str
    name: str
    detail: str
    parts: int
    seal: str


@click.command()
@ledger_option
@click.option(
    "--act",
    type=click.Choice([act.value for act in Act]),
    multiple=True,
    help="Only what was done in this way; may be given several times.",
)
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N entries.")
@table_option
def log(ledger: Address, act: tuple[str, ...], last: int | None, table: bool | None) -> None:
    """rashomon log --act judge --ledger war.db

    List what was done to a ledger: reports read, sources finished, decisions, releases, redactions, migrations. Each entry is
    sealed with the one before it. Keep the seal of the last one elsewhere: `rashomon verify --head SEAL` then finds an end that
    was cut off, too.
    """
    with Ledger.open(ledger) as book:
        entries = [entry for entry in book.log() if not act or entry.act in act]
        lines = [_line(entry, book) for entry in entries[-(last or len(entries)) :]]
    rows = or_none(lines, "entries")
    if as_table(table):
        cells = ((str(row.number), row.at, row.act, row.name, row.detail, row.seal[:16]) for row in rows)
        print_table(("entry", "at", "act", "what", "detail", "seal"), cells)
    else:
        for row in rows:
            print_row(row)


def _line(entry: Entry, book: Ledger) -> EntryLine:
    kind, _, name = entry.subject.partition(" ")
    called = _report_name(book, ReportId(name)) if kind == "report" else entry.subject
    return EntryLine(entry.number, entry.at, entry.act, entry.subject, called, entry.detail, len(entry.parts), entry.seal)


def _report_name(book: Ledger, identity: ReportId) -> str:
    try:
        return f"report {book.report(identity).name}"
    except LedgerError:
        return f"report {identity[:16]}"


@click.command()
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--names", "file", type=click.File(encoding="utf-8"), help="A file with a name a line; - is standard input.")
@click.option("--report", metavar="ID", help="Take this report out as a whole: its id, or the beginning of it.")
@click.option("--by", metavar="WHO", required=True, help="Who redacts; kept in the log.")
@click.option("--reason", metavar="WORDS", required=True, help="Why; kept in the log, must not hold the name.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
def redact(names: tuple[str, ...], file: Iterator[str] | None, report: str | None, ledger: Address, yes: bool, **why: str) -> None:
    """rashomon redact "Ivan Petrenko" Petrenko --by Mara --reason "a private person, asked on 2024-03-02"

    Mask the names of private persons in all texts, claims, decisions and names of files, letter by letter, so that every
    offset stays true; or take a whole report out with --report. It cannot be undone. The file is written anew, so that the
    words are in none of its pages; what was exported or backed up before is not touched. The log keeps who did it and why,
    and a redacted report is not read again.

    Exit code: 0 when done, 4 where spellings that hold a name are left (glued to other words): give them as names, too.
    """
    wanted = [*names, *(line.strip() for line in file or () if line.strip())]
    if bool(wanted) == bool(report):
        raise click.UsageError("give names, or one report with --report")
    Ledger.open(ledger).close()  # a missing ledger is a fault here, not one to be made
    with Ledger.open(ledger, write=True) as book:
        what = ReportId(book.whole_id(report)) if report else Masker(wanted)
        if not yes:
            about = f"report {what}" if report else counted(len(wanted), "name")
            click.confirm(f"{ledger}: redact {about}? This cannot be undone.", abort=True, err=True)
        book.redact(what, Why(**why))
    if isinstance(what, Masker):
        _tell(what, wanted, ledger)
    else:
        click.echo(f"{ledger}: report {what[:16]} is taken out")


def _tell(mask: Masker, wanted: list[str], ledger: Address) -> None:
    click.echo(f"{ledger}: {counted(sum(mask.met.values()), 'occurrence')} masked, in {counted(len(mask.met), 'spelling')}")
    for word, amount in mask.near.most_common(20):
        tell(f"  left: {word} ({amount})", err=True)
    left = list(store_at(ledger).left_in({*wanted, *mask.met}))
    for word in left:
        tell(f"{word}: stands in the file still, as part of another word (give that as a name, too)", err=True)
    if left:
        sys.exit(UNSOUND)
