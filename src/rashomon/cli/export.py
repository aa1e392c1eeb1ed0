"""rashomon export, release, diff: a ledger -> files for other tools, a bundle that never changes, and what changed between two."""

import sys
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.events import choice_options
from rashomon.cli.options import DAY, Address, Command, ledger_option, sides_option

if TYPE_CHECKING:
    from rashomon.exports import Edition
    from rashomon.exports.publish import Manifest
    from rashomon.views.selection import Choice

UNSOUND = 4
NAMES = (
    *("acled", "ucdp", "plover", "geojson", "timemap", "hxl", "ftm", "parquet", "csv", "jsonl"),
    *("claimreview", "markdown", "html", "control"),
)


def edition_options(command: Command) -> Command:
    """The ledger and what of it is wanted, opened as `edition`; a ledger that is not sound ends the program."""

    @ledger_option
    @sides_option
    @choice_options
    @click.option(
        "--as-of", "until", type=DAY, metavar="DATE", help="As it was on record then: only what was published by this day."
    )
    @click.option("--site", metavar="URL", default="", help="The address under which you publish; claimreview links to it.")
    @wraps(command)
    def with_edition(*args: Any, ledger: Address, choice: "Choice", until: datetime | None, site: str, **rest: Any) -> None:
        from rashomon.cli.unknown import tell_unknown
        from rashomon.exports.opening import open_edition, unsound

        faults = unsound(ledger)
        if faults:
            for fault in faults:
                click.echo(fault, err=True)
            click.echo(f"{ledger}: is not sound, nothing was written (rashomon verify says the same)", err=True)
            sys.exit(UNSOUND)
        edition = open_edition(ledger, choice, until.date() if until else None, site)
        if not edition.record.events:
            tell_unknown(ledger, place=choice.place, side=choice.side)
        command(*args, edition=edition, **rest)

    return with_edition


@click.command()
@click.argument("format", type=click.Choice(NAMES), metavar="FORMAT")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE", help="The file to write."
)
@edition_options
def export(format: str, output: Path, edition: "Edition") -> None:
    """rashomon export acled --place Bakhmut --from 2023-09-01 -o bakhmut.csv

    Write what a ledger holds in a format that other tools read, and FILE.manifest.json beside it. FORMAT is acled, ucdp,
    plover, geojson, timemap, hxl, ftm, parquet, csv, jsonl, claimreview, markdown, html or control. A format with several
    tables writes one file each: war.parquet becomes war.claims.parquet, war.events.parquet, ...

    Every offset of the ledger is checked before a byte is written. What a format has no home for is left out and counted.

    Exit code: 0, or 4 where the ledger is not sound; nothing is written then.
    """
    from rashomon.exports.publish import publish

    _tell(publish(edition, format, output), output)


@click.command()
@edition_options
@click.option("--day", type=DAY, metavar="DATE", help="The date of the release; today (UTC) where not given.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=".", show_default=True, help="Where it is made."
)
def release(edition: "Edition", day: datetime | None, folder: Path) -> None:
    """rashomon release --ledger war.db --folder releases

    Write a dated folder with every format, a manifest and SHA256SUMS. The same ledger, filters and date give the same bytes;
    a release that is there already is never changed.
    """
    from rashomon.exports.release import release as make

    dated = day.date() if day else datetime.now(UTC).date()
    state = _state(edition)
    goal, new = make(edition, folder, dated)
    click.echo(f"{goal}: {'written' if new else 'there already, the same byte for byte'}", err=True)
    _enter(edition, goal, state)


def _state(edition: "Edition") -> str:
    """The state of the ledger from which the edition is made; none where it has changed since that was read."""
    from rashomon.exports.opening import mark_of
    from rashomon.web.shelf import ledger_state

    if edition.path is None:
        return ""
    state = ledger_state(edition.path)
    return state if mark_of(edition.path) == edition.ledger else ""


def _enter(edition: "Edition", goal: Path, state: str) -> None:
    """Enter in the ledger's log that the release was made, where it does not tell so yet: a run may have ended before it could."""
    from rashomon.errors import LedgerError
    from rashomon.exports.release import SUMS
    from rashomon.ledger import Ledger
    from rashomon.web.published import Released

    if edition.path is None:
        return
    digest = sha256((goal / SUMS).read_bytes()).hexdigest()
    made = Released(state, dict(edition.filters))
    with Ledger.open(edition.path) as book:
        if any(made.told_by(entry, goal.name, digest) for entry in book.releases()):
            return
    try:
        with Ledger.open(edition.path, write=True) as book:
            book.enter_release(goal.name, digest, made.words)
    except LedgerError as fault:
        click.echo(f"{fault}; the release is written, and the ledger's log does not tell of it", err=True)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "lines", is_flag=True, help="JSON lines.")
@sides_option
def diff(old: Path, new: Path, lines: bool) -> None:
    """rashomon diff releases/rashomon-2023-09-18 war.db

    Print the claims and events that were added, changed or withdrawn between two ledgers, releases or jsonl exports, each
    with the reason: a new report, a person's decision, a claim read otherwise.
    """
    from rashomon.cli.rows import counted, print_row
    from rashomon.exports.diff import as_text, differences
    from rashomon.exports.opening import open_side

    found = differences(open_side(old), open_side(new))
    for one in found:
        if lines:
            print_row(one)
        else:
            click.echo(as_text(one))
    kinds = [(noun, change) for noun in ("claim", "event") for change in ("added", "changed", "withdrawn")]
    counts = (
        f"{counted(number, noun)} {change}"
        for noun, change in kinds
        if (number := sum((one.noun, one.change) == (noun, change) for one in found))
    )
    click.echo(", ".join(counts) or "no differences", err=True)


def _tell(told: "Manifest", output: Path) -> None:
    """What was written and what was left out, to standard error."""
    from rashomon.cli.rows import counted

    for file in told.files:
        click.echo(f"{output.with_name(file.name)}: {counted(file.rows, 'row')}", err=True)
    left = sum(told.left_out.values())
    if left:
        click.echo(f"left out, {left} without a home in {told.format}:", err=True)
    for reason, number in sorted(told.left_out.items(), key=lambda pair: (-pair[1], pair[0])):
        click.echo(f"  {number:>6,}  {reason}", err=True)
